"""A page on its way to its readers: looked at beforehand, handed over, put by for a moment, taken away again."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone
from wagtail.models import TaskState

from kenniscafe import schedule
from pages.models import StandardPage
from pages.tasks import publish_scheduled_later
from people.models import User
from search.indexing import drain_all
from tests.conftest import Visitor
from tests.factories import a_community, a_person, an_administrator
from tests.factories.themes import a_page, a_theme, one_heading

pytestmark = pytest.mark.django_db
EDIT = "/beheer/pages/{}/edit/"


def sent(page: Any, words: str, action: str = "", **more: str) -> dict[str, str]:
    said = {"title": page.title, "slug": page.slug, **one_heading(words), **more}
    return said | ({action: "1"} if action else {})


def asked(theme: Any, question: str, action: str) -> dict[str, str]:
    said = {
        "title": theme.title,
        "slug": theme.slug,
        "question": question,
        "asked_by": str(theme.asked_by_id),
        "weight": "3",
        "starts_on": theme.starts_on.isoformat(),
        "vision-count": "0",
        "carriers-count": "0",
    }
    return said | {action: "1"}


def waiting() -> TaskState:
    state: TaskState = TaskState.objects.get(status="in_progress")
    return state


def decide(visitor: Visitor, page: Any, action: str, **said: str) -> Any:
    address = f"/beheer/pages/workflow/action/{page.pk}/{action}/{waiting().pk}/"
    return visitor.post(address, {"comment": "", **said})


def read(visitor: Visitor, page: Any) -> str:
    answer = visitor.visit(a_person()).get(page.address)
    return answer.text if answer.status_code == 200 else f"{answer.status_code}"


@pytest.fixture
def handed_over(visitor: Visitor) -> Any:
    """One administrator hands a page to another."""
    page = a_page(StandardPage, title="Storing melden", live=False)
    visitor.visit(an_administrator())
    answer = visitor.post(EDIT.format(page.pk), sent(page, "Bel 2600", "action-submit"))
    assert answer.status_code == 302
    return page


def test_what_is_handed_over_is_read_once_somebody_approves(
    visitor: Visitor, handed_over: Any
) -> None:
    assert read(visitor, handed_over) == "404"
    visitor.visit(an_administrator("Daan"))
    assert "Storing melden" in visitor.get("/beheer/").text, "it waits for them"
    assert decide(visitor, handed_over, "approve").status_code == 302
    assert "Bel 2600" in read(visitor, handed_over)


def test_what_is_sent_back_is_not_read_and_the_editor_reads_why(
    visitor: Visitor, handed_over: Any
) -> None:
    visitor.visit(an_administrator())
    decide(visitor, handed_over, "reject", comment="Het nummer klopt niet.")
    assert read(visitor, handed_over) == "404"
    visitor.visit(an_administrator())
    history = f"/beheer/pages/{handed_over.pk}/workflow_history/"
    assert "Het nummer klopt niet." in mail.outbox[-1].body
    assert visitor.get(history).status_code == 200


@pytest.mark.parametrize("who", ["reader", "manager", "of another theme", "in a group"])
def test_nobody_else_approves(visitor: Visitor, handed_over: Any, who: str) -> None:
    """Also not who was put in a group of Wagtail's: rights follow from what somebody looks after."""
    somebody = {
        "reader": a_person,
        "manager": lambda: a_community().created_by,
        "of another theme": lambda: a_theme().asked_by,
        "in a group": a_person,
    }[who]()
    if who == "in a group":
        somebody.groups.set(Group.objects.all())
    visitor.visit(somebody)
    for action in ("approve", "reject"):
        assert decide(visitor, handed_over, action).status_code in (302, 403, 404)
    assert waiting()
    assert read(visitor, handed_over) == "404"


def test_whose_theme_it_is_may_have_it_read_first(visitor: Visitor) -> None:
    theme = a_theme(question="Wat weet jij?")
    visitor.visit(theme.asked_by)
    visitor.post(EDIT.format(theme.pk), asked(theme, "Wat zie jij?", "action-submit"))
    assert "Wat weet jij?" in read(visitor, theme)
    visitor.visit(an_administrator())
    assert decide(visitor, theme, "approve").status_code == 302
    assert "Wat zie jij?" in read(visitor, theme)


def test_a_preview_shows_what_is_typed_and_to_nobody_else(visitor: Visitor) -> None:
    page = a_page(StandardPage, title="Storing melden", live=False)
    preview = f"/beheer/pages/{page.pk}/edit/preview/"
    visitor.visit(an_administrator())
    assert visitor.post(preview, sent(page, "Nog niet af")).json()["is_valid"]
    shown = visitor.get(preview)
    assert "Nog niet af" in shown.text
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert read(visitor, page) == "404"
    assert visitor.get(preview).status_code in (302, 403, 404)


def test_what_is_put_by_is_read_from_its_moment_on(visitor: Visitor) -> None:
    page = a_page(StandardPage, title="Storing melden", live=False)
    moment = timezone.localtime() + timedelta(hours=2)
    visitor.visit(an_administrator())
    when = {"go_live_at": moment.strftime("%Y-%m-%d %H:%M"), "expire_at": ""}
    visitor.post(EDIT.format(page.pk), sent(page, "Bel 2600", "action-publish", **when))

    by_the_clock()
    assert read(visitor, page) == "404"
    page.refresh_from_db()
    assert page.approved_schedule

    revision = page.scheduled_revision
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    by_the_clock()
    assert "Bel 2600" in read(visitor, page)


def by_the_clock() -> None:
    """What the worker does each minute."""
    assert schedule._clock["publish scheduled pages"].run == publish_scheduled_later.enqueue
    publish_scheduled_later.func()


def finds(visitor: Visitor, reader: User, words: str) -> bool:
    return 'class="hits"' in visitor.visit(reader).get("/zoeken/", {"q": words}).text


def test_what_is_taken_away_while_it_is_read_is_gone_from_the_page_and_from_search(
    visitor: Visitor, own_index: None
) -> None:
    page, reader = a_page(StandardPage, title="Storing melden"), a_person()
    page.save_revision().publish()
    drain_all()
    assert visitor.visit(reader).get(page.address).status_code == 200
    assert finds(visitor, reader, "storing")

    visitor.visit(an_administrator()).post(f"/beheer/pages/{page.pk}/unpublish/")

    assert visitor.visit(reader).get(page.address).status_code == 404
    assert not finds(visitor, reader, "storing"), "also while the index still has it"
    drain_all()
    assert not finds(visitor, reader, "storing")
    assert visitor.get("/").status_code == 200
