from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class HomePage(Page):
    """The root under which editorial pages hang; its own address is Vandaag."""

    max_count = 1

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
