"""What somebody keeps: a post, a reply, a person or an outside link, with a note of their own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from archive.querysets import BookmarkQuerySet
from communities.models import Community
from posts.models import Link, Post
from tags.models import Tag
from threads.models import Message


class BookmarkTag(ItemBase):
    content_object = models.ForeignKey("Bookmark", models.CASCADE, related_name="bookmark_tags")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="bookmark_tags")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="a_bookmark_has_a_tag_once"
            ),
        ]


class Bookmark(models.Model):  # type: ignore[django-manager-missing]  # of a class without types
    """Belongs to one person. Only an outside link can be for a community or everyone: then it is a post too."""

    class Audience(models.TextChoices):
        ONLY_ME = "only_me", _("Only me")
        SHARED = "shared", _("Whoever may see it too")
        COMMUNITY = "community", _("A community")
        EVERYONE = "everyone", _("All colleagues")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.ONLY_ME)
    community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="+"
    )
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="bookmarks")
    message = models.ForeignKey(
        Message, models.CASCADE, null=True, blank=True, related_name="bookmarks"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(Link, models.PROTECT, null=True, blank=True, related_name="bookmarks")
    title = models.CharField(
        _("title"), max_length=200, blank=True
    )  # of an outside link, as its owner calls it
    note = models.TextField(_("why do you keep this?"), blank=True, max_length=2000)
    published_as = models.OneToOneField(
        Post, models.SET_NULL, null=True, blank=True, related_name="published_bookmark"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    origin_kind = models.CharField(max_length=20, blank=True)
    origin_id = models.PositiveBigIntegerField(null=True)
    collection = models.CharField(max_length=80, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    client_key = models.UUIDField(null=True, editable=False)

    tags = TaggableManager(through=BookmarkTag, blank=True)
    objects = BookmarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints = [
            models.UniqueConstraint(fields=["owner", "post"], name="one_bookmark_per_post"),
            models.UniqueConstraint(fields=["owner", "message"], name="one_bookmark_per_message"),
            models.UniqueConstraint(fields=["owner", "person"], name="one_bookmark_per_person"),
            models.UniqueConstraint(fields=["owner", "link"], name="one_bookmark_per_link"),
            models.UniqueConstraint(
                fields=["owner", "client_key"], name="one_bookmark_per_submitted_form"
            ),
            models.CheckConstraint(
                condition=(
                    Q(post__isnull=False, message=None, person=None, link=None)
                    | Q(post=None, message__isnull=False, person=None, link=None)
                    | Q(post=None, message=None, person__isnull=False, link=None)
                    | Q(post=None, message=None, person=None, link__isnull=False)
                ),
                name="a_bookmark_keeps_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(audience="only_me")
                | (Q(audience="shared") & Q(link__isnull=True))
                | (Q(audience__in=["community", "everyone"]) & Q(link__isnull=False)),
                name="only_a_link_is_given_to_a_place",
            ),
            models.CheckConstraint(
                condition=Q(audience="community", community__isnull=False)
                | (~Q(audience="community") & Q(community__isnull=True)),
                name="a_community_bookmark_names_its_community",
            ),
        ]
        indexes = [models.Index(fields=["owner", "-created_at"], name="bookmark_owner")]

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.pk}"
