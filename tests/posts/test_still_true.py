"""Who keeps a post right is asked whether it still holds; what does not is marked, and leads on."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kenniscafe.permissions import NotAllowed
from people.models import User
from posts.actions import look_after_post, mark_obsolete, take_back_obsolete, verify_post
from posts.actions.truth import months_later
from posts.models import Obsolescence, Post, Verification
from posts.permissions import OwnerCannotRead, ReasonIsMissing, ReplacementIsWrong
from search.models import SearchChange
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.communities import put_away
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db
ASKED = "Klopt dit nog?"


def a_due_post(author: User | None = None, **said: Any) -> Post:
    post = a_post(author, **said)
    look_after_post(post.author, post=post, owner=None, check_every=6)
    Post.objects.filter(pk=post.pk).update(check_on=timezone.localdate() - timedelta(days=3))
    return Post.objects.get(pk=post.pk)


def page_of(visitor: Visitor, person: User, post: Post) -> str:
    return visitor.visit(person).get(post.get_absolute_url()).content.decode()


def test_a_term_begins_and_ends_on_a_day_that_exists() -> None:
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2026, 11, 30), 12) == date(2027, 11, 30)
    assert months_later(date(2024, 2, 29), 24) == date(2026, 2, 28)


def test_the_author_says_who_keeps_it_right_and_how_often_they_are_asked(visitor: Visitor) -> None:
    post, owner = a_post(), a_person("Fenna Postma")
    visitor.visit(post.author)

    answer = visitor.post(
        f"/berichten/{post.pk}/bijhouden/", {"owner": "fenna postma", "check_every": "12"}
    )

    assert answer.status_code == 302
    post.refresh_from_db()
    assert (post.owner, post.check_every) == (owner, 12)
    assert post.check_on == months_later(timezone.localdate(), 12)


def test_only_who_can_read_it_keeps_it_right(visitor: Visitor) -> None:
    closed = a_community(kind="closed")
    post, outsider = a_post(closed.created_by, community=closed), a_person()

    with pytest.raises(OwnerCannotRead):
        look_after_post(post.author, post=post, owner=outsider, check_every=None)
    visitor.visit(post.author)
    said = {"owner": f"@{outsider.handle}", "check_every": "never"}
    assert visitor.post(f"/berichten/{post.pk}/bijhouden/", said).status_code == 422


def test_when_its_time_comes_its_owner_is_asked_and_nobody_else(visitor: Visitor) -> None:
    author, owner, reader = a_person(), a_person(), a_person()
    post = a_due_post(author)
    look_after_post(author, post=post, owner=owner, check_every=6)

    assert ASKED in page_of(visitor, owner, post)
    assert post.title in visitor.get("/").content.decode()
    for person in (author, reader):
        assert 'id="klopt-dit-nog"' not in page_of(visitor, person, post)
        assert 'id="nakijken"' not in visitor.get("/").content.decode()


def test_of_an_owner_who_left_the_author_is_asked(visitor: Visitor) -> None:
    author, owner = a_person(), a_person()
    post = a_due_post(author)
    look_after_post(author, post=post, owner=owner, check_every=6)
    owner.is_active = False
    owner.save()

    assert 'id="klopt-dit-nog"' in page_of(visitor, author, post)
    assert 'id="nakijken"' in visitor.get("/").content.decode()


def test_yes_it_still_holds(visitor: Visitor) -> None:
    post = a_due_post(a_person("Geert Boonstra"))
    visitor.visit(post.author)

    page = visitor.post(f"/berichten/{post.pk}/klopt-nog/", follow=True).content.decode()

    assert "Nagekeken door Geert Boonstra" in page
    assert 'id="klopt-dit-nog"' not in page
    post.refresh_from_db()
    assert post.check_on == months_later(timezone.localdate(), 6)
    assert "Nagekeken door Geert Boonstra" in page_of(visitor, a_person(), post)


def test_who_does_not_answer_for_it_cannot_say_so() -> None:
    post, other = a_due_post(), a_person()
    for act in (
        lambda: verify_post(other, post=post),
        lambda: mark_obsolete(other, post=post, reason="Zomaar."),
        lambda: take_back_obsolete(other, post=post),
        lambda: look_after_post(other, post=post, owner=other, check_every=None),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not Verification.objects.exists()


def test_an_owner_may_verify_and_mark_but_not_edit(visitor: Visitor) -> None:
    post, owner = a_due_post(), a_person()
    look_after_post(post.author, post=post, owner=owner, check_every=6)
    post = Post.objects.get(pk=post.pk)

    verify_post(owner, post=post)
    mark_obsolete(owner, post=post, reason="De weken kloppen niet meer.")
    assert visitor.visit(owner).get(f"/berichten/{post.pk}/bewerken/").status_code == 403


def test_in_an_archived_community_nobody_is_asked(visitor: Visitor) -> None:
    place = a_community()
    post = a_due_post(place.created_by, community=place)
    put_away(place)

    assert 'id="klopt-dit-nog"' not in page_of(visitor, post.author, post)
    with pytest.raises(NotAllowed):
        verify_post(post.author, post=Post.objects.get(pk=post.pk))


def test_what_is_obsolete_says_why_and_leads_on(visitor: Visitor) -> None:
    old, new = a_post(title="Werkinstructie klei, 2019"), a_post(title="De handvolproef")
    visitor.visit(old.author)

    answer = visitor.post(
        f"/berichten/{old.pk}/achterhaald/",
        {
            "reason": "Er is een nieuwe proef.",
            "replacement": f"https://cafe.example/berichten/{new.pk}/#gesprek",
        },
        follow=True,
    )

    page = answer.content.decode()
    for words in ("Achterhaald sinds", "Er is een nieuwe proef.", "De handvolproef"):
        assert words in page, words
    assert "Achterhaald</span>" in visitor.get("/?toon=alles").content.decode()
    visitor.post(f"/berichten/{old.pk}/klopt-weer/")
    assert not Obsolescence.objects.exists()
    assert "Achterhaald sinds" not in page_of(visitor, old.author, old)


def test_the_pointer_is_shown_to_who_may_follow_it(visitor: Visitor) -> None:
    hidden = a_community(kind="hidden")
    author = a_member(a_person(), hidden)
    old = a_post(author)
    new = a_post(hidden.created_by, community=hidden, title="Het geheime vervolg")
    mark_obsolete(author, post=old, reason="", replaced_by=new)

    assert "Het geheime vervolg" in page_of(visitor, author, old)
    for stranger in (a_person(), old.author if old.author != author else a_person()):
        page = page_of(visitor, stranger, old)
        assert "Achterhaald sinds" in page
        assert "Het geheime vervolg" not in page
        assert "Lees in plaats daarvan" not in page


def test_a_hidden_post_is_no_replacement_for_who_cannot_see_it(visitor: Visitor) -> None:
    hidden = a_community(kind="hidden")
    secret, old = a_post(hidden.created_by, community=hidden), a_post()
    with pytest.raises(ReplacementIsWrong):
        mark_obsolete(old.author, post=old, reason="x", replaced_by=secret)
    visitor.visit(old.author)
    answers = [
        visitor.post(f"/berichten/{old.pk}/achterhaald/", said).content.decode()
        for said in (
            {"replacement": f"/berichten/{secret.pk}/"},
            {"replacement": "/berichten/999999999/"},
            {"chosen": str(secret.pk)},
        )
    ]
    assert all("Zo’n bericht vinden we niet" in answer for answer in answers)


def test_a_reason_or_a_pointer_is_needed_and_never_itself() -> None:
    post = a_post()
    with pytest.raises(ReasonIsMissing):
        mark_obsolete(post.author, post=post, reason=" ")
    with pytest.raises(ReplacementIsWrong):
        mark_obsolete(post.author, post=post, reason="x", replaced_by=post)


def test_search_hears_of_it() -> None:
    post = a_post()
    for act in (
        lambda: mark_obsolete(post.author, post=post, reason="Verouderd."),
        lambda: take_back_obsolete(post.author, post=post),
        lambda: verify_post(post.author, post=post),
    ):
        SearchChange.objects.all().delete()
        act()
        assert SearchChange.objects.filter(kind="post", object_id=post.pk).exists()


def test_who_runs_the_community_sees_what_is_due(visitor: Visitor) -> None:
    place = a_community(kind="closed")
    moderator, member = (a_member(a_person(), place, role=role) for role in ("moderator", "member"))
    post = a_due_post(member, community=place, title="Maaikalender binnentalud")
    a_post(member, community=place, title="Hier vraagt niemand om")
    address = f"/communities/{place.slug}/nakijken/"

    page = visitor.visit(moderator).get(address).content.decode()
    assert "Maaikalender binnentalud" in page
    assert "Hier vraagt niemand om" not in page
    answer = visitor.post(f"/berichten/{post.pk}/klopt-nog/", {"lijst": "1"})
    assert answer["Location"] == address
    assert "Maaikalender binnentalud" not in visitor.get(address).content.decode()
    assert visitor.visit(member).get(address).status_code == 403


def test_a_guest_reads_who_checked_it_and_is_led_nowhere_new(visitor: Visitor) -> None:
    place = a_community()
    post = a_due_post(place.created_by, community=place)
    verify_post(post.author, post=post)
    assert "Nagekeken door" in page_of(visitor, a_guest(of=place), post)


@pytest.mark.parametrize(
    "said",
    [
        {"owner": "", "check_every": ""},
        {"owner": "", "check_every": "7"},
        {"owner": "niemand-hier", "check_every": "6"},
        {"owner": "x" * 5000, "check_every": "6"},
        {"owner": "\x00\u202e", "check_every": "-1"},
    ],
)
def test_bad_input_changes_nothing(said: dict[str, str], visitor: Visitor) -> None:
    post = a_post()
    answer = visitor.visit(post.author).post(f"/berichten/{post.pk}/bijhouden/", said)
    assert answer.status_code == 422
    post.refresh_from_db()
    assert (post.owner, post.check_on) == (None, None)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"reason": "x" * 201},
        {"replacement": "x" * 401},
        {"replacement": "zoiets is er niet"},
        {"replacement": "/berichten/99999999999999999999/"},
        {"reason": "Zo.", "chosen": "²"},
    ],
)
def test_bad_input_marks_nothing(said: dict[str, str], visitor: Visitor) -> None:
    post = a_post()
    answer = visitor.visit(post.author).post(f"/berichten/{post.pk}/achterhaald/", said)
    assert answer.status_code == 422
    assert not Obsolescence.objects.exists()


def test_markup_in_a_reason_stays_text(visitor: Visitor) -> None:
    post, bad = a_post(), "<img src=x onerror=alert(1)>"
    mark_obsolete(post.author, post=post, reason=bad)
    assert bad not in page_of(visitor, a_person(), post)
