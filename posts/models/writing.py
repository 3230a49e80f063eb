"""What somebody is writing, and with what: drafts, files that come with a post, and forms to begin with."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from kenniscafe import richtext
from posts.models.post import Post
from posts.querysets import AttachmentQuerySet, DraftQuerySet, TemplateQuerySet


class Draft(models.Model):
    """What somebody is writing: found on every device of theirs, and by nobody else."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    key = (
        models.UUIDField()
    )  # the form's own; the post that comes of it carries it as its client_key
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="drafts")
    based_on = models.PositiveIntegerField(
        default=0
    )  # how often the post was edited when this began
    said = models.JSONField(default=dict)  # field of the form → what it holds; the text as HTML
    number = models.PositiveIntegerField(default=1)  # of its savings: tells two devices apart
    saved_at = models.DateTimeField(default=timezone.now)
    publish_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)  # why it was not posted at its time

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="one_draft_per_form"),
            models.UniqueConstraint(fields=["author", "post"], name="one_draft_per_post"),
        ]
        indexes = [
            models.Index(
                fields=["publish_at"],
                condition=models.Q(publish_at__isnull=False),
                name="draft_to_publish",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} {self.key}"


class Attachment(models.Model):
    """A file somebody added. `key` names its folder; until a post shows it, it is its adder's alone."""

    class Kind(models.TextChoices):
        PICTURE = "picture", _("picture")
        PDF = "pdf", _("PDF")
        TEXT = "text", _("text document")
        TABLE = "table", _("spreadsheet")
        SLIDES = "slides", _("presentation")
        SOUND = "sound", _("sound")
        FILM = "film", _("film")
        PACKED = "packed", _("packed files")

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attachments")
    draft = models.ForeignKey(
        Draft, models.SET_NULL, null=True, blank=True, related_name="attachments"
    )
    post = models.ForeignKey(
        Post, models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    shown = models.BooleanField(default=False)  # in the post's text or in its list as it reads now
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes
    width = models.PositiveIntegerField(null=True)  # pixels
    height = models.PositiveIntegerField(null=True)
    pages = models.PositiveIntegerField(null=True)
    previews = models.PositiveSmallIntegerField(default=0)  # pictures of its first pages
    added_at = models.DateTimeField(default=timezone.now)
    client_key = models.UUIDField(null=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.UniqueConstraint(fields=["by", "client_key"], name="one_file_per_sending"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("file", args=[self.pk])

    @property
    def address(self) -> str:
        """Of the bytes; a link to it may stand in a text."""
        return reverse("file_itself", args=[self.pk, self.name])

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2].lower()

    @property
    def src(self) -> str | None:
        """Of the picture as a text shows it."""
        return richtext.picture_address(self.pk) if self.is_picture else None

    @property
    def sheets(self) -> range:
        """Numbers of the pages of which there is a picture."""
        return range(1, self.previews + 1)

    @property
    def is_picture(self) -> bool:
        return self.kind == self.Kind.PICTURE


class Template(models.Model):
    """A text to begin with, put ready by who runs a community."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="templates")
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(max_length=8, choices=Post.Kind.choices)
    title = models.CharField(_("title"), max_length=200, blank=True)
    html = models.TextField(_("text"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"], name="one_template_per_community_and_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name
