"""Somebody who writes pages and may not publish: what they open, hand over, and never come upon."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import TaskState

from kenniscafe.models import AuditEntry
from kenniscafe.permissions import NotAllowed
from pages.models import HandbookPage, HomePage, StandardPage
from people.accounts import (
    appoint_editor,
    change_account,
    dismiss_editor,
    end_access,
)
from people.models import Editor, User
from people.permissions import OnlyColleaguesEdit, is_editor
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_person, an_administrator
from tests.factories.communities import a_start_text
from tests.factories.themes import a_page, a_theme, one_heading

pytestmark = pytest.mark.django_db
EDIT = "/beheer/pages/{}/edit/"
OUT = (302, 403, 404)


@pytest.fixture
def boss() -> User:
    return an_administrator("Daan")


@pytest.fixture
def editor(boss: User) -> User:
    person = a_person("Redactie")
    appoint_editor(boss, person=person)
    return person


def sent(page: Any, words: str, action: str) -> dict[str, str]:
    return {"title": page.title, "slug": page.slug, **one_heading(words), action: "1"}


def read(visitor: Visitor, page: Any) -> str:
    answer = visitor.visit(a_person()).get(page.address)
    return answer.text if answer.status_code == 200 else f"{answer.status_code}"


@pytest.mark.parametrize("kind", [StandardPage, HandbookPage])
def test_an_editor_writes_and_an_administrator_publishes(
    visitor: Visitor, boss: User, editor: User, kind: Any
) -> None:
    page = a_page(kind, title="Storing melden", live=True)
    visitor.visit(editor)
    form = visitor.get(EDIT.format(page.pk))
    assert form.status_code == 200
    assert "action-publish" not in form.text
    assert "action-submit" in form.text

    visitor.post(EDIT.format(page.pk), sent(page, "Bel 2600", "action-publish"))
    assert "Bel 2600" not in read(visitor, page), "not by a forged button either"
    visitor.visit(editor).post(EDIT.format(page.pk), sent(page, "Bel 2600", "action-submit"))
    assert "Bel 2600" not in read(visitor, page)

    state = TaskState.objects.get(status="in_progress")
    approve = f"/beheer/pages/workflow/action/{page.pk}/approve/{state.pk}/"
    assert visitor.visit(editor).post(approve, {"comment": ""}).status_code in OUT
    assert "Bel 2600" not in read(visitor, page)
    assert visitor.visit(boss).post(approve, {"comment": ""}).status_code == 302
    assert "Bel 2600" in read(visitor, page)


def test_an_editor_begins_a_page_below_another(visitor: Visitor, editor: User) -> None:
    cover = a_page(HandbookPage, title="Handboek")
    add = f"/beheer/pages/add/pages/handbookpage/{cover.pk}/"
    said = {
        "title": "Verlof",
        "slug": "verlof",
        **one_heading("Vraag het op tijd"),
        "action-publish": "1",
    }

    assert visitor.visit(editor).get(add).status_code == 200
    visitor.post(add, said)

    made = HandbookPage.objects.filter(slug="verlof").first()
    assert made is None or not made.live


@pytest.mark.parametrize("act", ["unpublish", "delete", "move", "privacy"])
def test_what_is_read_an_editor_takes_from_nobody(visitor: Visitor, editor: User, act: str) -> None:
    page = a_page(StandardPage, title="Storing melden", live=True)
    path = f"/beheer/pages/{page.pk}/{act}/"

    visitor.visit(editor).post(path, {"restriction_type": "login"})

    assert "Storing melden" in read(visitor, page), act


def test_an_editor_comes_upon_nothing_else(visitor: Visitor, editor: User) -> None:
    coming = a_theme(question="Wat komt er?", starts_on=timezone.localdate() + timedelta(days=3))
    draft = a_theme(question="Nog niet af", live=False)
    hidden = a_start_text(a_community(kind="hidden"))
    visitor.visit(editor)

    for page in (coming, draft, a_theme(), HomePage.objects.get()):
        assert visitor.get(EDIT.format(page.pk)).status_code in OUT
    assert (
        visitor.get(f"/beheer/snippets/communities/communitypage/edit/{hidden.pk}/").status_code
        in OUT
    )
    for path in ("/beheer/", "/beheer/pages/", f"/beheer/pages/{HomePage.objects.get().pk}/"):
        shown = visitor.get(path, follow=True).text
        assert "Wat komt er?" not in shown
        assert "Nog niet af" not in shown
    for path in ("users/", "groups/", "reports/", "workflows/list/", "settings/"):
        assert visitor.get(f"/beheer/{path}").status_code in OUT


def test_who_is_editor_no_more_is_out_at_once(visitor: Visitor, boss: User, editor: User) -> None:
    assert visitor.visit(editor).get("/beheer/").status_code == 200

    dismiss_editor(boss, person=editor)

    assert visitor.get("/beheer/").status_code == 403


def test_who_is_a_guest_now_or_gone_edits_nothing(
    visitor: Visitor, boss: User, editor: User
) -> None:
    soon = timezone.now() + timedelta(days=3)
    change_account(boss, person=editor, kind="guest", unit=None, access_until=soon)
    assert not is_editor(User.objects.get(pk=editor.pk))
    assert visitor.visit(editor).get("/beheer/").status_code == 403

    end_access(boss, person=editor, reason="Weg.")
    assert visitor.get("/beheer/").status_code in OUT


def test_it_is_done_on_the_account_and_recorded(visitor: Visitor, boss: User) -> None:
    person = a_person("Wim")
    at = f"/cafe-beheer/mensen/{person.handle}/"
    visitor.visit(boss)
    assert "Maak redacteur" in visitor.get(at).text

    for said in ({}, {}, {"stop": "1"}, {"stop": "1"}):
        assert visitor.post(f"{at}redacteur/", said)["Location"] == at

    written = list(AuditEntry.objects.order_by("pk").values_list("what", flat=True))
    assert written == ["editor made", "editor no more"]
    assert not Editor.objects.exists()
    assert visitor.get(f"{at}redacteur/").status_code == 405


@pytest.mark.parametrize("make", [a_person, a_guest])
def test_nobody_but_an_administrator_makes_editors(visitor: Visitor, make: Any) -> None:
    somebody, other = make(), a_person()

    answer = visitor.visit(somebody).post(f"/cafe-beheer/mensen/{other.handle}/redacteur/")
    assert answer.status_code == 403
    with pytest.raises(NotAllowed):
        appoint_editor(somebody, person=other)
    assert not Editor.objects.exists()


def test_a_guest_is_no_editor(boss: User) -> None:
    with pytest.raises(OnlyColleaguesEdit):
        appoint_editor(boss, person=a_guest())
