from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)
from django_htmx.http import reswap, retarget, trigger_client_event

from communities.forms import LevelForm
from kenniscafe.numbers import whole
from kenniscafe.permissions import RuleBroken, require
from kenniscafe.richtext import from_markdown, to_markdown
from people.queries import with_notes
from people.views.request import me, way_back
from threads import actions, mentions, permissions, queries
from threads.forms import EditForm, ReactionForm, ReplyForm
from threads.fragments import reactions_html
from threads.models import Message, Thread, Withheld
from threads.permissions import QuotedReplyIsGone
from threads.places import address_of


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, thread_pk: int) -> HttpResponse:
    """A visit without words comes from signing in again: back to the conversation, where the draft is."""
    thread = _thread(request, thread_pk)
    if request.method != "POST":
        return redirect(f"{thread.address}#schrijf")
    form = ReplyForm(request.POST)
    posted = _post(request, thread, form) if form.is_valid() else None
    if posted is not None:
        return redirect(address_of(posted.thread, posted.number))
    context = {"thread": thread, "form": form, "cited": _cited(request, thread)}
    return render(request, "threads/reply.html", context, status=422)


@require_safe
def message(request: HttpRequest, thread_pk: int, number: int) -> HttpResponse:
    found = _message(request, thread_pk, number)
    return redirect(address_of(found.thread, found.number))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, thread_pk: int, number: int) -> HttpResponse:
    found = _message(request, thread_pk, number)
    if withheld := Withheld.objects.visible_to(me(request)).filter(message=found).first():
        return _adapt(request, withheld)
    require(permissions.can_edit(me(request), found))
    known = mentions.handles_in(found.html)
    form = EditForm(request.POST or None, initial={"text": to_markdown(found.html, handles=known)})
    if form.is_bound and form.is_valid() and _change(request, found, form, known):
        return redirect(address_of(found.thread, found.number))
    context = {"message": found, "thread": found.thread, "form": form}
    return render(request, "threads/edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, thread_pk: int, number: int) -> HttpResponse:
    """Asks first, in the page's dialog or on a page of its own."""
    found = _message(request, thread_pk, number)
    require(permissions.can_remove(me(request), found))
    if request.method == "POST":
        actions.remove_message(me(request), message=found)
        return redirect(address_of(found.thread, found.number))
    template = "threads/remove_dialog.html" if _in_page(request) else "threads/remove.html"
    return render(request, template, {"message": found, "thread": found.thread})


@require_POST
def watch(request: HttpRequest, thread_pk: int) -> HttpResponse:
    thread = _thread(request, thread_pk)
    form = LevelForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors["level"], status=422)
    actions.choose_level(me(request), thread=thread, level=form.cleaned_data["level"])
    return redirect(way_back(request, "today"))


@require_http_methods(["GET", "HEAD", "POST"])
def react(request: HttpRequest, thread_pk: int) -> HttpResponse:
    thread = _thread(request, thread_pk)
    if request.method != "POST":
        return redirect(thread.address)
    form = ReactionForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.non_field_errors(), status=422)
    pk, kind = form.cleaned_data["message"], form.cleaned_data["kind"]
    to = get_object_or_404(thread.messages.standing(), pk=pk) if pk is not None else None
    write = actions.unreact if form.cleaned_data["take_back"] else actions.react
    write(me(request), thread=thread, message=to, kind=kind)
    return _reactions(request, thread, to)


@require_GET
def mentionable(request: HttpRequest, thread_pk: int) -> HttpResponse:
    thread = _thread(request, thread_pk)
    people = queries.mentionable(me(request), thread, request.GET.get("q", "")[:200])
    return render(
        request, "components/reply_form/people.html", {"people": with_notes(me(request), people)}
    )


def _thread(request: HttpRequest, pk: int) -> Thread:
    threads = Thread.objects.visible_to(me(request)).select_related("community__archival")
    return get_object_or_404(threads, pk=pk)


