"""Reports that wait when somebody leaves: what they reported and what was reported of them is judged all the same."""

from typing import Any

import pytest
from django.urls import reverse

from people.models import User
from people.personal import Words
from posts.actions import report
from posts.models import Case, Judgement, Report
from tests.conftest import Visitor
from tests.factories import a_person, an_administrator
from tests.notifications.telling import after_work
from tests.people.leaving import gone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("organisation", "own_folders")]


@pytest.fixture
def cases(noor: User, life: dict[str, Any]) -> dict[str, Case]:
    other = a_person()
    return {
        "by them": report(noor, thing=life["question"], rule="other", words="Noor: ik bel Bram."),
        "of their post": report(other, thing=life["post"], rule="hurtful"),
        "of their reply": report(other, thing=life["answer"], rule="hurtful"),
        "of them": report(other, thing=noor, rule="hurtful"),
    }


def page_of(case: Case) -> str:
    return reverse("cafe_report", args=[case.pk])


@pytest.mark.parametrize("words", list(Words))
def test_what_they_reported_waits_without_them(
    visitor: Visitor, noor: User, cases: dict[str, Case], words: Words
) -> None:
    left = gone(noor, words)

    assert not Report.objects.filter(reporter=left).exists()
    page = visitor.visit(an_administrator()).get(page_of(cases["by them"]))
    assert page.status_code == 200
    assert "Bram" not in page.text
    decided(visitor, cases["by them"])


@pytest.mark.parametrize("words", list(Words))
@pytest.mark.parametrize("which", ["of their post", "of their reply", "of them"])
def test_what_was_reported_of_them_can_be_decided(
    visitor: Visitor, noor: User, cases: dict[str, Case], which: str, words: Words
) -> None:
    gone(noor, words)

    page = visitor.visit(an_administrator()).get(page_of(cases[which]))
    assert page.status_code == 200
    assert ("Noor" in page.text) == (words == Words.NAMED)
    if Case.objects.get(pk=cases[which].pk).waits:
        decided(visitor, cases[which])
    else:
        assert words == Words.NONE
        assert Judgement.objects.get(case=cases[which]).what == "gone"


def decided(visitor: Visitor, case: Case) -> None:
    said = {"what": "leave", "reason": "Het mag blijven.", "seen": "0"}
    assert visitor.post(page_of(case), said).status_code == 302
    after_work()
    assert not Case.objects.get(pk=case.pk).waits
