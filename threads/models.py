"""One conversation for everything: posts now; themes, tables, debates and two people later.

A thread carries its own audience, title and page address, written by its host's action, so that
nothing here ever asks the host. `last_change` and `last_number` move only by `threads.numbers.take`.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Level
from people.models import OrganisationUnit
from threads.querysets import MessageQuerySet, ReactionQuerySet, ThreadQuerySet, WatchQuerySet


class Thread(models.Model):
    class Audience(models.TextChoices):
        EMPLOYEES = "employees", _("everyone")
        COMMUNITY = "community", _("a community")
        PEOPLE = "people", _("named people")
        NOBODY = "nobody", _("nobody any more")

    audience = models.CharField(max_length=10, choices=Audience.choices)
    community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="threads"
    )
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    address = models.CharField(max_length=200)
    last_number = models.PositiveIntegerField(default=0)
    last_change = models.PositiveBigIntegerField(default=0)
    epoch = models.PositiveIntegerField(default=1)
    access_version = models.PositiveBigIntegerField(default=0)
    replies = models.PositiveIntegerField(default=0)  # messages that are not removed
    last_message_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    origin_kind = models.CharField(max_length=20, blank=True)
    origin_id = models.PositiveBigIntegerField(null=True)
    collection = models.CharField(max_length=80, blank=True)
    source_id = models.CharField(max_length=200, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(audience="community", community__isnull=False)
                | (~Q(audience="community") & Q(community__isnull=True)),
                name="a_community_thread_names_its_community",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Message(models.Model):
    """A reply. `number` is its place for ever; `change` says when it last looked different."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    change = models.PositiveBigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages")
    author_unit = models.ForeignKey(
        OrganisationUnit, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    html = models.TextField()
    language = models.CharField(max_length=5)
    quotes = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    quoted_words = models.CharField(max_length=300, blank=True)  # as they were when quoted
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    origin_kind = models.CharField(max_length=20, blank=True)
    origin_id = models.PositiveBigIntegerField(null=True)
    collection = models.CharField(max_length=80, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    client_key = models.UUIDField(null=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_message_per_place"),
            models.UniqueConstraint(
                fields=["author", "client_key"], name="one_message_per_submitted_form"
            ),
        ]
        indexes = [models.Index(fields=["thread", "change"], name="message_thread_change")]

    def __str__(self) -> str:
        return f"{self.thread_id}/{self.number}"


class Reaction(models.Model):
    """One tap on a thread's host, or on one of its replies."""

    class Kind(models.TextChoices):
        INSIGHTFUL = "insightful", _("Insightful")
        THANKS = "thanks", _("Thanks")
        AGREE = "agree", _("Agree")
        JOIN = "join", _("I’m in")

    # No indexes of their own: the constraints are, and a host's few reactions are not looked for among those to replies.
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="reactions", db_index=False)
    message = models.ForeignKey(
        Message, models.CASCADE, null=True, blank=True, related_name="reactions", db_index=False
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "person", "kind"],
                condition=Q(message__isnull=True),
                name="one_reaction_of_a_kind_per_person_on_a_thread",
            ),
            models.UniqueConstraint(
                fields=["message", "person", "kind"],
                condition=Q(message__isnull=False),
                name="one_reaction_of_a_kind_per_person_on_a_message",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Watch(models.Model):
    """How much somebody hears of a conversation, since when, and because of what."""

    class Because(models.TextChoices):
        WROTE = "wrote", _("You wrote it.")
        REPLIED = "replied", _("You replied in it.")
        KEPT = "kept", _("You keep it.")
        CHOSE = "chose", _("You chose to follow it.")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="watches")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.ALL)
    because = models.CharField(max_length=8, choices=Because.choices)
    since = models.DateTimeField(default=timezone.now)

    objects = WatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "thread"], name="one_watch_per_person_and_thread"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.thread_id} {self.level}"
