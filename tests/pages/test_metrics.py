"""Numbers for a monitor that has the token, and for nobody else a page that is not there."""

import re
from typing import Any

import pytest
from django.urls import reverse

from kenniscafe.models import Letter
from tests.conftest import Visitor
from tests.factories import a_person, an_administrator

pytestmark = pytest.mark.django_db
LINE = re.compile(r'^kenniscafe_[a-z_]+(\{queue="[a-z]+"\})? \d+$')
TOKEN = "een-lang-geheim"


@pytest.fixture
def token(settings: Any) -> dict[str, str]:
    settings.METRICS_TOKEN = TOKEN
    return {"Authorization": f"Bearer {TOKEN}"}


def test_a_monitor_reads_numbers_and_no_names(visitor: Visitor, token: dict[str, str]) -> None:
    person = a_person("Xantippe Geheim")
    Letter.objects.create(kind="new_password", to=person)
    answer = visitor.get(reverse("metrics"), headers=token)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    assert all(line.startswith("# ") or LINE.match(line) for line in lines)
    assert 'kenniscafe_queue_waiting{queue="letters"} 1' in lines
    assert "Xantippe" not in answer.text
    assert person.email not in answer.text


def test_nobody_else_finds_it(visitor: Visitor, token: dict[str, str], settings: Any) -> None:
    path = reverse("metrics")
    for sent in ({}, {"Authorization": "Bearer een-lang-gehei"}, {"Authorization": "Bearer ë"}):
        assert visitor.get(path, headers=sent).status_code == 404
    visitor.visit(an_administrator())
    assert visitor.get(path).status_code == 404
    assert visitor.post(path, headers=token).status_code == 405
    settings.METRICS_TOKEN = ""
    assert visitor.get(path, headers={"Authorization": "Bearer "}).status_code == 404
    assert visitor.get(path).status_code == 404
