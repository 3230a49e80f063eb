"""A stored fragment says what a fresh one would; old page + new fragments = the page rendered anew."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from people.actions import change_profile
from people.models import User
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.threads import a_reply, a_thread, many_replies
from threads import fragments, queries
from threads.actions import edit_message, post_message, react, remove_message, unreact
from threads.models import Message, Thread

pytestmark = pytest.mark.django_db


def page(viewer: User, thread: Thread, number: int = 1) -> str:
    """The conversation as a host's page includes it."""
    request = RequestFactory().get("/")
    request.user = viewer
    shown = queries.conversation(viewer, Thread.objects.get(pk=thread.pk), page=number)
    context = {"conversation": shown, "viewer": viewer}
    return render_to_string("components/conversation/conversation.html", context, request)


def without_whose(html: str) -> BeautifulSoup:
    """Tokens differ each time, and what is the reader's own is no part of a fragment."""
    soup = BeautifulSoup(re.sub(r">\s+<", "><", html), "html.parser")
    for part in soup.select("#mine, noscript, [name=csrfmiddlewaretoken], [name=client_key]"):
        part.decompose()
    return soup


def brought_up_to_date(old: str, thread: Thread, since: int) -> BeautifulSoup:
    """What a browser does with everything that changed after `since`."""
    soup = without_whose(old)
    changed = Message.objects.filter(thread=thread, change__gt=since).order_by("number")
    for fragment in fragments.rendered(list(changed)):
        new = without_whose(fragment)
        article = new.find("article")
        known = soup.find(id=article["id"])
        known.replace_with(article) if known else soup.find(id="reacties").append(article)
    thread = Thread.objects.get(pk=thread.pk)
    context = {"thread": thread, "table": queries.table_of(thread)}
    for name in ("heading", "table"):
        new = without_whose(render_to_string(f"components/conversation/{name}.html", context))
        soup.find(id=new.div["id"]).replace_with(new.div)
    return soup


def by_nobody(thread: Thread, author: User, other: User) -> None:
    """Nothing happened."""


def posting(thread: Thread, author: User, other: User) -> None:
    a_reply(thread, "Nieuw", by=author)


def quoting(thread: Thread, author: User, other: User) -> None:
    a_reply(thread, "Precies", by=other, quotes=thread.messages.standing().first())


def editing(thread: Thread, author: User, other: User) -> None:
    edit_message(author, message=_by(thread, author), html="<p>Anders gezegd</p>")


def removing(thread: Thread, author: User, other: User) -> None:
    remove_message(author, message=_by(thread, author))


def removing_all(thread: Thread, author: User, other: User) -> None:
    for reply in thread.messages.standing():
        remove_message(reply.author, message=reply)


def reacting(thread: Thread, author: User, other: User) -> None:
    react(other, thread=thread, message=_by(thread, author), kind="join")


def taking_back(thread: Thread, author: User, other: User) -> None:
    unreact(other, thread=thread, message=_by(thread, author), kind="thanks")


def _by(thread: Thread, author: User) -> Message:
    found = thread.messages.standing().filter(author=author).first()
    assert found is not None
    return found


DEEDS = [by_nobody, posting, quoting, editing, removing, removing_all, reacting, taking_back]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_the_old_page_with_new_fragments_is_the_page_rendered_anew(
    deed: Callable[[Thread, User, User], None],
) -> None:
    thread, author, other, viewer = a_thread(), a_person("Anna"), a_person("Bram"), a_person()
    first = a_reply(thread, "Eerst", by=author)
    a_reply(thread, "Dan", by=other, quotes=first)
    react(other, thread=thread, message=first, kind="thanks")
    old, since = page(viewer, thread), Thread.objects.get(pk=thread.pk).last_change

    deed(thread, author, other)

    anew = without_whose(page(viewer, thread))
    assert str(brought_up_to_date(old, thread, since)) == str(anew)
    assert (str(anew) == str(without_whose(old))) is (deed is by_nobody)


def test_the_first_reply_arrives_on_an_empty_page() -> None:
    thread, viewer = a_thread(), a_person()
    old = page(viewer, thread)

    a_reply(thread)

    assert str(brought_up_to_date(old, thread, 0)) == str(without_whose(page(viewer, thread)))


def test_a_kept_fragment_says_what_a_fresh_one_says() -> None:
    thread = a_thread()
    first = a_reply(thread)
    for _ in range(3):
        a_reply(thread, quotes=first)
    messages = list(thread.messages.order_by("number"))

    made = fragments.rendered(messages)
    kept = fragments.rendered(messages)
    cache.clear()
    fresh = fragments.rendered(messages)

    assert made == kept == fresh
    assert len(set(made)) == 4


def test_a_kept_fragment_asks_nothing_of_the_database(
    django_assert_num_queries: Callable[..., object],
) -> None:
    thread = a_thread()
    messages = [a_reply(thread) for _ in range(3)]
    fragments.rendered(messages)

    with django_assert_num_queries(0):
        fragments.rendered(messages)


