"""How people come in: what they sign in with, and who from outside was asked."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.person import OrganisationUnit, User
from people.querysets import DeviceQuerySet, InviteQuerySet


def new_invite_seed() -> str:
    return secrets.token_hex(16)


class Device(models.Model):
    """A browser somebody signed in with. `session_key` is empty once they signed off there."""

    person = models.ForeignKey(User, models.CASCADE, related_name="devices")
    key = models.CharField(max_length=64, editable=False)  # hash of what its cookie says
    session_key = models.CharField(max_length=40, blank=True, db_index=True, editable=False)
    browser = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    last_seen = models.DateTimeField(default=timezone.now)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="one_row_per_person_and_device"),
        ]

    def __str__(self) -> str:
        return f"{self.browser} {self.system}".strip()

    @property
    def icon(self) -> str:
        return "smartphone" if self.system in ("iPhone", "iPad", "Android") else "monitor"


class Editor(models.Model):
    """Writes handbook and standing pages and hands them over; an administrator publishes. Works for who is an employee."""

    person = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    appointed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.person_id}"


class Invite(models.Model):
    """Somebody from outside is asked in, once. What opens the door is made from `seed` and our secret key, and kept nowhere."""

    email = models.EmailField(_("e-mail address"))
    kind = models.CharField(_("kind"), max_length=10, choices=User.Kind.choices)
    unit = models.ForeignKey(
        OrganisationUnit, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    place = models.PositiveBigIntegerField(null=True, blank=True)  # of a community: people.places
    access_until = models.DateTimeField(_("access until"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    invited_by = models.ForeignKey(User, models.CASCADE, related_name="invites")
    seed = models.CharField(max_length=32, default=new_invite_seed, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="accepted_invites"
    )

    objects = InviteQuerySet.as_manager()

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        over = self.withdrawn_at or self.accepted_at
        return over is None and self.expires_at > timezone.now()
