"""Choosing a post in the administration: of those that who reads the page will mostly see as well."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from kenniscafe.choosing import Choose, ChooseResults, Chosen, ChosenMultiple, SeenChooser
from posts.models import Post
from posts.querysets import PostQuerySet


class _Widely:
    request: Any

    def seen(self) -> PostQuerySet:
        """What all colleagues read, and what stands in a community that one manages."""
        own = Community.objects.managed_by(self.request.user)
        widely = Q(community=None) | Q(community__kind=Community.Kind.OPEN)
        seen = Post.objects.visible_to(self.request.user).published()
        return seen.filter(widely | Q(community__in=own))


class ChoosePost(_Widely, Choose):
    ordering = "-published_at"


class ChoosePostResults(_Widely, ChooseResults):
    ordering = "-published_at"


class ChosenPost(_Widely, Chosen):
    pass


class ChosenPosts(_Widely, ChosenMultiple):
    pass


class PostChooser(SeenChooser):
    choose_view_class = ChoosePost
    choose_results_view_class = ChoosePostResults
    chosen_view_class = ChosenPost
    chosen_multiple_view_class = ChosenPosts


POST = PostChooser(
    "post_chooser",
    model=Post,
    url_prefix="kies/bericht",
    icon="doc-full",
    choose_one_text=_("Choose a post"),
    choose_another_text=_("Choose another post"),
)
