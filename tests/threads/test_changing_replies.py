"""A reply that is edited or removed: its words change or go, its place stays."""

import pytest

from kenniscafe.permissions import NotAllowed
from tests.factories import a_community, a_guest, a_member, a_person, an_administrator
from tests.factories.communities import put_away
from tests.factories.threads import a_reply, a_thread
from threads.actions import (
    edit_message,
    react,
    remove_message,
)
from threads.models import Message, Reaction
from threads.permissions import (
    ReplyIsGone,
)

pytestmark = pytest.mark.django_db


def test_an_edit_changes_the_words_and_not_the_place() -> None:
    thread, author = a_thread(), a_person()
    reply = a_reply(thread, by=author)

    edit_message(author, message=reply, html="<p>Bij nader inzien niet.</p>")

    reply.refresh_from_db()
    assert (reply.html, reply.number, reply.change) == ("<p>Bij nader inzien niet.</p>", 1, 2)
    assert reply.edited_at is not None


def test_an_edit_that_changes_nothing_is_no_edit() -> None:
    author = a_person()
    reply = a_reply(a_thread(), by=author)

    edit_message(author, message=reply, html=reply.html)

    reply.refresh_from_db()
    assert (reply.edited_at, reply.change) == (None, 1)


def test_only_the_author_edits() -> None:
    place = a_community()
    reply = a_reply(a_thread(community=place))

    for other in (a_person(), an_administrator(), place.created_by):
        with pytest.raises(NotAllowed):
            edit_message(other, message=reply, html="<p>Anders</p>")


def test_a_reply_that_went_in_the_meantime_is_not_edited() -> None:
    author = a_person()
    reply = a_reply(a_thread(), by=author)
    remove_message(author, message=Message.objects.get(pk=reply.pk))

    with pytest.raises(ReplyIsGone):
        edit_message(author, message=reply, html="<p>Anders</p>")


def test_of_a_removed_reply_only_its_place_is_left() -> None:
    thread, author = a_thread(), a_person()
    reply = a_reply(thread, quotes=a_reply(thread, "Oude woorden"), by=author)
    react(a_person(), thread=thread, message=reply, kind="thanks")

    remove_message(author, message=reply)

    reply.refresh_from_db()
    assert (reply.number, reply.html, reply.quoted_words, reply.quotes) == (2, "", "", None)
    assert reply.removed_by == author
    assert not Reaction.objects.filter(message=reply).exists()
    thread.refresh_from_db()
    assert (thread.replies, thread.last_number, reply.change) == (1, 2, thread.last_change)


def test_the_words_of_a_removed_reply_vanish_where_they_were_quoted() -> None:
    thread, author = a_thread(), a_person()
    removed = a_reply(thread, "Dit had ik niet moeten zeggen", by=author)
    quoting = a_reply(thread, quotes=removed)
    quoting_that = a_reply(thread, quotes=quoting)

    remove_message(author, message=removed)

    thread.refresh_from_db()
    quoting.refresh_from_db()
    assert (quoting.quoted_words, quoting.change) == ("", thread.last_change)
    quoting_that.refresh_from_db()
    assert quoting_that.quoted_words == "Dat herken ik."
    assert not Message.objects.filter(html__contains="niet moeten zeggen").exists()


def test_removing_twice_counts_once() -> None:
    thread, author = a_thread(), a_person()
    reply = a_reply(thread, by=author)

    remove_message(author, message=reply)
    remove_message(author, message=Message.objects.get(pk=reply.pk))

    thread.refresh_from_db()
    assert (thread.replies, thread.last_change) == (0, 2)


def test_who_runs_the_community_and_administrators_remove_what_others_wrote() -> None:
    place = a_community()
    thread = a_thread(community=place)
    moderator = a_member(a_person(), place, role="moderator")

    for allowed in (place.created_by, moderator, an_administrator()):
        assert remove_message(allowed, message=a_reply(thread)).removed_by == allowed
    for refused in (a_person(), a_member(a_person(), place), a_guest(of=place)):
        with pytest.raises(NotAllowed):
            remove_message(refused, message=a_reply(thread))


def test_an_administrator_removes_nothing_where_they_do_not_read() -> None:
    reply = a_reply(
        thread := a_thread(community=(place := a_community(kind="hidden"))), by=place.created_by
    )

    with pytest.raises(NotAllowed):
        remove_message(an_administrator(), message=reply)
    assert thread.messages.standing().exists()


def test_an_author_takes_words_back_also_where_the_community_isput_away() -> None:
    place = a_community()
    author = a_member(a_person(), place)
    reply = a_reply(a_thread(community=place), by=author)
    put_away(place)

    assert remove_message(author, message=reply).removed_at is not None
