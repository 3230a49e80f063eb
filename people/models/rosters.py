"""A list of people that an administrator reads in: line by line what it would do, and later what it did."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.person import User
from people.querysets import RosterQuerySet


class Roster(models.Model):
    """Nothing happens before `begun_at`. Its lines are kept for a month: addresses of people stand in them."""

    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    client_key = models.UUIDField(editable=False)
    name = models.CharField(max_length=120)  # of the file
    encoding = models.CharField(max_length=20)
    not_read = models.JSONField(default=list)  # headings of columns that say nothing here
    new_units = models.JSONField(default=list)  # names of departments that it makes
    by_mail = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    KEPT = timedelta(days=30)

    objects = RosterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "client_key"], name="one_roster_per_key"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_being_read(self) -> bool:
        return self.begun_at is not None and self.done_at is None


class RosterLine(models.Model):
    class Outcome(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changes")
        SAME = "same", _("nothing changes")
        REFUSED = "refused", _("cannot be read in")

    roster = models.ForeignKey(Roster, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()  # where it begins in the file; headings stand in 1
    told = models.JSONField()  # {field: what the cell says}
    outcome = models.CharField(max_length=7, choices=Outcome.choices)
    why = models.CharField(max_length=20, blank=True)  # key of people.rosters.words.REASONS
    says = models.CharField(max_length=120, blank=True)  # what the reason is about
    changes = models.JSONField(default=list)  # [field, before, after]
    person = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster", "number"], name="one_line_per_number"),
        ]
        indexes = [
            models.Index(
                fields=["roster", "number"],
                condition=models.Q(read_at=None),
                name="roster_lines_to_read",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roster_id}: {self.number}"
