"""Departments as administrators look after them: a tree without knots, in which nothing that is used goes."""

from typing import Any

import pytest

from kenniscafe.models import AuditEntry
from kenniscafe.permissions import NotAllowed
from people.models import OrganisationUnit, Profile, User
from people.permissions import UnitIsInUse, UnitIsTooDeep, UnitIsUnderItself
from people.units import MOST_DEEP, add_unit, change_unit, remove_unit
from search.models import SearchChange
from tests.conftest import Visitor
from tests.factories import a_guest, a_person, an_administrator
from tests.factories.people import somebody_inactive

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("organisation")]
LIST = "/cafe-beheer/afdelingen/"
MEGABYTE = "dijk " * 210_000


@pytest.fixture
def boss() -> User:
    return an_administrator("Baas")


def at(unit: OrganisationUnit, act: str = "") -> str:
    return f"{LIST}{unit.slug}/{act}"


def written() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("pk").values_list("what", "words"))


def test_a_department_is_made_named_moved_and_taken_away(visitor: Visitor, boss: User) -> None:
    visitor.visit(boss)

    visitor.post(LIST, {"name": "Dijken", "parent": ""})
    water = add_unit(boss, name="Water")
    dikes = OrganisationUnit.objects.get(name="Dijken")
    visitor.post(at(dikes), {"name": "Dijken en kaden", "parent": water.pk})

    dikes.refresh_from_db()
    assert (dikes.name, dikes.parent, dikes.slug) == ("Dijken en kaden", water, "dijken")
    page = visitor.get(LIST).content.decode()
    assert page.index("Water") < page.index("Dijken en kaden")
    assert visitor.post(at(dikes, "weg/"))["Location"] == LIST
    assert not OrganisationUnit.objects.filter(pk=dikes.pk).exists()
    assert written() == [
        ("unit made", "Dijken"),
        ("unit made", "Water"),
        ("unit changed", "Dijken en kaden"),
        ("unit removed", "Dijken en kaden"),
    ]


def test_saved_as_it_was_nothing_is_recorded(visitor: Visitor, boss: User) -> None:
    unit = add_unit(boss, name="Water")

    visitor.visit(boss).post(at(unit), {"name": "Water", "parent": ""})

    assert written() == [("unit made", "Water")]


def test_people_are_found_anew_by_another_name(boss: User) -> None:
    unit, person = add_unit(boss, name="Water"), a_person()
    Profile.objects.filter(person=person).update(unit=unit)
    SearchChange.objects.all().delete()

    change_unit(boss, unit=unit, name="Waterkwaliteit", parent=None)

    assert SearchChange.objects.filter(kind="person", object_id=person.pk).exists()


@pytest.mark.parametrize("below", [0, 1, 2])
def test_no_department_stands_under_itself(visitor: Visitor, boss: User, below: int) -> None:
    first = add_unit(boss, name="Een")
    second = add_unit(boss, name="Twee", parent=first)
    tree = [first, second, add_unit(boss, name="Drie", parent=second)]

    answer = visitor.visit(boss).post(at(first), {"name": "Een", "parent": tree[below].pk})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"parent"}
    with pytest.raises(UnitIsUnderItself):
        change_unit(boss, unit=first, name="Een", parent=tree[below])
    assert OrganisationUnit.objects.get(pk=first.pk).parent is None


@pytest.mark.parametrize("name", ["Water", "WATER", " wa\u200bter "])
def test_two_of_one_name_never_stand_in_one_place(visitor: Visitor, boss: User, name: str) -> None:
    water = add_unit(boss, name="Water")

    assert visitor.visit(boss).post(LIST, {"name": name}).context["form"].errors.keys() == {"name"}
    assert visitor.post(LIST, {"name": name, "parent": water.pk}).status_code == 302


def test_the_tree_goes_eight_deep(boss: User) -> None:
    tree: list[OrganisationUnit] = []
    for depth in range(MOST_DEEP):
        tree.append(add_unit(boss, name=f"{depth}", parent=tree[-1] if tree else None))

    with pytest.raises(UnitIsTooDeep):
        add_unit(boss, name="dieper", parent=tree[-1])
    other = add_unit(boss, name="ander")
    with pytest.raises(UnitIsTooDeep):
        change_unit(boss, unit=tree[0], name="0", parent=other)


