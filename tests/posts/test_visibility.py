"""The one and the set agree about every reader and every post, and what is hidden looks like what does not exist."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from communities.models import Archival, Community
from people.models import User
from posts.actions import edit_post, remove_post, withdraw_post
from posts.models import (
    Attachment,
    Case,
    Draft,
    Involvement,
    Post,
    Report,
    Revision,
    Template,
    Withdrawal,
)
from posts.permissions import (
    can_view,
    can_view_attachment,
    can_view_case,
    can_view_draft,
    can_view_involvement,
    can_view_report,
    can_view_revision,
    can_view_template,
)
from tags.models import Tag
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person, an_administrator
from tests.factories.posts import a_post, a_question, an_idea
from tests.factories.threads import a_reply

pytestmark = pytest.mark.django_db

_TOKENS = re.compile(r'(X-CSRFToken": "|csrfmiddlewaretoken" value="|nonce=")[^"]*')
UNKNOWN = 999_999_999


def body_of(answer: HttpResponse) -> str:
    return _TOKENS.sub(r"\1", answer.text)


def places() -> list[Community]:
    made = [a_community(kind=kind) for kind in ("open", "closed", "hidden")]
    put_away = a_community(kind="open")
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


def in_every_state(author: User, community: Community | None) -> list[Post]:
    standing, edited, withdrawn, removed, hidden = (
        a_post(author, community=community) for _ in range(5)
    )
    edit_post(author, post=edited, title="Anders", html="<p>Anders.</p>")
    withdraw_post(author, post=withdrawn)
    remove_post(author, post=removed)
    Withdrawal.objects.create(post=hidden, by=an_administrator())
    return [standing, edited, withdrawn, removed, Post.objects.get(pk=hidden.pk)]


@pytest.fixture
def world() -> tuple[list[User], list[Post]]:
    communities = places()
    people = everybody(communities)
    author = people[0]
    posts = in_every_state(author, None)
    for community in communities:
        archival = Archival.objects.filter(community=community)
        by, at = (archival.get().by, archival.get().at) if archival else (None, None)
        archival.delete()
        writer = a_member(a_person("schrijver"), community)
        posts += in_every_state(writer, Community.objects.get(pk=community.pk))
        people.append(writer)
        if by:
            Archival.objects.create(community=community, by=by, at=at)
    return people, posts


def test_can_view_says_of_one_post_what_visible_to_says_of_all(
    world: tuple[list[User], list[Post]],
) -> None:
    people, _ = world
    for viewer in [*people, AnonymousUser()]:
        seen = set(Post.objects.visible_to(viewer))
        one_by_one = {post for post in Post.objects.all() if can_view(viewer, post)}
        assert seen == one_by_one, viewer


def test_the_same_holds_for_parts_and_earlier_texts(
    world: tuple[list[User], list[Post]],
) -> None:
    people, _ = world
    for viewer in people:
        parts = {one for one in Involvement.objects.all() if can_view_involvement(viewer, one)}
        assert set(Involvement.objects.visible_to(viewer)) == parts, viewer
        texts = {one for one in Revision.objects.all() if can_view_revision(viewer, one)}
        assert set(Revision.objects.visible_to(viewer)) == texts, viewer


def test_a_draft_is_its_authors_while_they_may_read_what_it_changes(
    world: tuple[list[User], list[Post]],
) -> None:
    people, posts = world
    rows = [Draft(author=one, key=uuid4(), post=post) for one in people for post in [None, *posts]]
    Draft.objects.bulk_create(rows)
    for viewer in [*people, AnonymousUser()]:
        seen = set(Draft.objects.visible_to(viewer))
        assert seen == {draft for draft in Draft.objects.all() if can_view_draft(viewer, draft)}
        assert {draft.author_id for draft in seen} <= {viewer.pk}, viewer


def test_a_template_is_for_who_is_in_its_community(world: tuple[list[User], list[Post]]) -> None:
    people, _ = world
    for community in Community.objects.all():
        Template.objects.create(
            community=community, name="Verslag", kind="note", by=community.created_by
        )
    for viewer in [*people, AnonymousUser()]:
        seen = set(Template.objects.visible_to(viewer))
        assert seen == {one for one in Template.objects.all() if can_view_template(viewer, one)}
    assert Template.objects.visible_to(people[-1]).exists()


def test_everybody_sees_what_the_product_says() -> None:
    opened, closed, hidden = (a_community(kind=kind) for kind in ("open", "closed", "hidden"))
    in_open, in_closed, in_hidden = (
        a_post(place.created_by, community=place) for place in (opened, closed, hidden)
    )
    for_all = a_post()
    employee, guest = a_person(), a_guest(of=hidden)

    assert set(Post.objects.visible_to(employee)) == {for_all, in_open}
    assert set(Post.objects.visible_to(guest)) == {in_hidden}
    a_member(employee, closed)
    assert set(Post.objects.visible_to(employee)) == {for_all, in_open, in_closed}


def test_a_withdrawn_post_is_its_authors_and_a_removed_one_nobodys() -> None:
    author, administrator = a_person(), an_administrator()
    post = a_post(author)
    withdraw_post(author, post=post)
    assert can_view(author, post)
    assert not can_view(administrator, post)
    remove_post(author, post=post)
    assert not can_view(author, post)


NAMES = [
    "post",
    "react_to_post",
    "edit_post",
    "revisions",
    "involved",
    "withdraw_post",
    "restore_post",
    "remove_post",
    "move_stage",
    "accept_answer",
    "take_back_acceptance",
    "read_post",
]


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "head"])
@pytest.mark.parametrize("name", NAMES)
def test_a_hidden_post_answers_as_an_unknown_one(visitor: Visitor, name: str, method: str) -> None:
    hidden = a_community(kind="hidden")
    post = a_question(hidden.created_by, community=hidden)
    a_reply(post.thread, by=hidden.created_by)
    visitor.visit(a_person())

    answers = [
        getattr(visitor, method)(reverse(name, args=[pk]), {"reactie": "1", "react": ":thanks"})
        for pk in (post.pk, UNKNOWN)
    ]

    assert answers[0].status_code == answers[1].status_code
    assert answers[0].status_code in (404, 405)
    assert body_of(answers[0]) == body_of(answers[1])
    assert answers[0].headers.keys() == answers[1].headers.keys()


def test_a_tag_that_stands_on_hidden_posts_alone_answers_as_an_unknown_one(
    visitor: Visitor,
) -> None:
    hidden = a_community(kind="hidden")
    a_post(hidden.created_by, community=hidden, tags=["geheimpje"])
    visitor.visit(a_person())

    answers = [visitor.get(reverse("tag", args=[slug])) for slug in ("geheimpje", "nooit-gezien")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert body_of(answers[0]) == body_of(answers[1])
    assert Tag.objects.visible_to(hidden.created_by).filter(slug="geheimpje").exists()


def test_a_guest_meets_nothing_of_what_is_for_everyone(visitor: Visitor) -> None:
    community = a_community("Atelier", kind="hidden")
    guest = a_guest(of=community)
    inside = a_post(community.created_by, community=community, title="Drie kaarten", tags=["kaart"])
    outside = an_idea(title="Alleen voor collega’s", tags=["kaart"])
    visitor.visit(guest)

    for address in ("/", "/?toon=alles", "/tags/kaart/"):
        page = visitor.get(address).text
        assert inside.title in page
        assert outside.title not in page
    assert visitor.get(outside.get_absolute_url()).status_code == 404


def test_a_guest_reads_the_names_on_a_page_and_opens_only_the_profiles_they_may(
    visitor: Visitor,
) -> None:
    community = a_community(kind="open")
    guest = a_guest(of=community)
    far = a_person("Verre Collega")
    post = a_post(community.created_by, community=community, involved=[(far, "dacht mee")])
    a_reply(post.thread, by=far)

    page = visitor.visit(guest).get(post.get_absolute_url()).text

    assert far.name in page
    assert far.get_absolute_url() not in page
    assert community.created_by.get_absolute_url() in page
    everybody_involved = visitor.get(reverse("involved", args=[post.pk])).text
    assert far.get_absolute_url() not in everybody_involved


def test_the_same_holds_for_files(world: tuple[list[User], list[Post]]) -> None:
    people, posts = world
    some = Attachment.objects.bulk_create(
        Attachment(by=post.author, post=post, shown=shown, name="vocht.csv", kind="table", size=1)
        for post in posts
        for shown in (True, False)
    )
    some += Attachment.objects.bulk_create(
        Attachment(by=person, name="vocht.csv", kind="table", size=1) for person in people
    )
    for viewer in [*people, AnonymousUser()]:
        seen = set(Attachment.objects.visible_to(viewer))
        assert seen == {one for one in some if can_view_attachment(viewer, one)}, viewer


def test_a_case_is_for_who_may_judge_it_and_a_report_for_who_made_it(
    world: tuple[list[User], list[Post]],
) -> None:
    people, _ = world
    for post in Post.objects.published():
        case = Case.objects.create(post=post, about=post.author, community=post.community)
        for reporter in (people[0], people[6]):
            Report.objects.create(case=case, reporter=reporter, rule="hurtful")
    runs = Community.objects.all()[0].created_by
    Case.objects.create(person=runs, about=runs)
    for viewer in [*people, AnonymousUser()]:
        seen = set(Case.objects.visible_to(viewer))
        assert seen == {one for one in Case.objects.all() if can_view_case(viewer, one)}, viewer
        mine = set(Report.objects.visible_to(viewer))
        assert mine == {one for one in Report.objects.all() if can_view_report(viewer, one)}
    assert Case.objects.visible_to(people[1]).exists()
