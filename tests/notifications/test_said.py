"""A name stands before a title as it was written, on the page and in a mail, and is never markup."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from notifications import letters
from notifications.models import Cup, Notice
from people.models import User
from tests.conftest import Visitor
from tests.factories import a_person
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db
HOSTILE = "Kees <img src=x onerror=alert(1)> & %(who)s"


@pytest.fixture
def cup() -> Cup:
    """In it: who was called for somebody absent, and who replied."""
    me, hostile = a_person("Noor Terwiel"), a_person(HOSTILE)
    cup = Cup.objects.create(person=me, kind="bundle", day=timezone.localdate())
    Notice.objects.bulk_create(
        Notice(thread=a_post(hostile).thread, person=me, cup=cup, in_cafe=True, **said)
        for said in (
            {"kind": "stand_in", "instead_of": hostile},
            {"kind": "community_post", "actor": hostile},
        )
    )
    return cup


def test_on_the_page(visitor: Visitor, cup: Cup) -> None:
    me: User = cup.person
    page = BeautifulSoup(visitor.visit(me).get("/meldingen/").text, "html.parser")
    said = page.select(".say1")
    assert [HOSTILE in line.get_text() for line in said] == [True, True]
    assert not page.select(".say1 img")


def test_in_a_mail(cup: Cup) -> None:
    letter = letters.bundle({"cup": cup.pk})
    assert letter is not None
    assert str(letter.body).count(HOSTILE) >= 2
    html = BeautifulSoup(str(letter.alternatives[0][0]), "html.parser")
    assert html.get_text().count(HOSTILE) >= 2
    assert not html.select("img[src=x]")