@pytest.mark.parametrize("who", [a_person, somebody_inactive])
def test_where_somebody_is_nothing_goes(visitor: Visitor, boss: User, who: Any) -> None:
    unit, person = add_unit(boss, name="Water"), who()
    Profile.objects.filter(person=person).update(unit=unit)

    answer = visitor.visit(boss).post(at(unit, "weg/"), follow=True)

    assert "Verplaats die eerst" in answer.content.decode()
    assert "Haal de afdeling weg" not in answer.content.decode()
    with pytest.raises(UnitIsInUse):
        remove_unit(boss, unit=add_unit(boss, name="Onder", parent=unit).parent)
    assert OrganisationUnit.objects.filter(pk=unit.pk).exists()


WRONG = {
    "no name": ({"name": ""}, "name"),
    "a name of nothing": ({"name": "\u200b \u2800"}, "name"),
    "a name too long": ({"name": "x" * 121}, "name"),
    "a megabyte": ({"name": MEGABYTE}, "name"),
    "null": ({"name": "a\0b"}, "name"),
    "a foreign place": ({"name": "x", "parent": "999999"}, "parent"),
    "a forged place": ({"name": "x", "parent": "1 OR 1=1"}, "parent"),
}


@pytest.mark.parametrize("case", WRONG)
def test_the_form_says_what_is_wrong(visitor: Visitor, boss: User, case: str) -> None:
    wrong, field = WRONG[case]
    unit = add_unit(boss, name="Water")

    for path in (LIST, at(unit)):
        answer = visitor.visit(boss).post(path, wrong)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {field}
    assert written() == [("unit made", "Water")]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "🌱", "مجتمع", "{{ 7*7 }}", "%s"])
def test_a_name_is_only_text(visitor: Visitor, boss: User, name: str) -> None:
    visitor.visit(boss).post(LIST, {"name": name})

    unit = OrganisationUnit.objects.get(name=name)
    assert "<script>alert" not in visitor.get(LIST).content.decode()
    assert visitor.get(at(unit)).status_code == 200


@pytest.mark.parametrize("make", [a_person, a_guest])
def test_nobody_but_an_administrator_comes_here(visitor: Visitor, boss: User, make: Any) -> None:
    unit, other = add_unit(boss, name="Water"), make()
    visitor.visit(other)

    assert visitor.get(LIST).status_code == visitor.get(at(unit)).status_code == 403
    for path in (LIST, at(unit), at(unit, "weg/")):
        assert visitor.post(path, {"name": "Anders"}).status_code == 403
    for act in (
        lambda: add_unit(other, name="x"),
        lambda: change_unit(other, unit=unit, name="x", parent=None),
        lambda: remove_unit(other, unit=unit),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_wrong_methods_and_what_is_not_there(visitor: Visitor, boss: User) -> None:
    unit = add_unit(boss, name="Water")
    visitor.visit(boss)

    assert visitor.get(at(unit, "weg/")).status_code == 405
    assert visitor.get(f"{LIST}niets/").status_code == 404
    assert visitor.post(f"{LIST}niets/weg/").status_code == 404


def test_the_number_of_questions_does_not_grow(
    visitor: Visitor, boss: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        add_unit(boss, name=f"Afdeling {number}")
    visitor.visit(boss).get(LIST)

    with django_assert_max_num_queries(12):
        visitor.get(LIST)


def test_the_administration_leads_to_everything_about_people(visitor: Visitor, boss: User) -> None:
    page = visitor.visit(boss).get("/cafe-beheer/").content.decode()

    for path in (
        "mensen/",
        "uitnodigen/",
        "inlezen/",
        "afdelingen/",
        "meldingen/",
        "logboek/",
    ):
        if f'href="/cafe-beheer/{path}"' in page:
            assert visitor.get(f"/cafe-beheer/{path}").status_code == 200
    for path in ("mensen/", "uitnodigen/", "inlezen/", "afdelingen/"):
        assert f'href="/cafe-beheer/{path}"' in page
