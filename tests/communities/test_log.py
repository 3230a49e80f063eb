"""What was done to others can be read by who may know of it, taken along, and changed by nobody."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.snippets.models import get_snippet_models

from communities.actions import archive_community, change_role, remove_member
from communities.models import Membership
from kenniscafe import audit
from kenniscafe.models import AuditEntry, WhatWasDoneStands
from kenniscafe.spreadsheets import harmless
from people.inviting import invite_from_outside
from posts.actions import edit_post, move_post, remove_post
from tags.actions import merge_tags
from tags.models import Tag
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person, an_administrator
from tests.factories.posts import a_post
from tests.factories.threads import a_reply
from tests.permissions.routes import ours
from threads.actions import remove_message

pytestmark = pytest.mark.django_db


def written() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("what", flat=True))


def test_what_somebody_does_to_others_is_written_down_and_to_themselves_not() -> None:
    place, other = a_community(), a_community()
    manager, author = place.created_by, a_member(a_person(), place)
    a_member(manager, other)
    for _ in range(2):
        post = a_post(author, community=place)
        reply = a_reply(post.thread, by=author)
        edit_post(manager, post=post, title="Anders", html="<p>Anders.</p>")
        remove_message(manager, message=reply)
        remove_post(manager, post=post)
        mine = a_post(author, community=place)
        edit_post(author, post=mine, title="Zo", html="<p>Zo.</p>")
        remove_message(author, message=a_reply(mine.thread, by=author))
        remove_post(author, post=mine)
    assert written() == ["post_edited", "reply_removed", "post_removed"] * 2


def test_roles_members_moves_archives_and_tags_are_written_down() -> None:
    place, other = a_community(), a_community()
    manager, author = place.created_by, a_member(a_person(), place)
    a_member(manager, other)
    move_post(manager, post=a_post(author, community=place, tags=["klei"]), to=other)
    membership = Membership.objects.get(person=author)
    change_role(manager, membership=membership, role="moderator")
    remove_member(manager, membership=membership)
    archive_community(manager, community=place)
    a_post(tags=["klei", "leem"])
    clay, loam = (Tag.objects.get(name=name) for name in ("klei", "leem"))
    merge_tags(an_administrator(), tag=clay, into=loam)
    assert set(written()) == {
        "post_moved",
        "role_moderator",
        "member_out",
        "place_archived",
        "tags_merged",
    }
    assert AuditEntry.objects.filter(what="post_moved").count() == 2


def test_who_runs_a_community_reads_its_lines_and_no_others(visitor: Visitor) -> None:
    place, other = a_community(), a_community()
    audit.record(place.created_by, "post_removed", words="Van ons", community=place.pk)
    audit.record(place.created_by, "post_removed", words="Van anderen", community=other.pk)
    page = visitor.visit(place.created_by).get(reverse("community_log", args=[place.slug])).text
    assert "Van ons" in page
    assert "Van anderen" not in page
    member = a_member(a_person(), place)
    path = reverse("community_log", args=[place.slug])
    assert visitor.visit(member).get(path).status_code == 403
    assert visitor.get(reverse("cafe_log")).status_code == 403


def test_administrators_read_the_rest_but_nothing_of_what_they_may_not_know(
    visitor: Visitor,
) -> None:
    for kind in ("open", "closed", "hidden"):
        place = a_community(kind=kind)
        actor = place.created_by
        audit.record(
            actor, "post_removed", words=f"Titel {kind}", reason=f"Om {kind}", community=place.pk
        )
    audit.record(None, "tags_merged", words="#klei → #leem")
    visitor.visit(an_administrator())
    for path in (reverse("cafe_log"), reverse("cafe_log") + "?bestand=csv"):
        answer = visitor.get(path)
        text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.text
        assert "Titel open" in text
        assert "Om open" in text
        for secret in ("Titel closed", "Om closed", "Titel hidden", "Om hidden"):
            assert secret not in text
        assert "iets wat je niet leest" in text
        assert "#klei → #leem" in text


def test_it_is_filtered_by_day_and_by_what(visitor: Visitor) -> None:
    audit.record(None, "post_removed", words="Een bericht")
    audit.record(None, "tags_merged", words="#a → #b")
    visitor.visit(an_administrator())
    path = reverse("cafe_log")
    assert "Een bericht" not in visitor.get(path, {"wat": "tags_merged"}).text
    assert "Een bericht" not in visitor.get(path, {"dag": "2001-01-01"}).text
    for nonsense in (
        {"dag": "gisteren"},
        {"wat": "x' OR 1=1"},
        {"dag": "9999-12-31"},
        {"page": "-3"},
    ):
        assert visitor.get(path, nonsense).status_code == 200


def test_a_file_holds_no_formula(visitor: Visitor) -> None:
    hostile = ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(1)", "\t=1", " =1", 'a"b\nc']
    for words in hostile:
        audit.record(None, "post_removed", words=words, reason=words)
    answer = visitor.visit(an_administrator()).get(reverse("cafe_log"), {"bestand": "csv"})
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(content)))
    assert len(rows) == len(hostile) + 1
    for row in rows:
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)
    assert harmless("gewoon") == "gewoon"


def test_no_door_leads_to_changing_it(visitor: Visitor) -> None:
    audit.record(None, "post_removed", words="Blijft staan")
    [line] = AuditEntry.objects.all()
    for way in (line.save, line.delete, AuditEntry.objects.all().delete):
        with pytest.raises(WhatWasDoneStands):
            way()
    with pytest.raises(WhatWasDoneStands):
        AuditEntry.objects.filter(pk=line.pk).update(words="Anders")
    assert AuditEntry not in get_snippet_models()
    visitor.visit(an_administrator())
    for method in ("post", "put", "patch", "delete"):
        assert getattr(visitor, method)(reverse("cafe_log")).status_code == 405
    assert AuditEntry.objects.get().words == "Blijft staan"


def test_one_address_for_each_leads_to_it() -> None:
    found = {route.name for route in ours() if "wat-er-gebeurde" in route.pattern}
    assert found == {"cafe_log", "community_log"}


def test_whom_a_community_invited_from_outside_is_for_its_managers(visitor: Visitor) -> None:
    place = a_community(kind="closed")
    soon = timezone.now() + timedelta(days=9)
    invite_from_outside(
        place.created_by, email="oda@example.org", kind="guest", access_until=soon, place=place.pk
    )
    moderator = a_member(a_person(), place, role="moderator")
    here = reverse("community_log", args=[place.slug])
    for person, address, told in [
        (place.created_by, here, True),
        (moderator, here, False),
        (an_administrator(), reverse("cafe_log"), False),
    ]:
        page = visitor.visit(person).get(address).text
        assert ("oda@example.org" in page) is told
        assert (f"{place.created_by.name}</b> nodigde" in page) is told