def _message(request: HttpRequest, thread_pk: int, number: int) -> Message:
    thread = _thread(request, thread_pk)
    return get_object_or_404(thread.messages.with_author(), number=number)


def _post(request: HttpRequest, thread: Thread, form: ReplyForm) -> Message | None:
    """None: a rule stands in the way, and the form says which."""
    said = form.cleaned_data
    people = queries.called_in(me(request), thread, said["text"])
    try:
        return actions.post_message(
            me(request),
            thread=thread,
            html=from_markdown(said["text"], people=people),
            quotes=_quoted(thread, said["quotes"]),
            quoted_words=said["quoted_words"],
            client_key=said["client_key"],
        )
    except RuleBroken as broken:
        form.add_error("text", str(broken.message))
        return None


def _quoted(thread: Thread, number: int | None) -> Message | None:
    if number is None:
        return None
    found = thread.messages.standing().filter(number=number).first()
    if found is None:
        raise QuotedReplyIsGone
    return found


def _cited(request: HttpRequest, thread: Thread) -> queries.Cited | None:
    number = whole(request.POST.get("quotes"))
    return queries.cited(thread, number, request.POST.get("quoted_words", "")) if number else None


def _adapt(request: HttpRequest, withheld: Withheld) -> HttpResponse:
    """What is out of sight, for its author: why, and its words to change where they still may."""
    message = withheld.message
    known = mentions.handles_in(withheld.html)
    initial = {"text": to_markdown(withheld.html, handles=known)}
    form = EditForm(request.POST or None, initial=initial)
    may_adapt = permissions.can_adapt(me(request), withheld)
    require(may_adapt or not form.is_bound)
    shown = {"message": message, "thread": message.thread, "form": form}
    shown |= {"withheld": withheld, "may_adapt": may_adapt}
    if form.is_bound and form.is_valid() and _adapted(request, withheld, form, known):
        messages.success(request, _("Thank you. A moderator looks at it again."))
        return redirect(address_of(message.thread, message.number))
    status = 422 if form.is_bound else 200
    return render(request, "threads/withheld.html", shown, status=status)


def _adapted(
    request: HttpRequest, withheld: Withheld, form: EditForm, known: dict[int, str]
) -> bool:
    try:
        html = _html_of(request, withheld.message, form, known)
        actions.adapt(me(request), withheld=withheld, html=html)
    except RuleBroken as broken:
        form.add_error("text", str(broken.message))
        return False
    return True


def _html_of(request: HttpRequest, message: Message, form: EditForm, known: dict[int, str]) -> str:
    """The plain form, with who was called before and whoever may be called here."""
    text = form.cleaned_data["text"]
    people = {handle: pk for pk, handle in known.items()}
    people |= queries.called_in(me(request), message.thread, text)
    return from_markdown(text, people=people)


def _change(request: HttpRequest, message: Message, form: EditForm, known: dict[int, str]) -> bool:
    try:
        html = _html_of(request, message, form, known)
        actions.edit_message(me(request), message=message, html=html)
    except RuleBroken as broken:
        form.add_error("text", str(broken.message))
        return False
    return True


def _reactions(request: HttpRequest, thread: Thread, to: Message | None) -> HttpResponse:
    """Back to where the button was; in the page only the row it stands in is new."""
    if not _in_page(request):
        return redirect(address_of(thread, to.number) if to else f"{thread.address}#tik-0")
    kinds = queries.my_reactions(me(request), thread, to)
    changed = {"message": str(to.pk) if to else "", "kinds": kinds}
    if to is None:
        context = {"thread": thread, "reactions": queries.reactions_to_host(thread)}
        answer = render(request, "components/reactions/host.html", context)
    else:
        answer = HttpResponse(reactions_html(to))
    target = f"#tik-{to.pk if to else 0}"
    answer = reswap(retarget(answer, target), "outerHTML")
    return trigger_client_event(answer, "mine:changed", changed)


def _in_page(request: HttpRequest) -> bool:
    """Asked for by a page that takes the answer into itself."""
    return bool(getattr(request, "htmx", False))
