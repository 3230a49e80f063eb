"""Being away for a while, taking along what is one's own, and leaving."""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.person import User
from people.querysets import AbsenceQuerySet, ExportQuerySet


class Export(models.Model):
    """One archive file of everything that is somebody's own: asked for, then ready, then cleared away."""

    person = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    key = models.UUIDField(default=uuid4, editable=False)  # of this asking, and of its file
    asked_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(default=0)  # bytes

    KEPT = timedelta(days=7)
    GIVEN_UP = timedelta(hours=6)  # a task that has not come back by then does not

    objects = ExportQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.person_id}"

    @property
    def is_being_made(self) -> bool:
        young = self.asked_at > timezone.now() - self.GIVEN_UP
        return self.ready_at is None and self.failed_at is None and young


class Departure(models.Model):
    """Somebody is leaving: their account is closed, and until `until` they can still come back."""

    person = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    words = models.CharField(max_length=8)  # people.personal.Words
    until = models.DateTimeField()
    may_return = models.BooleanField(default=True)  # no longer, once an administrator closed it too

    def __str__(self) -> str:
        return f"{self.person_id}"


class Absence(models.Model):
    """Days on which somebody is busy or away, in their own time zone. Why is never asked, and past ones are not kept.

    A stand-in says yes first; whoever has not yet, or said no, is nobody's business but these two.
    """

    class Kind(models.TextChoices):
        BUSY = "busy", _("busy")
        AWAY = "away", _("away")

    person = models.ForeignKey(User, models.CASCADE, related_name="absences")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    stand_in = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")),
                name="an_absence_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(stand_in__isnull=True) | ~Q(stand_in=models.F("person")),
                name="nobody_stands_in_for_themselves",
            ),
            models.CheckConstraint(
                condition=Q(stand_in__isnull=True) | Q(kind="away"),
                name="only_who_is_away_has_a_stand_in",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(declined_at__isnull=True),
                name="a_stand_in_says_yes_or_no",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.first_day} – {self.last_day}"
