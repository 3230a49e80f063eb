"""*Begin hier* in the administration: each page is for the managers of its community, and for nobody else.

Also not for administrators: a hidden community is hidden from them too. One policy says who may, and no address of
this part answers for the page of somebody else.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from communities.models import CommunityPage
from communities.policies import ItsManagers
from communities.views.request import person
from kenniscafe.numbers import whole

LEFT_OUT = {"add", "delete", "usage", "copy", "preview_on_add"}


register_permission_policy(CommunityPage, ItsManagers(CommunityPage))


class BeginHere(SnippetViewSet):
    model = CommunityPage
    icon = "home"
    menu_label = _("Start here")
    menu_name = "begin-hier"
    menu_order = 200
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = ("__str__",)
    search_fields = ("community__name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[CommunityPage]:
        return CommunityPage.objects.written_by(person(request)).select_related("community")

    def get_urlpatterns(self) -> list[Any]:
        patterns: list[Any] = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = _of_ones_own(pattern.callback, shut=pattern.name in LEFT_OUT)
        return patterns

    def register_chooser_viewset(self) -> None:
        """Nobody chooses one: a chooser would show them all."""


def _of_ones_own(view: Callable[..., HttpResponse], *, shut: bool) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mine = CommunityPage.objects.written_by(person(request))
        if shut or ("pk" in kwargs and not mine.filter(pk=whole(kwargs["pk"]) or 0).exists()):
            raise Http404
        return view(request, *args, **kwargs)

    return answer


register_snippet(BeginHere)


@hooks.register("construct_homepage_summary_items")
def no_totals(request: HttpRequest, items: list[Any]) -> None:
    """How many pages there are is no news to who writes one of them."""
    items.clear()
