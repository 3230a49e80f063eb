"""What is said of a post: how it read before, who had a part in it, its answer, and that it was taken away."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from posts.models.post import Post
from posts.querysets import InvolvementQuerySet, RevisionQuerySet
from threads.models import Message


class Withdrawal(models.Model):
    """A post that is taken away: by its author (can come back) or removed for good."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="withdrawal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.post_id}"


class Revision(models.Model):
    """How a post read before an edit; `changed` says in the editor's words what that edit did."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    html = models.TextField(blank=True)
    tags = models.JSONField(default=list)  # their names
    changed = models.CharField(_("what changed"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="one_revision_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.number}"


class Involvement(models.Model):
    """A part somebody had in a post. `words` are the author's own, for people they name."""

    class Part(models.TextChoices):
        WROTE = "wrote", _("wrote it")
        NAMED = "named", _("named by the author")
        EDITED = "edited", _("edited it")
        REPLIED = "replied", _("replied")
        MENTIONED = "mentioned", _("was mentioned")
        KEPT = "kept", _("kept it")

    post = models.ForeignKey(Post, models.CASCADE, related_name="involvements")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="involvements"
    )
    part = models.CharField(max_length=10, choices=Part.choices)
    words = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "person", "part"], name="one_involvement_per_person_and_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.part}"


class AcceptedAnswer(models.Model):
    post = models.OneToOneField(Post, models.CASCADE, related_name="accepted_answer")
    message = models.OneToOneField(Message, models.CASCADE, related_name="acceptance")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.post_id}: {self.message_id}"


class ReadMark(models.Model):
    """That somebody has read a post: only to count them once; gone after 90 days, shown to nobody."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "person"], name="one_read_mark_per_person"),
        ]
        indexes = [models.Index(fields=["at"], name="read_mark_at")]

    def __str__(self) -> str:
        return f"{self.post_id}"
