from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from communities.models import Level
from kenniscafe.numbers import whole
from notifications.actions import read_conversation
from pages.queries.cards import feet_of
from pages.queries.post import post_page
from people.views.request import me, way_back
from posts.models import Post
from threads.actions import react, unreact
from threads.forms import ReactionForm


@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    posts = Post.objects.visible_to(me(request)).defer("html")
    with_place = posts.with_level(me(request)).select_related(
        "thread", "community__archival", "withdrawal", "obsolescence", "owner"
    )
    found = get_object_or_404(with_place, pk=pk)
    # The same row: a post and its thread stand in one place.
    found.thread.community = found.community
    shown = post_page(
        me(request),
        found,
        page=whole(request.GET.get("pagina")),
        cite=whole(request.GET.get("citaat")),
        theirs="van-mij" in request.GET,
        again=request.GET.get("stem") == "opnieuw",
    )
    read_conversation(me(request), thread_id=found.thread_id)
    levels = Level.choices
    return render(request, "pages/post.html", {"page": shown, "post": found, "levels": levels})


@require_POST
def react_to_post(request: HttpRequest, pk: int) -> HttpResponse:
    """From a card: its foot comes back, or the page one was on."""
    posts = Post.objects.visible_to(me(request)).published().select_related("thread__community")
    found = get_object_or_404(posts, pk=pk)
    form = ReactionForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.non_field_errors(), status=422)
    write = unreact if form.cleaned_data["take_back"] else react
    write(me(request), thread=found.thread, kind=form.cleaned_data["kind"])
    if request.htmx:  # type: ignore[attr-defined]
        [foot] = feet_of(me(request), posts.filter(pk=pk).slips())
        return render(request, "components/post_card/foot.html", {"foot": foot})
    return redirect(f"{way_back(request, 'today')}#bericht-{pk}")
