"""Writing by the form, as somebody without a script does."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from posts.models import Post
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person

pytestmark = pytest.mark.django_db

WRITE = "/schrijven/"


def written(**said: str) -> dict[str, str]:
    return {
        "soort": "article",
        "title": "Zware klei",
        "text": "Voel maar.",
        "audience": "everyone",
        "tags": "",
        "involved": "",
        "stage": "floated",
    } | said


@pytest.mark.parametrize("kind", ["note", "article", "question", "idea"])
def test_each_kind_is_written_in_the_same_form(visitor: Visitor, kind: str) -> None:
    answer = visitor.visit(a_person()).post(WRITE, written(soort=kind, tags="klei, #dijk"))
    post = Post.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == post.get_absolute_url()
    assert (post.kind, post.title, post.html) == (kind, "Zware klei", "<p>Voel maar.</p>")
    assert {tag.name for tag in post.tags.all()} == {"klei", "dijk"}
    assert post.stage == ("floated" if kind == "idea" else "")
    page = visitor.get(post.get_absolute_url())
    assert page.status_code == 200
    assert "Zware klei" in page.text


def test_the_form_begins_with_the_kind_and_place_one_came_for(visitor: Visitor) -> None:
    community = a_community()
    person = a_member(a_person(), community)
    page = visitor.visit(person).get(f"{WRITE}?soort=question&community={community.slug}")
    soup = BeautifulSoup(page.text, "html.parser")
    assert soup.select_one("input[name=soort][checked]")["value"] == "question"
    assert soup.select_one("select[name=audience] option[selected]")["value"] == str(community.pk)
    assert soup.select_one("input[name=client_key]")["value"]


def test_one_writes_for_everyone_or_where_one_is_in(visitor: Visitor) -> None:
    mine, other = a_community("Van mij"), a_community("Niet van mij")
    person = a_member(a_person(), mine)
    page = visitor.visit(person).get(WRITE)
    options = BeautifulSoup(page.text, "html.parser").select("select[name=audience] option")
    assert [option["value"] for option in options] == ["everyone", str(mine.pk)]
    assert visitor.post(WRITE, written(audience=str(mine.pk))).status_code == 302
    assert Post.objects.get().community == mine
    assert visitor.post(WRITE, written(audience=str(other.pk))).status_code == 422


def test_reading_without_being_in_leads_to_the_door(visitor: Visitor) -> None:
    community = a_community("Dijkwerkers")
    page = visitor.visit(a_person()).get(f"{WRITE}?community={community.slug}")
    assert community.get_absolute_url() in BeautifulSoup(page.text, "html.parser").main.decode()
    hidden = a_community("Geheim", kind="hidden")
    assert "Geheim" not in visitor.get(f"{WRITE}?community={hidden.slug}").text


def test_a_guest_writes_only_where_they_are(visitor: Visitor) -> None:
    community = a_community()
    guest = a_guest(of=community)
    assert visitor.visit(guest).post(WRITE, written()).status_code == 422
    assert visitor.post(WRITE, written(audience=str(community.pk))).status_code == 302
    lonely = visitor.visit(a_guest()).get(WRITE)
    assert lonely.status_code == 200
    assert not BeautifulSoup(lonely.text, "html.parser").select("select[name=audience]")


def test_a_bookmark_has_a_form_of_its_own(visitor: Visitor) -> None:
    answer = visitor.visit(a_person()).get(f"{WRITE}?soort=link")
    assert answer.headers["Location"] == "/bewaren/?publiek=1"


def test_the_same_form_twice_leads_to_one_post(visitor: Visitor) -> None:
    form = written(client_key="5d6f3a2e-9a3b-4a57-8a44-0a1f0e9a1b2c")
    visitor.visit(a_person())
    assert visitor.post(WRITE, form).headers == visitor.post(WRITE, form).headers
    assert Post.objects.count() == 1


def test_people_are_called_and_named_by_handle(visitor: Visitor) -> None:
    fenna, ravi = a_person("Fenna"), a_person("Ravi")
    form = written(
        text=f"Vraag het @{fenna.handle} of @niemand-hier.",
        involved=f"@{ravi.handle}, plaatste de sensoren\n{fenna.handle.upper()}",
    )
    visitor.visit(a_person()).post(WRITE, form)
    post = Post.objects.get()
    parts = {(row.person, row.part, row.words) for row in post.involvements.exclude(part="wrote")}
    assert parts == {
        (fenna, "mentioned", ""),
        (ravi, "named", "plaatste de sensoren"),
        (fenna, "named", ""),
    }
    assert "@niemand-hier" in post.html


def test_nobody_is_called_who_cannot_read_it(visitor: Visitor) -> None:
    community = a_community(kind="closed")
    outside = a_person()
    form = written(audience=str(community.pk), text=f"Hoi @{outside.handle}")
    visitor.visit(community.created_by).post(WRITE, form)
    assert not Post.objects.get().involvements.filter(part="mentioned").exists()
    answer = visitor.post(WRITE, form | {"involved": f"@{outside.handle} hielp"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["involved"]


def test_suggestions_after_an_at_sign_are_people_one_sees(visitor: Visitor) -> None:
    fenna, community = a_person("Fenna Postma"), a_community(kind="hidden")
    guest = a_guest("Fenne Gast", of=community)
    found = visitor.visit(a_person()).get(reverse("people_to_call"), {"q": "fen"}).text
    assert fenna.handle in found
    seen_by_guest = visitor.visit(guest).get(reverse("people_to_call"), {"q": "fen"}).text
    assert fenna.handle not in seen_by_guest


@pytest.mark.parametrize(
    ("kind", "missing", "field"),
    [
        ("note", "text", "text"),
        ("article", "text", "text"),
        ("article", "title", "title"),
        ("question", "title", "title"),
        ("idea", "title", "title"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    visitor: Visitor, kind: str, missing: str, field: str
) -> None:
    answer = visitor.visit(a_person()).post(WRITE, written(soort=kind, **{missing: " "}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Post.objects.exists()


def test_a_note_needs_no_title_and_a_question_no_text(visitor: Visitor) -> None:
    visitor.visit(a_person())
    assert visitor.post(WRITE, written(soort="note", title="")).status_code == 302
    assert visitor.post(WRITE, written(soort="question", text="")).status_code == 302
