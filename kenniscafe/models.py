"""The machinery's own tables: what runs when, who holds what, what leaves by mail, who did what to others."""

import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Lease(models.Model):
    """One process at a time does this; it ends by itself when its holder is gone."""

    name = models.CharField(max_length=60, unique=True)
    holder = models.CharField(max_length=60)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ScheduledRun(models.Model):
    """When a scheduled task last ran; kenniscafe/schedule.py says how often."""

    name = models.CharField(max_length=60, unique=True)
    last_run_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """A mail that is to leave, has left, or could not; never its words."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    about = models.JSONField(default=dict)
    queued_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at", "id"],
                condition=Q(sent_at=None, failed_at=None),
                name="letters_that_wait",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class WhatWasDoneStands(Exception):
    """A line of the audit log is written once."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def update(self, **_values: Any) -> NoReturn:
        raise WhatWasDoneStands

    def delete(self) -> NoReturn:
        raise WhatWasDoneStands


class AuditEntry(models.Model):
    """Who did what to somebody else's words, rights or account, and why; kenniscafe/audit.py writes it."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # empty: the café itself
    what = models.CharField(max_length=40)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.PositiveBigIntegerField(null=True)
    words = models.CharField(max_length=200, blank=True)  # what it was called then
    reason = models.TextField(blank=True)
    community = models.PositiveBigIntegerField(null=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-at"], name="audit_latest"),
            models.Index(fields=["community", "-at"], name="audit_latest_per_community"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise WhatWasDoneStands
        super().save(*args, force_insert=True)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise WhatWasDoneStands
