"""Where management wants to go, asked as a question; what colleagues write can answer it."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import StructBlock
from wagtail.models.pages import PageManager

from frontend.blocks import BODY, BodyField, LineBlock, ThingBlock
from kenniscafe.editorial import EditorialPage
from posts.models import Post
from themes.querysets import ContributionQuerySet, ThemeQuerySet

LIGHTEST, HEAVIEST = 1, 5


class CarrierBlock(StructBlock):
    person = ThingBlock("people.User", label=_("Colleague"), icon="user")
    words = LineBlock(label=_("What they do for it"), max_length=80)


class ThemePage(EditorialPage):
    """The name of a theme is its title. `weight` orders themes and is shown to nobody as a rank."""

    question = models.CharField(
        _("the question"), max_length=200, help_text=_("One you could ask in the canteen.")
    )
    vision = BodyField(BODY, verbose_name=_("why you ask this"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("whose theme it is"),
        related_name="+",
        null=True,
        help_text=_("They may change this page, and answer what comes up."),
    )
    asked_as = models.CharField(
        _("line under the name"),
        max_length=120,
        blank=True,
        help_text=_("For example: secretary-director, answers every Friday."),
    )
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=3,
        validators=[MinValueValidator(LIGHTEST), MaxValueValidator(HEAVIEST)],
        help_text=_("From 1 to 5: how heavy management finds it. It only decides the order."),
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    outcome = models.CharField(
        _("what changed"), max_length=200, blank=True, help_text=_("For when it has ended.")
    )
    carriers = BodyField(
        [("carrier", CarrierBlock(label=_("Colleague")))],
        verbose_name=_("who carry this theme"),
        blank=True,
        max_num=8,
    )

    objects = PageManager.from_queryset(ThemeQuerySet)()

    content_panels: ClassVar[list[Any]] = [
        *EditorialPage.content_panels,
        FieldPanel("question"),
        FieldPanel("vision"),
        MultiFieldPanel([FieldPanel("asked_by"), FieldPanel("asked_as")], _("Who asks")),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("weight")]),
        FieldPanel("carriers"),
        FieldPanel("outcome"),
    ]
    promote_panels: ClassVar[list[Any]] = [FieldPanel("slug")]
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "themes/theme.html"

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    @property
    def address(self) -> str:
        return reverse("theme", args=[self.slug])

    @property
    def has_ended(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def is_running(self) -> bool:
        return bool(self.live) and self.starts_on <= timezone.localdate() and not self.has_ended

    def clean(self) -> None:
        super().clean()
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("A theme cannot end before it begins.")})

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from themes.queries import theme_page

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["theme"] = theme_page(request.user, self, number=request.GET.get("page"))
        return context


class Contribution(models.Model):
    """A post answers the question of a theme, of one at most. `theme` is the first of its translations."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="contribution")
    theme = models.ForeignKey(ThemePage, models.CASCADE, related_name="contributions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["theme", "-at"], name="contribution_theme")]

    def __str__(self) -> str:
        return f"{self.post} → {self.theme}"
