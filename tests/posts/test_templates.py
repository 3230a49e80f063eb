"""Texts to begin with: made by who manages a community, offered to who writes there."""

import pytest
from bs4 import BeautifulSoup

from communities.models import Community
from kenniscafe.permissions import NotAllowed
from people.models import User
from posts.actions import add_template, change_template, remove_template
from posts.models import Template
from posts.permissions import TemplateExists
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person

pytestmark = pytest.mark.django_db

REPORT = {
    "name": "Veldverslag",
    "soort": "article",
    "title": "Wat ik zag bij …",
    "text": "## Wat zag je?\n\n## Wat viel op?",
}


@pytest.fixture
def manager() -> User:
    return a_person()


@pytest.fixture
def community(manager: User) -> Community:
    return a_community("Dijkwerkers", manager=manager)


def a_template(community: Community, **said: str) -> Template:
    text = {"name": "Veldverslag", "kind": "article", "title": "", "html": "<h2>Wat zag je?</h2>"}
    return add_template(community.created_by, community=community, **(text | said))


def soup_of(answer: object) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html.parser")


def test_who_manages_makes_one_and_a_member_begins_with_it(
    visitor: Visitor, manager: User, community: Community
) -> None:
    address = f"/communities/{community.slug}/sjablonen/"
    assert visitor.visit(manager).post(address, REPORT).status_code == 302
    member = Visitor().visit(a_member(a_person(), community))
    offered = soup_of(member.get(f"/schrijven/?community={community.slug}"))
    [link] = offered.select("#hulp-sjabloon ~ *, section:has(#hulp-sjabloon) a")[-1:]
    form = soup_of(member.get(f"/schrijven/{link['href'].removeprefix('/schrijven/')}"))
    assert form.select_one("[name=title]").text.strip() == "Wat ik zag bij …"
    assert "## Wat zag je?" in form.select_one("[name=text]").text
    assert form.select_one("[name=soort][checked]")["value"] == "article"
    assert form.select_one("[name=audience] [selected]")["value"] == str(community.pk)


def test_who_wrote_already_is_offered_none(visitor: Visitor, community: Community) -> None:
    a_template(community)
    visitor.visit(community.created_by)
    assert "hulp-sjabloon" in visitor.get("/schrijven/").text
    assert "hulp-sjabloon" not in visitor.post("/schrijven/", {"title": "Half"}).text


def test_who_is_in_no_such_community_begins_without(visitor: Visitor, community: Community) -> None:
    made = a_template(community)
    visitor.visit(a_person())
    assert "hulp-sjabloon" not in visitor.get("/schrijven/").text
    assert visitor.get(f"/schrijven/?sjabloon={made.pk}").status_code == 404


def test_it_is_changed_and_removed(visitor: Visitor, manager: User, community: Community) -> None:
    made = a_template(community)
    address = f"/communities/{community.slug}/sjablonen/{made.pk}/"
    visitor.visit(manager)
    shown = soup_of(visitor.get(address))
    assert shown.select_one("[name=text]").text.strip() == "## Wat zag je?"
    visitor.post(address, REPORT | {"name": "Verslag"})
    made.refresh_from_db()
    assert (made.name, made.title) == ("Verslag", "Wat ik zag bij …")
    visitor.post(f"{address}weg/")
    assert not Template.objects.exists()


def test_only_who_manages_changes_them(community: Community) -> None:
    made = a_template(community)
    moderator = a_member(a_person(), community, role="moderator")
    said = {"name": "Ander", "kind": "note", "title": "", "html": "<p>Hoi</p>"}
    for write in (
        lambda: add_template(moderator, community=community, **said),
        lambda: change_template(moderator, template=made, **said),
        lambda: remove_template(moderator, template=made),
    ):
        with pytest.raises(NotAllowed):
            write()


def test_a_name_stands_once_and_the_same_form_sent_twice_makes_one(community: Community) -> None:
    first = a_template(community)
    assert a_template(community) == first
    with pytest.raises(TemplateExists):
        a_template(community, html="<p>Iets anders</p>")
    other = a_template(community, name="Anders")
    with pytest.raises(TemplateExists):
        change_template(
            community.created_by,
            template=other,
            name="Veldverslag",
            kind="note",
            title="",
            html="<p>x</p>",
        )


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", ""),
        ("name", "\u200b"),
        ("name", "n" * 81),
        ("title", "t" * 201),
        ("text", ""),
        ("text", "\u200b\n"),
        ("text", "x" * 1_000_000),
        ("soort", "link"),
        ("soort", ""),
    ],
)
def test_what_is_missing_or_too_long_is_said_and_nothing_is_lost(
    visitor: Visitor, manager: User, community: Community, field: str, wrong: str
) -> None:
    visitor.visit(manager)
    address = f"/communities/{community.slug}/sjablonen/"
    answer = visitor.post(address, REPORT | {field: wrong})
    page = soup_of(answer)
    assert answer.status_code == 422
    assert page.select_one(f"#id_{field}_error").text.strip()
    if field == "text":
        assert page.select_one("[name=text]").text.strip() == wrong.strip()
    assert "Veldverslag" in answer.text or field == "name"
    assert not Template.objects.exists()
