"""What colleagues write: five kinds of post, and the outside page that a link points to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from communities.models import Community
from people.models import OrganisationUnit
from posts.querysets import PostQuerySet
from tags.models import Tag
from threads.models import Thread


class Link(models.Model):
    """An outside page. `key` is the normalised address: what makes two people's links the same."""

    address = models.URLField(_("address"), max_length=2000)
    key = models.CharField(max_length=2000, unique=True)
    title = models.CharField(_("title"), max_length=200)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.title

    @property
    def site(self) -> str:
        return self.key.partition("//")[2].partition("/")[0].removeprefix("www.")


class PostTag(ItemBase):
    content_object = models.ForeignKey("Post", models.CASCADE, related_name="post_tags")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="post_tags")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="a_post_has_a_tag_once"),
        ]


class Post(models.Model):  # type: ignore[django-manager-missing]  # of a class without types
    """Its audience is a community, or every employee where `community` is empty."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        QUESTION = "question", _("Question")
        IDEA = "idea", _("Idea")
        LINK = "link", _("Bookmark")
        NOTE = "note", _("Note")

    class Stage(models.TextChoices):
        FLOATED = "floated", _("Floated")
        WORKED_OUT = "worked_out", _("Worked out")
        ON_TRIAL = "on_trial", _("On trial")
        EVERYDAY = "everyday", _("Everyday work")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    author_unit = models.ForeignKey(
        OrganisationUnit, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Who answers for it now. Empty: its author.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="owned_posts"
    )
    community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="posts"
    )
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="post")
    title = models.CharField(_("title"), max_length=200)
    html = models.TextField(_("text"), blank=True)
    language = models.CharField(max_length=5)
    stage = models.CharField(max_length=10, choices=Stage.choices, blank=True)
    link = models.ForeignKey(Link, models.PROTECT, null=True, blank=True, related_name="posts")
    published_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    last_activity_at = models.DateTimeField(default=timezone.now)
    check_every = models.PositiveSmallIntegerField(null=True, blank=True)  # months
    check_on = models.DateField(null=True, blank=True)  # when its owner is asked again
    minutes = models.PositiveSmallIntegerField(default=1)  # to read
    reads = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    origin_kind = models.CharField(max_length=20, blank=True)
    origin_id = models.PositiveBigIntegerField(null=True)
    collection = models.CharField(max_length=80, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    client_key = models.UUIDField(null=True, editable=False)

    tags = TaggableManager(through=PostTag, blank=True)
    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(
                fields=["author", "client_key"], name="one_post_per_submitted_form"
            ),
            models.UniqueConstraint(
                fields=["collection", "source_id"],
                condition=~Q(collection=""),
                name="one_post_per_collection_and_source",
            ),
            models.CheckConstraint(
                condition=Q(kind="link", link__isnull=False)
                | (~Q(kind="link") & Q(link__isnull=True)),
                name="a_link_post_has_its_link",
            ),
            models.CheckConstraint(
                condition=(Q(kind="idea") & ~Q(stage="")) | (~Q(kind="idea") & Q(stage="")),
                name="an_idea_has_a_stage",
            ),
        ]
        indexes = [
            models.Index(fields=["-last_activity_at", "-id"], name="post_activity"),
            models.Index(fields=["community", "-last_activity_at", "-id"], name="post_community"),
            models.Index(fields=["author", "-published_at"], name="post_author"),
            models.Index(fields=["-published_at", "-id"], name="post_published"),
            models.Index(
                fields=["check_on"], condition=Q(check_on__isnull=False), name="post_to_check"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("post", args=[self.pk])

    @property
    def is_withdrawn(self) -> bool:
        return hasattr(self, "withdrawal")

    @property
    def is_obsolete(self) -> bool:
        return hasattr(self, "obsolescence")
