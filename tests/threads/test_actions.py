from uuid import uuid4

import pytest

from kenniscafe.permissions import NotAllowed
from tests.factories import a_community, a_guest, a_person, a_unit
from tests.factories.communities import put_away
from tests.factories.threads import a_reply, a_thread
from threads.actions import (
    describe_thread,
    open_thread,
    post_message,
    react,
    remove_message,
    unreact,
)
from threads.models import Reaction
from threads.permissions import (
    ConversationIsClosed,
    QuotedReplyIsGone,
    ReplyIsEmpty,
    ReplyIsGone,
)

pytestmark = pytest.mark.django_db


def test_a_reply_takes_the_next_place_and_the_next_change() -> None:
    thread = a_thread()

    numbers = [(reply.number, reply.change) for reply in (a_reply(thread), a_reply(thread))]

    assert numbers == [(1, 1), (2, 2)]
    thread.refresh_from_db()
    assert (thread.last_number, thread.last_change, thread.replies) == (2, 2, 2)


def test_a_thread_knows_when_it_was_last_replied_to() -> None:
    thread = a_thread()

    reply = a_reply(thread)

    thread.refresh_from_db()
    assert thread.last_message_at == reply.created_at


def test_a_reply_keeps_the_unit_its_author_was_in() -> None:
    author = a_person()
    reply = a_reply(a_thread(), by=author)
    author.profile.unit = a_unit("Bedrijfsvoering")
    author.profile.save()

    reply.refresh_from_db()
    assert reply.author_unit == a_unit("Waterveiligheid")


def test_a_reply_is_in_its_authors_language_unless_it_is_clearly_in_the_other() -> None:
    thread, author = a_thread(), a_person(language="nl")

    assert a_reply(thread, "OK", by=author).language == "nl"
    english = "I think that this is what you should have done with it."
    assert a_reply(thread, english, by=author).language == "en"


def test_what_is_stored_is_sanitised() -> None:
    reply = post_message(
        a_person(), thread=a_thread(), html='<p onclick="x()">Ja<script>x()</script></p>'
    )

    assert reply.html == "<p>Ja</p>"


@pytest.mark.parametrize("html", ["", "<p> </p>", "<p>\u200b</p>", "<script>x()</script>", "<br>"])
def test_an_empty_reply_is_refused(html: str) -> None:
    thread = a_thread()

    with pytest.raises(ReplyIsEmpty):
        post_message(a_person(), thread=thread, html=html)

    thread.refresh_from_db()
    assert thread.last_number == 0


def test_the_same_form_sent_twice_is_one_reply() -> None:
    thread, author, key = a_thread(), a_person(), uuid4()

    first = post_message(author, thread=thread, html="<p>Ja</p>", client_key=key)
    again = post_message(author, thread=thread, html="<p>Ja</p>", client_key=key)

    assert again == first
    thread.refresh_from_db()
    assert (thread.replies, thread.last_number) == (1, 1)


def test_a_repeat_answers_the_same_also_when_much_has_changed() -> None:
    place, author, key = a_community(), a_person(), uuid4()
    thread = a_thread(community=place)
    quoted = a_reply(thread, by=author)
    said = {"thread": thread, "html": "<p>Ja</p>", "quotes": quoted, "client_key": key}
    first = post_message(author, **said)
    remove_message(author, message=quoted)
    put_away(place)

    assert post_message(author, **said) == first


def test_who_may_not_read_may_not_reply() -> None:
    closed = a_community(kind="closed")

    for outsider, thread in [
        (a_person(), a_thread(community=closed)),
        (a_guest(), a_thread()),
        (a_guest(), a_thread(community=a_community())),
        (a_person(), a_thread(people=[a_person()])),
        (a_person(is_active=False), a_thread()),
    ]:
        with pytest.raises(NotAllowed):
            a_reply(thread, by=outsider)


def test_a_guest_replies_in_their_community() -> None:
    place = a_community(kind="closed")

    assert a_reply(a_thread(community=place), by=a_guest(of=place)).number == 1


def test_nobody_replies_in_a_community_that_isput_away() -> None:
    place = a_community()
    put_away(place)

    with pytest.raises(ConversationIsClosed):
        a_reply(a_thread(community=place))


def test_a_quotation_takes_its_words_from_the_reply() -> None:
    thread = a_thread()
    first = a_reply(thread, "De klei brak als een droge koek. Dat wisten we niet.")

    whole = a_reply(thread, quotes=first)
    part = a_reply(thread, quotes=first, words="brak  als een\ndroge koek")
    forged = a_reply(thread, quotes=first, words="Dat heb ik nooit gezegd")

    assert whole.quoted_words == "De klei brak als een droge koek. Dat wisten we niet."
    assert part.quoted_words == "brak als een droge koek"
    assert forged.quoted_words == whole.quoted_words


