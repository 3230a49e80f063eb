"""What somebody is told, how they want to be told, and what of it has left as mail."""

from datetime import time
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from notifications.querysets import NoticeQuerySet
from people.models import Follow
from posts.models import Case
from threads.models import Message, Thread


class Notice(models.Model):
    """One row per person per conversation. `kind` is the weightiest thing since they last read it.

    What is no conversation has one per community or case and kind, or per other person and event.

    `since` is the number of the first reply they have not read, 0 for what the conversation is about.
    """

    class Kind(models.TextChoices):
        """The weightiest first: of two things in one conversation the first of these is told."""

        MENTION = "mention", _("Somebody mentions you")
        STAND_IN = "stand_in", _("Somebody you stand in for is mentioned")
        ACCEPTED = "accepted", _("Your answer is accepted")
        REPLY = "reply", _("A reply to something of yours")
        FOLLOWED_ACCEPTED = "followed_accepted", _("An answer is accepted")
        FOLLOWED_REPLY = "followed_reply", _("New replies")
        FOLLOWED_POST = "followed_post", _("A new post from who or what you follow")
        COMMUNITY_POST = "community_post", _("A new post in your communities")
        INVITED = "invited", _("Somebody invites you to a community")
        DECIDED = "decided", _("An answer to what you asked")
        WAITS = "waits", _("Something waits for you as community manager")
        REPORTED = "reported", _("Something was reported, and you judge it")
        JUDGED = "judged", _("What was decided of something reported")
        ABSENCE = "absence", _("Who stands in for whom")
        GUEST = "guest", _("About whom you invited")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, related_name="+")
    community = models.ForeignKey(
        Community, models.CASCADE, null=True, blank=True, related_name="+"
    )
    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="+")
    event = models.CharField(max_length=40, blank=True)  # the name of what happened
    message = models.ForeignKey(Message, models.CASCADE, null=True, blank=True, related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    follow = models.ForeignKey(Follow, models.SET_NULL, null=True, blank=True, related_name="+")
    instead_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    since = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    in_cafe = models.BooleanField(default=True)  # else it is in the bundle only
    held_at = models.DateTimeField(null=True, blank=True)  # waits for the bundle
    mailed_at = models.DateTimeField(null=True, blank=True)  # left by itself since it was last read
    cup = models.ForeignKey(
        "Cup", models.SET_NULL, null=True, blank=True, related_name="notices"
    )  # the bundle it left in

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "thread"],
                condition=Q(thread__isnull=False),
                name="one_notice_per_person_and_conversation",
            ),
            models.UniqueConstraint(
                fields=["person", "community", "kind"],
                condition=Q(thread__isnull=True),
                name="one_notice_per_person_community_and_kind",
            ),
            models.UniqueConstraint(
                fields=["person", "case", "kind"],
                condition=Q(case__isnull=False),
                name="one_notice_per_person_case_and_kind",
            ),
            models.UniqueConstraint(
                fields=["person", "actor", "event"],
                condition=Q(thread__isnull=True, community__isnull=True, case__isnull=True),
                name="one_notice_per_person_other_and_event",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notices_of_a_person"),
            models.Index(
                fields=["person"],
                condition=Q(read_at__isnull=True, in_cafe=True),
                name="notices_that_are_new",
            ),
            models.Index(
                fields=["person"],
                condition=Q(held_at__isnull=False),
                name="notices_held_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.thread_id or self.community_id or self.case_id}"

    @property
    def is_new(self) -> bool:
        return self.read_at is None


class Channel(models.TextChoices):
    CAFE = "cafe", _("In the café")
    MAIL = "mail", _("Mail, at once")
    BUNDLE = "bundle", _("In the bundle")


CAFE, MAIL, BUNDLE = ({channel.value} for channel in Channel)
DEFAULTS: Final[dict[str, set[str]]] = {
    Notice.Kind.MENTION: CAFE | MAIL,
    Notice.Kind.STAND_IN: CAFE | MAIL,
    Notice.Kind.ACCEPTED: CAFE | BUNDLE,
    Notice.Kind.REPLY: CAFE | BUNDLE,
    Notice.Kind.FOLLOWED_ACCEPTED: CAFE | BUNDLE,
    Notice.Kind.FOLLOWED_REPLY: CAFE | BUNDLE,
    Notice.Kind.FOLLOWED_POST: BUNDLE,
    Notice.Kind.COMMUNITY_POST: BUNDLE,
    Notice.Kind.INVITED: CAFE | MAIL,
    Notice.Kind.DECIDED: CAFE | MAIL,
    Notice.Kind.WAITS: CAFE | BUNDLE,
    Notice.Kind.REPORTED: CAFE | MAIL,
    Notice.Kind.JUDGED: CAFE | MAIL,
    Notice.Kind.ABSENCE: CAFE | MAIL,
    Notice.Kind.GUEST: CAFE | BUNDLE,
}


def weekend() -> list[int]:
    return [5, 6]


class Preference(models.Model):
    """How much the café may disturb somebody. Who never chose has no row, and reads as these defaults."""

    class Budget(models.IntegerChoices):
        """Mails a day that come at once."""

        NONE = 0, _("Never, only the bundle")
        THREE = 3, _("At most 3 times a day")
        FIVE = 5, _("At most 5 times a day")
        NO_LIMIT = 10_000, _("No limit")

    class Rhythm(models.TextChoices):
        WORKDAYS = "workdays", _("Every working day")
        WEEKLY = "weekly", _("Every week, on Monday")
        NEVER = "never", _("Not at all")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    channels = models.JSONField(default=dict, blank=True)  # {kind: [channel]}, where it differs
    budget = models.PositiveSmallIntegerField(choices=Budget.choices, default=Budget.THREE)
    quiet_from = models.TimeField(_("quiet from"), default=time(18))
    quiet_until = models.TimeField(_("until"), default=time(7, 30))
    quiet_days = models.JSONField(default=weekend, blank=True)  # 0 is Monday
    rhythm = models.CharField(
        _("cup of coffee"), max_length=8, choices=Rhythm.choices, default=Rhythm.WORKDAYS
    )
    bundles = models.BooleanField(_("a bundle by mail"), default=True)
    bundle_at = models.TimeField(_("bundle at"), default=time(16))

    def __str__(self) -> str:
        return f"{self.person_id}"

    def channels_of(self, kind: str) -> set[str]:
        chosen = self.channels.get(kind)
        return DEFAULTS[kind] if chosen is None else set(chosen)


class Nudge(models.Model):
    """One mail at once, out of the budget of that day where the person is."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    number = models.PositiveSmallIntegerField()
    notice = models.ForeignKey(Notice, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day", "number"], name="a_nudge_has_its_number_that_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day} {self.number}"


class Cup(models.Model):
    """A mail of a certain day: the cup of coffee in the morning, the bundle of what could wait."""

    class Kind(models.TextChoices):
        COFFEE = "coffee", _("cup of coffee")
        BUNDLE = "bundle", _("bundle")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "day"], name="one_mail_of_a_kind_per_person_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.day}"


class Telling(models.Model):
    """An event of which people are being told; `done` is the last person that was. Gone when all were."""

    event = models.CharField(max_length=40)
    about = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    done = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.event} {self.pk}"
