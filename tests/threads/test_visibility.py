"""The one and the set agree about every reader and every thread; what may be done follows from what is seen."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from communities.models import Archival, Community
from people.models import OrganisationUnit, User
from tests.factories import a_community, a_guest, a_member, a_person, an_administrator
from tests.factories.people import who_tells
from tests.factories.threads import a_reply, a_thread
from threads import queries
from threads.actions import describe_thread, react, remove_message
from threads.models import Message, Reaction, Thread, Watch, Withheld
from threads.permissions import (
    can_clear,
    can_edit,
    can_read,
    can_remove,
    can_reply,
    can_view_message,
    can_view_reaction,
    can_view_watch,
    can_view_withheld,
)

pytestmark = pytest.mark.django_db


def places() -> list[Community]:
    made = [a_community(kind=kind) for kind in ("open", "closed", "hidden")]
    put_away = a_community(kind="closed")
    Archival.objects.create(community=put_away, by=put_away.created_by)
    return [*made, put_away]


def everybody(communities: list[Community]) -> list[User]:
    yesterday = timezone.now() - timedelta(days=1)
    people = [
        a_person("medewerker"),
        an_administrator(),
        a_guest("gast van niets"),
        a_person("niet actief", is_active=False),
        a_person("afgelopen", kind="guest", access_until=yesterday),
        a_person("ingevoerd", collection="robotics", source_id="1"),
    ]
    for community in communities:
        people += [
            community.created_by,
            a_member(a_person("lid"), community),
            a_member(a_person("moderator"), community, role="moderator"),
            a_guest("gast", of=community),
            a_member(a_person("oud-lid", is_active=False), community),
        ]
    return people


def threads(communities: list[Community], people: list[User]) -> list[Thread]:
    withdrawn = a_thread()
    describe_thread(withdrawn, audience="nobody", title="Weg", address="/")
    named = a_thread(people=people)
    return [a_thread(), withdrawn, named, *(a_thread(community=place) for place in communities)]


def test_the_one_and_the_set_agree() -> None:
    communities = places()
    people = everybody(communities)
    cells = 0
    for thread in threads(communities, people[:6]):
        message = Message.objects.create(
            thread=thread, number=1, change=1, author=people[0], html="<p>Ja</p>", language="nl"
        )
        reaction = Reaction.objects.create(thread=thread, person=people[0], kind="thanks")
        fresh = Thread.objects.get(pk=thread.pk)
        for viewer in [*people, AnonymousUser()]:
            seen = can_read(viewer, fresh)
            where = f"{viewer} in {fresh.audience} {fresh.community}"
            assert Thread.objects.visible_to(viewer).filter(pk=thread.pk).exists() is seen, where
            assert Message.objects.visible_to(viewer).filter(pk=message.pk).exists() is seen, where
            assert can_view_message(viewer, message) is seen, where
            assert Reaction.objects.visible_to(viewer).filter(thread=thread).exists() is seen, where
            assert can_view_reaction(viewer, reaction) is seen, where
            cells += 1
    assert cells == 7 * 27


def test_a_thread_of_named_people_is_there_once_for_each() -> None:
    people = [a_person() for _ in range(3)]
    thread = a_thread(people=people)

    assert list(Thread.objects.visible_to(people[0])) == [thread]


def test_what_may_be_done_begins_with_what_is_seen() -> None:
    communities = places()
    people = everybody(communities)
    for thread in threads(communities, people[:6]):
        message = Message.objects.create(
            thread=thread, number=1, change=1, author=people[0], html="<p>Ja</p>", language="nl"
        )
        for viewer in people:
            if not can_read(viewer, thread):
                assert not can_reply(viewer, thread)
                assert not can_clear(viewer, thread)
                assert not can_edit(viewer, message)
                assert not can_remove(viewer, message)


def test_the_page_says_what_the_permissions_say() -> None:
    communities = places()
    people = everybody(communities)
    compared = 0
    for thread in threads(communities, people[:6]):
        for viewer in people:
            if can_read(viewer, thread):
                shown = queries.conversation(viewer, Thread.objects.get(pk=thread.pk))
                assert shown.may_reply is can_reply(viewer, thread)
                assert ("clear" in shown.mine["may"]) is can_clear(viewer, thread)
                compared += 1
    assert compared > 20


def test_an_author_may_not_edit_what_is_removed_or_put_away() -> None:
    place = a_community()
    author = a_member(a_person(), place)
    reply = a_reply(a_thread(community=place), by=author)
    assert can_edit(author, reply)

    assert not can_edit(author, remove_message(author, message=a_reply(reply.thread, by=author)))

    Archival.objects.create(community=place, by=place.created_by)
    assert not can_edit(author, Message.objects.get(pk=reply.pk))


def test_suggestions_name_members_only_and_never_who_the_reader_may_not_know() -> None:
    place, other = a_community(kind="open"), a_community()
    member = a_member(a_person("Anna van Dijk"), place)
    a_person("Anneke Buiten")
    a_member(a_person("Annelies Weg", is_active=False), place)
    thread = a_thread(community=place)
    reader = a_guest(of=place)

    colleague = a_member(a_person(), place)

    assert list(queries.mentionable(colleague, thread, "ann")) == [member]
    assert list(queries.mentionable(reader, thread, "ann")) == [member]
    assert list(queries.mentionable(reader, thread, "van")) == [member]
    assert list(queries.mentionable(a_guest(of=other), thread, "ann")) == []


def test_a_guest_never_calls_somebody_outside_their_communities() -> None:
    place = a_community(kind="open")
    outsider, member = a_person(), a_member(a_person(), place)
    thread, guest = a_thread(community=place), a_guest(of=place)
    text = f"@{outsider.handle} en @{member.handle}"

    assert queries.called_in(guest, thread, text) == {member.handle: member.pk}
    assert set(queries.called_in(member, thread, text)) == {outsider.handle, member.handle}


def test_a_guest_reads_no_job_or_unit_of_somebody_outside_their_communities() -> None:
    place, unit = a_community(kind="open"), OrganisationUnit.objects.create(name="Dijkbeheer")
    outsider = who_tells("Anna Buiten", job="sluiswachter", unit=unit)
    member = a_member(who_tells("Bart Binnen", job="dijkwacht", unit=unit), place)
    thread = a_thread(community=place)
    for person in (outsider, member):
        a_reply(thread, by=person)

    told = queries.conversation(a_guest(of=place), thread)
    read = " ".join(told.replies).lower()
    assert "anna buiten" in read
    assert "sluiswachter" not in read
    assert "dijkwacht" in read
    assert not told.table.units
    seen = " ".join(queries.conversation(member, thread).replies).lower()
    assert "sluiswachter" in seen


def test_in_a_closed_place_only_members_are_called() -> None:
    place = a_community(kind="closed")
    outsider, member = a_person(), a_member(a_person(), place)

    called = queries.called_in(member, a_thread(community=place), f"@{outsider.handle}")

    assert called == {}


def test_reactions_of_others_are_counted_not_named() -> None:
    thread, viewer = a_thread(), a_person()
    react(a_person("Geheim"), thread=thread, kind="thanks")

    shown = queries.conversation(viewer, Thread.objects.get(pk=thread.pk))

    assert [one.count for one in shown.reactions if one.kind == "thanks"] == [1]
    assert shown.mine["reactions"] == {}


def test_what_is_withheld_is_its_authors_while_they_read_there() -> None:
    communities = places()
    people = everybody(communities)
    for thread in threads(communities, people):
        for person in people:
            message = Message.objects.create(
                thread=thread,
                number=1000 + person.pk,
                change=0,
                author=person,
                html="",
                language="nl",
                removed_at=timezone.now(),
            )
            Withheld.objects.create(message=message, html="<p>Weg.</p>")
    for viewer in [*people, AnonymousUser()]:
        seen = set(Withheld.objects.visible_to(viewer))
        assert seen == {one for one in Withheld.objects.all() if can_view_withheld(viewer, one)}
    assert Withheld.objects.visible_to(people[0]).exists()


def test_who_watches_is_theirs_to_know_as_long_as_they_may_read_it() -> None:
    communities = places()
    people = everybody(communities)
    for thread in threads(communities, people[:6]):
        for person in people:
            watch = Watch.objects.create(thread=thread, person=person, because="chose")
            fresh = Watch.objects.select_related("thread__community").get(pk=watch.pk)
            for viewer in [person, people[0], people[1], AnonymousUser()]:
                seen = can_view_watch(viewer, fresh)
                found = Watch.objects.visible_to(viewer).filter(pk=watch.pk)
                assert found.exists() is seen, f"{viewer} of {person} in {thread.audience}"
                assert not seen or viewer == person
