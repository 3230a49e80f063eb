from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from tags.querysets import TagQuerySet


class Tag(TagBase):
    """A word colleagues file things under. A merged tag stays, so that old links keep working."""

    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    description_en = models.CharField(_("description in English"), max_length=300, blank=True)
    curated = models.BooleanField(_("curated"), default=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.slug])

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    def label(self) -> str:
        """The name in the reader's language."""
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def about(self) -> str:
        """What it is about, in the reader's language where that was said."""
        in_english = self.description_en if get_language() == "en" else ""
        return in_english or self.description


class Synonym(models.Model):
    """Another word for a tag: who types it gets the tag."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="synonyms")
    name = models.CharField(_("synonym"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return self.name
