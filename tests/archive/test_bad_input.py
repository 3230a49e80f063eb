"""Whatever is typed into a form of the archive: an answer in words, and nothing typed is lost."""

import pytest

from archive.models import Bookmark
from tests.conftest import Visitor
from tests.factories import a_community, a_person
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db

GOOD = {
    "address": "https://kennisbank.example/rapport/88",
    "title": "Rapport 88",
    "note": "Bladzijde 3.",
    "tags": "klei",
    "audience": "only_me",
}
BAD = {
    "empty": {"address": "", "title": ""},
    "too long": {"title": "a" * 201},
    "1 MB": {"note": "a" * 1_000_000},
    "javascript": {"address": "javascript:alert(1)"},
    "data": {"address": "data:text/html,<script>alert(1)</script>"},
    "a foreign place": {"audience": "999999"},
    "no choice": {"audience": ""},
    "too many tags": {"tags": ",".join(f"tag{n}" for n in range(40))},
    "a null character": {"note": "een\x00twee"},
    "a long tag": {"tags": "x" * 60},
}
FINE = {
    "emoji": {"note": "🦦🦦"},
    "right to left": {"title": "שלום \u202eolleh"},
    "control characters": {"note": "een\x07twee\x1b"},
    "script": {"note": "<script>alert(1)</script>", "title": "<b>vet</b>"},
    "no scheme": {"address": "kennisbank.example/rapport/88"},
}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD.keys())
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    visitor: Visitor, change: dict[str, str]
) -> None:
    visitor.visit(a_person())
    answer = visitor.post("/bewaren/", GOOD | change)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'aria-invalid="true"' in page
    assert "Rapport 88" in page or "title" in change
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize("change", FINE.values(), ids=FINE.keys())
def test_what_is_strange_but_sound_goes_in_unharmed(
    visitor: Visitor, change: dict[str, str]
) -> None:
    visitor.visit(a_person())
    answer = visitor.post("/bewaren/", GOOD | change | {"audience": "everyone"}, follow=True)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<script>alert" not in page
    assert "\u202e" not in Bookmark.objects.get().title
    assert "\x07" not in Bookmark.objects.get().note


def test_lone_surrogates_do_no_harm(visitor: Visitor) -> None:
    visitor.visit(a_person())
    body = (
        b"address=https%3A%2F%2Fa.example%2Fb&title=%ED%A0%80titel&note=%ED%A0%80&audience=only_me"
    )
    answer = visitor.generic("POST", "/bewaren/", body, "application/x-www-form-urlencoded")
    assert answer.status_code in (302, 422)


def test_the_same_form_sent_twice_keeps_once(visitor: Visitor) -> None:
    visitor.visit(a_person())
    form = GOOD | {"client_key": "6f9619ff-8b86-d011-b42d-00cf4fc964ff"}
    visitor.post("/bewaren/", form)
    visitor.post("/bewaren/", form)
    assert Bookmark.objects.count() == 1


@pytest.mark.parametrize("target", ["bericht=999999", "bericht=x", "reactie=-1", "persoon=niemand"])
def test_what_does_not_exist_is_not_there(visitor: Visitor, target: str) -> None:
    assert visitor.visit(a_person()).post(f"/bewaren/?{target}").status_code == 404


def test_what_is_hidden_answers_as_what_does_not_exist(visitor: Visitor) -> None:
    place = a_community(kind="hidden")
    post = a_post(place.created_by, community=place)
    visitor.visit(a_person())
    hidden = visitor.get(f"/bewaren/?bericht={post.pk}")
    unknown = visitor.get("/bewaren/?bericht=999999")
    assert (hidden.status_code, unknown.status_code) == (404, 404)


def test_dropping_asks_for_a_post(visitor: Visitor) -> None:
    assert visitor.visit(a_person()).get("/archief/1/weg/").status_code == 405