def test_fragments_come_in_the_order_asked_for() -> None:
    thread = a_thread()
    messages = [a_reply(thread, f"Woord {number}") for number in range(3)]
    fragments.rendered(messages[1:2])

    html = fragments.rendered(list(reversed(messages)))

    assert ["Woord 2" in html[0], "Woord 1" in html[1], "Woord 0" in html[2]] == [True] * 3


def test_each_language_has_its_own_fragment() -> None:
    reply = a_reply(a_thread())

    with translation.override("nl"):
        dutch = fragments.rendered([reply])[0]
    with translation.override("en"):
        english = fragments.rendered([reply])[0]
        assert "in Dutch" in english

    assert 'lang="nl"' in english
    assert "in Dutch" not in dutch


def test_a_new_name_shows_on_what_was_written_before(
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    author, thread = a_person("Anna Jansen"), a_thread()
    reply = a_reply(thread, by=author)
    assert "Anna Jansen" in fragments.rendered([reply])[0]

    with django_capture_on_commit_callbacks(execute=True):
        change_profile(author, name="Anna de Wit")

    assert "Anna de Wit" in fragments.rendered([reply])[0]
    assert queries.table_of(thread).faces[0].name == "Anna de Wit"


def test_a_fragment_is_the_same_whoever_reads_first() -> None:
    thread, author = a_thread(), a_person()
    reply = a_reply(thread, by=author)
    react(author, thread=thread, message=reply, kind="thanks")

    html = []
    for viewer in (author, a_person()):
        cache.clear()
        html.append(queries.conversation(viewer, thread).replies[0])

    assert html[0] == html[1]
    assert "aria-pressed" not in html[0]


def test_an_imported_author_is_text_without_a_profile() -> None:
    author = a_person("J. Doe", collection="robotics", source_id="7")
    thread = a_thread()
    message = Message.objects.create(
        thread=thread, number=1, change=1, author=author, html="<p>Ja</p>", language="nl"
    )

    html = fragments.rendered([message])[0]

    assert "J. Doe" in html
    assert f"/mensen/{author.handle}/" not in html


def test_a_mention_shows_the_name_somebody_has_now_and_leads_to_their_profile() -> None:
    fenna, left = a_person("Fenna"), a_person("Wim", is_active=False)
    calls = "".join(
        f'<span class="mention" data-person="{pk}">@x</span> ' for pk in (fenna.pk, left.pk, 10**9)
    )

    reply = post_message(a_person(), thread=a_thread(), html=f"<p>{calls}</p>")

    html = fragments.rendered([reply])[0]
    assert f'<a class="mention" href="/mensen/{fenna.handle}/">@Fenna</a>' in html
    assert '<span class="mention">@Wim</span>' in html
    assert "data-person" not in html


def test_for_a_guest_no_link_leads_to_somebody_they_do_not_know() -> None:
    place = a_community(kind="open")
    outsider, member, guest = (
        a_person("Buiten"),
        a_member(a_person("Lid"), place),
        a_guest(of=place),
    )
    thread = a_thread(community=place)
    a_reply(thread, by=member)
    call = f'<p><span class="mention" data-person="{outsider.pk}">@x</span></p>'
    post_message(outsider, thread=thread, html=call)

    for_guest = page(guest, thread)
    for_member = page(member, thread)

    assert f"/mensen/{outsider.handle}/" not in for_guest
    assert "<span>Buiten</span>" in for_guest
    assert f"/mensen/{member.handle}/" in for_guest
    assert for_member.count(f"/mensen/{outsider.handle}/") == 2


@pytest.mark.parametrize("language", ["nl", "en"])
def test_numbers_in_addresses_are_never_written_with_dots(language: str) -> None:
    author, thread = a_person(), a_thread()
    many_replies(thread, 1001, by=author)

    with translation.override(language):
        html = page(author, thread, 11)

    assert 'id="reactie-1001"' in html
    assert "citaat=1001#" in html
    assert f"/gesprekken/{thread.pk}/1001/bewerken/" in html
    numbers = re.findall(r'(?:id|value|href|data-[a-z-]+)="[^"]*[0-9][.,][0-9]{3}', html)
    assert numbers == []


def test_what_a_host_adds_stands_on_the_reply() -> None:
    thread = a_thread()
    reply, other = a_reply(thread), a_reply(thread)
    before = list(fragments._extras)
    fragments.know_extras(lambda messages: {reply.pk: fragments.Extra(badge="Het antwoord")})
    try:
        html = fragments.rendered([reply, other])
    finally:
        fragments._extras[:] = before

    assert ["Het antwoord" in one for one in html] == [True, False]


def test_nobody_at_all_has_a_conversation() -> None:
    assert not Thread.objects.visible_to(AnonymousUser()).exists()