def test_a_quotation_is_cut_at_three_hundred_characters() -> None:
    thread = a_thread()

    reply = a_reply(thread, quotes=a_reply(thread, "woord " * 200))

    assert len(reply.quoted_words) <= 300
    assert reply.quoted_words.endswith("…")


def test_a_quoted_mention_reads_as_a_name() -> None:
    thread, fenna = a_thread(), a_person("Fenna Postma")
    mention = f'<p>Vraag het <span class="mention" data-person="{fenna.pk}">@x</span></p>'
    first = post_message(a_person(), thread=thread, html=mention)

    assert a_reply(thread, quotes=first).quoted_words == "Vraag het @Fenna Postma"


def test_a_reply_elsewhere_or_gone_cannot_be_quoted_and_takes_no_place() -> None:
    thread, author = a_thread(), a_person()
    gone = a_reply(thread, by=author)
    remove_message(author, message=gone)

    for quoted in (gone, a_reply(a_thread())):
        with pytest.raises(QuotedReplyIsGone):
            a_reply(thread, quotes=quoted)

    thread.refresh_from_db()
    assert (thread.last_number, thread.replies) == (1, 0)


def test_reacting_twice_is_reacting_once() -> None:
    thread, person = a_thread(), a_person()
    reply = a_reply(thread)

    first = react(person, thread=thread, message=reply, kind="thanks")
    again = react(person, thread=thread, message=reply, kind="thanks")

    assert first == again
    reply.refresh_from_db()
    assert reply.change == 2


def test_a_reaction_to_the_host_belongs_to_no_reply() -> None:
    thread, person = a_thread(), a_person()

    react(person, thread=thread, kind="agree")
    react(person, thread=thread, kind="agree")

    assert Reaction.objects.get(thread=thread).message is None
    thread.refresh_from_db()
    assert thread.last_change == 1


def test_taking_back_twice_is_taking_back_once() -> None:
    thread, person = a_thread(), a_person()
    reply = a_reply(thread)
    react(person, thread=thread, message=reply, kind="thanks")

    unreact(person, thread=thread, message=reply, kind="thanks")
    unreact(person, thread=thread, message=reply, kind="thanks")

    assert not Reaction.objects.exists()
    reply.refresh_from_db()
    assert reply.change == 3


def test_one_takes_back_ones_own_reaction_only() -> None:
    thread, other = a_thread(), a_person()
    reply = a_reply(thread)
    react(other, thread=thread, message=reply, kind="thanks")

    unreact(a_person(), thread=thread, message=reply, kind="thanks")

    assert Reaction.objects.get().person == other


def test_nobody_reacts_to_a_reply_that_is_gone_or_of_another_thread() -> None:
    thread, author = a_thread(), a_person()
    gone = a_reply(thread, by=author)
    remove_message(author, message=gone)

    for message in (gone, a_reply(a_thread())):
        with pytest.raises(ReplyIsGone):
            react(author, thread=thread, message=message, kind="thanks")


def test_who_may_not_write_may_not_react() -> None:
    place = a_community(kind="closed")
    thread = a_thread(community=place)
    outsider = a_person()

    for action in (react, unreact):
        with pytest.raises(NotAllowed):
            action(outsider, thread=thread, kind="thanks")
    put_away(place)
    with pytest.raises(NotAllowed):
        react(place.created_by, thread=thread, kind="thanks")


def test_a_thread_says_what_its_host_said() -> None:
    place = a_community()

    thread = open_thread(
        audience="community",
        community=place,
        title="Klei",
        address="/berichten/7/",
        origin=("post", 7),
        source=("robotics", "a-1"),
    )

    thread.refresh_from_db()
    assert (thread.title, thread.address, thread.community) == ("Klei", "/berichten/7/", place)
    assert (thread.origin_kind, thread.origin_id) == ("post", 7)
    assert (thread.collection, thread.source_id) == ("robotics", "a-1")


def test_a_new_title_is_no_new_audience() -> None:
    thread = a_thread()

    describe_thread(thread, audience="employees", title="Zand", address="/berichten/8/")

    thread.refresh_from_db()
    assert (thread.title, thread.address) == ("Zand", "/berichten/8/")
    assert (thread.access_version, thread.last_change) == (0, 0)


def test_a_new_audience_raises_the_access_version_and_the_change_number() -> None:
    thread, place, person = a_thread(), a_community(kind="hidden"), a_person()
    said = {"title": thread.title, "address": thread.address}

    describe_thread(thread, audience="community", community=place, **said)
    describe_thread(thread, audience="people", people=[person], **said)
    describe_thread(thread, audience="people", people=[person], **said)
    assert (thread.access_version, thread.last_change) == (2, 2)
    assert list(thread.people.all()) == [person]

    describe_thread(thread, audience="nobody", **said)
    thread.refresh_from_db()
    assert (thread.access_version, thread.people.count()) == (3, 0)
