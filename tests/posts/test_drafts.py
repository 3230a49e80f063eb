"""What is typed is kept while it is typed, found on every device of its author, and seen by nobody else."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from people.models import User
from posts.actions import edit_post
from posts.models import Draft
from tests.conftest import Visitor
from tests.factories import a_guest, a_person
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db
SAVE = "/schrijven/concept/"


def typed(**more: object) -> dict[str, object]:
    sound = {"client_key": str(uuid4()), "draft_number": 0, "soort": "article", "title": "Klei"}
    return sound | {"html": "<p>Half een zi</p>", "audience": "everyone", "tags": ""} | more


def saved(visitor: Visitor, said: dict[str, object], number: int = 0) -> HttpResponse:
    return visitor.post(SAVE, said | {"draft_number": number})


def test_each_saving_has_the_next_number(visitor: Visitor) -> None:
    author, said = a_person(), typed()
    visitor.visit(author)
    first = saved(visitor, said)
    second = saved(visitor, said | {"html": "<p>Een zin.</p>"}, 1)
    assert (first.json()["number"], second.json()["number"]) == (1, 2)
    assert "uur" in second.json()["saved_at"]
    draft = Draft.objects.get()
    assert (draft.author, str(draft.key)) == (author, said["client_key"])
    assert draft.said["html"] == "<p>Een zin.</p>"


def test_who_did_not_see_the_last_saving_gets_it_and_loses_nothing(visitor: Visitor) -> None:
    said = typed()
    saved(visitor.visit(a_person()), said)
    saved(visitor, said | {"html": "<p>Van de telefoon.</p>"}, 1)
    answer = saved(visitor, said | {"html": "<p>Van de laptop.</p>"}, 1)
    assert answer.status_code == 409
    assert answer.json()["html"] == "<p>Van de telefoon.</p>"
    assert (answer.json()["number"], answer.json()["title"]) == (2, "Klei")
    assert "apparaat" in answer.json()["message"]
    assert saved(visitor, said | {"html": "<p>Van de laptop.</p>"}, 2).json()["number"] == 3


def test_the_same_saving_sent_twice_is_one(visitor: Visitor) -> None:
    said = typed()
    saved(visitor.visit(a_person()), said)
    assert saved(visitor, said).json()["number"] == 1


def test_nothing_typed_is_nothing_saved(visitor: Visitor) -> None:
    said = typed(title="", html="")
    assert saved(visitor.visit(a_person()), said).json()["number"] == 0
    assert not Draft.objects.exists()
    saved(visitor, said | {"title": "Toch"})
    assert saved(visitor, said, 1).json()["number"] == 0
    assert not Draft.objects.exists()


def test_an_opened_post_is_no_draft_until_something_changes(visitor: Visitor) -> None:
    author, fenna = a_person(), a_person("Fenna Postma")
    post = a_post(author, tags=["klei"], involved=[(fenna, "keek mee")])
    form = visitor.visit(author).get(f"/berichten/{post.pk}/bewerken/").context["form"]
    shown = {name: form[name].value() or "" for name in form.fields} | {
        "tags": "klei",
        "post": post.pk,
    }
    assert saved(visitor, shown).json()["number"] == 0
    assert saved(visitor, shown | {"html": "<p>Anders.</p>"}).json()["number"] == 1
    assert Draft.objects.get().post == post


def test_what_is_kept_is_safe_and_whole(visitor: Visitor) -> None:
    fenna = a_person("Fenna Postma")
    visitor.visit(a_person())
    saved(visitor, typed(html="<p onclick=x>Hoi<script>1</script></p>"))
    saved(visitor, typed(html="", text=f"Dag @{fenna.handle}", stage="onzin", poll_options="a\nb"))
    unsafe, plain = Draft.objects.order_by("pk")
    assert unsafe.said["html"] == "<p>Hoi</p>"
    assert f'data-person="{fenna.pk}"' in plain.said["html"]
    assert (plain.said["stage"], plain.said["poll_options"]) == ("onzin", "a\nb")


@pytest.mark.parametrize(
    "sent",
    [
        {"html": "x" * (1 << 20) + "y"},
        {"html": "", "text": "x" * 100_001},
        {"tags": "x" * 60_000},
        {f"veld{number}": "x" for number in range(70)},
    ],
)
def test_too_much_is_refused_in_words(visitor: Visitor, sent: dict[str, object]) -> None:
    answer = saved(visitor.visit(a_person()), typed(**sent))
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert not Draft.objects.exists()


@pytest.mark.parametrize("field", ["client_key", "draft_number", "based_on", "post"])
@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30, "\x00", "²"])
def test_a_forged_field_harms_nothing(visitor: Visitor, field: str, value: str) -> None:
    answer = visitor.visit(a_person()).post(SAVE, typed() | {field: value})
    assert answer.status_code in (200, 404)


def test_a_hundred_drafts_are_enough(visitor: Visitor) -> None:
    author = a_person()
    rows = [Draft(author=author, key=uuid4(), said={"title": "x"}) for _ in range(100)]
    Draft.objects.bulk_create(rows)
    answer = saved(visitor.visit(author), typed())
    assert answer.status_code == 422
    assert "honderd" in answer.json()["message"]


def test_what_was_posted_is_no_draft_again(visitor: Visitor) -> None:
    said = typed()
    author = a_person()
    saved(visitor.visit(author), said)
    Draft.objects.all().delete()
    assert saved(visitor, said, 1).status_code == 410
    a_post(author, client_key=said["client_key"])
    assert saved(visitor, said).status_code == 410


def test_a_session_that_ended_is_said_and_keeps_one_on_the_page(organisation: object) -> None:
    answer = Client().post(SAVE, typed(), headers={"accept-language": "nl"})
    assert answer.status_code == 401
    assert "afgemeld" in answer.json()["message"]


def test_somebody_elses_post_takes_no_draft(visitor: Visitor) -> None:
    post = a_post()
    assert saved(visitor.visit(a_person()), typed(post=post.pk)).status_code == 403
    assert saved(visitor.visit(a_guest()), typed(post=post.pk)).status_code == 404
    assert not Draft.objects.exists()


def two_of(author: User) -> tuple[Visitor, Visitor]:
    return Visitor().visit(author), Visitor().visit(author)


def test_two_devices_on_one_post_find_each_other(organisation: object) -> None:
    author = a_person()
    post = a_post(author)
    laptop, phone = two_of(author)
    saved(laptop, typed(post=post.pk, html="<p>Laptop.</p>"))
    answer = saved(phone, typed(post=post.pk, html="<p>Telefoon.</p>"))
    assert answer.status_code == 409
    assert answer.json()["html"] == "<p>Laptop.</p>"


def test_the_editors_text_is_posted_and_wins(visitor: Visitor) -> None:
    fenna, stranger = a_person("Fenna Postma"), a_guest()
    html = "".join(
        f'<p><span class="mention" data-person="{one.pk}">@x</span></p>'
        for one in (fenna, stranger)
    )
    visitor.visit(a_person()).post("/schrijven/", typed(html=html, text="Iets anders."))
    answer = visitor.get("/")
    assert answer.status_code == 200
    [post] = fenna.involvements.filter(part="mentioned").values_list("post__html", flat=True)
    assert f'data-person="{fenna.pk}">@{fenna.handle}<' in post
    assert f'data-person="{stranger.pk}"' not in post
    assert "Iets anders" not in post


def test_a_refused_form_comes_back_in_both_forms(visitor: Visitor) -> None:
    answer = visitor.visit(a_person()).post(
        "/schrijven/", typed(title="", html="<p>Met <strong>nadruk</strong>.<script>1</script></p>")
    )
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form["text"].value() == "Met **nadruk**."
    assert form["html"].value() == "<p>Met <strong>nadruk</strong>.</p>"


def test_an_edit_by_another_leaves_the_draft(visitor: Visitor) -> None:
    author = a_person()
    post = a_post(author)
    saved(visitor.visit(author), typed(post=post.pk, html="<p>Van mij.</p>"))
    edit_post(author, post=post, title="Anders", html="<p>Anders.</p>")
    assert Draft.objects.get().said["html"] == "<p>Van mij.</p>"
