"""What colleagues think should not stand here, and what was decided of it.

A case gathers what is reported of one thing until it is settled. Who reported is in no screen, export, mail or log.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from posts.models.post import Post
from posts.querysets import CaseQuerySet, ReportQuerySet
from threads.models import Message


class Rule(models.TextChoices):
    """What we agreed, and so what can be wrong with a text."""

    HURTFUL = "hurtful", _("hurtful")
    PERSONAL = "personal", _("personal data")
    ADVERTISING = "advertising", _("advertising")
    OTHER = "other", _("something else")


class Case(models.Model):
    """About a post, a reply or a person. `community` is where it stands; without one administrators judge it."""

    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="cases")
    message = models.ForeignKey(
        Message, models.CASCADE, null=True, blank=True, related_name="cases"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    community = models.ForeignKey(
        Community, models.CASCADE, null=True, blank=True, related_name="cases"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    adapted_at = models.DateTimeField(null=True)  # what was hidden waits with other words
    settled_at = models.DateTimeField(null=True)  # empty: it waits

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, message=None, person=None)
                | Q(post=None, message__isnull=False, person=None)
                | Q(post=None, message=None, person__isnull=False),
                name="a_case_is_about_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=[thing],
                    condition=Q(settled_at=None),
                    name=f"one_case_waits_per_{thing}",
                )
                for thing in ("post", "message", "person")
            ),
        ]
        indexes = [models.Index(fields=["community", "settled_at"], name="case_community")]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def waits(self) -> bool:
        return self.settled_at is None

    @property
    def last(self) -> "Judgement | None":
        return max(self.judgements.all(), key=lambda one: one.pk, default=None)


class Report(models.Model):
    """That somebody finds it wrong. The row is theirs alone; others know how many there are, and of what."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    rule = models.CharField(max_length=12, choices=Rule.choices)
    words = models.CharField(_("words"), max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reporter"], name="one_report_per_person_and_case"
            ),
        ]
        indexes = [models.Index(fields=["reporter", "at"], name="report_reporter")]

    def __str__(self) -> str:
        return f"{self.case_id}"


class Judgement(models.Model):
    """What somebody decided of a case, and why. The reason is for who wrote it; of `leave` for who reported."""

    class What(models.TextChoices):
        LEAVE = "leave", _("left as it is")
        HIDE = "hide", _("hidden")
        WARN = "warn", _("warned")
        REMOVE = "remove", _("removed")
        RESTORE = "restore", _("put back")
        END = "end", _("account ended")
        GONE = "gone", _("taken away meanwhile")

    case = models.ForeignKey(Case, models.CASCADE, related_name="judgements")
    what = models.CharField(max_length=8, choices=What.choices)
    rule = models.CharField(max_length=12, choices=Rule.choices, blank=True)
    reason = models.TextField(blank=True)
    # Empty: it settled itself, the thing was taken away.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.what}"
