"""One table of what people and others send to the forms of a post: said in words, nothing typed lost, nothing half written."""

from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from posts.models import Post
from posts.queries import text_of
from tests.conftest import Visitor
from tests.factories import a_community, a_person
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db

WRITE = "/schrijven/"
FORM = "application/x-www-form-urlencoded"
SOUND = {
    "soort": "article",
    "title": "Zware klei",
    "text": "Voel maar.",
    "audience": "everyone",
    "tags": "klei",
    "involved": "",
    "stage": "floated",
}

# What is sent → what is stored, or None when it is refused in words at this field.
TITLES: dict[str, tuple[str, str | None]] = {
    "empty": ("", None),
    "spaces": (" \n\t ", None),
    "nothing visible": ("\u200b\u2060\ufeff", None),
    "too long": ("a" * 201, None),
    "a megabyte": ("x" * 1_000_000, None),
    "as long as it may be": ("a" * 200, "a" * 200),
    "two lines": ("Zware\nklei", "Zware klei"),
    "control characters": ("ja\x01\x1b[31m nee\x7f", "ja[31m nee"),
    "a null": ("ja\x00nee", "janee"),
    "emoji": ("👩‍👩‍👧‍👦 goed", "👩‍👩‍👧‍👦 goed"),
    "right to left": ("مرحبا بالعالم", "مرحبا بالعالم"),
    "turned around": ("abc\u202edef", "abcdef"),
    "script": ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    "a template": ("{{ 7|add:7 }}{% debug %}", "{{ 7|add:7 }}{% debug %}"),
}
TEXTS: dict[str, tuple[str, str | None]] = {
    "empty": ("", None),
    "nothing visible": ("\u200b\u2060\ufeff", None),
    "too long": ("a" * 100_001, None),
    "a megabyte": ("x" * 1_000_000, None),
    "a null": ("ja\x00nee", "janee"),
    "ten thousand mentions": (" ".join(f"@iemand-{i}" for i in range(7_000)), "@iemand-6999"),
    "control characters": ("ja\x01\x1b[31m nee\x7f", "ja[31m nee"),
    "emoji": ("👩‍👩‍👧‍👦 goed", "👩‍👩‍👧‍👦 goed"),
    "right to left": ("مرحبا بالعالم", "مرحبا بالعالم"),
    "script": ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    "an image that fires": ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    "javascript": ("[klik](javascript:alert(1))", "[klik](javascript:alert(1))"),
    "data": ("[klik](data:text/html,x)", "[klik](data:text/html,x)"),
    "kept html": ("```html-kept\n<p onclick=x>Hoi<script>1</script></p>\n```", "Hoi"),
    "a thousand quotes deep": (">" * 1000 + " diep", "diep"),
    "half a link": ("[a](" * 2000, "[a]("),
}


def page_of(answer: object) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html.parser")


def refused(answer: object, field: str, typed: str) -> None:
    soup = page_of(answer)
    assert answer.status_code == 422
    assert soup.select_one(f"#id_{field}_error").text.strip()
    assert soup.select_one(".errsum")
    kept = soup.select_one(f"[name={field}]")
    assert (kept.text if kept.name == "textarea" else kept["value"]).strip() == typed.strip()


@pytest.mark.parametrize("case", TITLES)
def test_any_title_is_taken_or_refused_in_words(visitor: Visitor, case: str) -> None:
    sent, stored = TITLES[case]
    answer = visitor.visit(a_person()).post(WRITE, SOUND | {"title": sent})
    if stored is None:
        assert answer.status_code == 422
        assert page_of(answer).select_one("#id_title_error").text.strip()
        assert page_of(answer).select_one("[name=text]").text.strip() == SOUND["text"]
        assert not Post.objects.exists()
    else:
        post = Post.objects.get()
        assert post.title == stored
        soup = page_of(visitor.get(post.get_absolute_url()))
        assert soup.h1.text == stored


@pytest.mark.parametrize("case", TEXTS)
@pytest.mark.parametrize("form", ["write", "edit"])
def test_any_text_is_taken_or_refused_in_words(visitor: Visitor, form: str, case: str) -> None:
    sent, stored = TEXTS[case]
    author = a_person()
    address = WRITE
    if form == "edit":
        address = reverse("edit_post", args=[a_post(author, title="Er stond al iets").pk])
    answer = visitor.visit(author).post(address, SOUND | {"text": sent})
    if stored is None:
        refused(answer, "text", sent)
        assert not Post.objects.filter(title=SOUND["title"]).exists()
    else:
        assert answer.status_code == 302
        body = BeautifulSoup(str(text_of(Post.objects.get()).body), "html.parser")
        lead = BeautifulSoup(str(text_of(Post.objects.get()).lead), "html.parser")
        assert stored in lead.text + body.text
        assert not body.select("script, img, [onerror], [onclick], a[href^=javascript]")
        assert visitor.get(reverse("edit_post", args=[Post.objects.get().pk])).status_code == 200


@pytest.mark.parametrize("tags", ["x" * 51, ", ".join(f"t{i}" for i in range(21)), "y" * 3000])
def test_tags_that_cannot_be_are_refused_in_words(visitor: Visitor, tags: str) -> None:
    answer = visitor.visit(a_person()).post(WRITE, SOUND | {"tags": tags})
    assert answer.status_code == 422
    assert page_of(answer).select_one("#id_tags_error").text.strip()
    assert not Post.objects.exists()


@pytest.mark.parametrize("tags", ["", " , ,, ", "#", "<b>klei</b>", "😀", "كلمة", "../../etc"])
def test_tags_of_any_letters_lead_to_a_page(visitor: Visitor, tags: str) -> None:
    visitor.visit(a_person()).post(WRITE, SOUND | {"tags": tags})
    for tag in Post.objects.get().tags.all():
        assert visitor.get(tag.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "involved",
    [
        "@niemand zag het",
        "zomaar een zin!",
        "@",
        "@<script>",
        "\n".join(f"@iemand-{i}" for i in range(11)),
        "x" * 4000,
    ],
)
def test_people_who_cannot_be_named_are_refused_in_words(visitor: Visitor, involved: str) -> None:
    answer = visitor.visit(a_person()).post(WRITE, SOUND | {"involved": involved})
    assert answer.status_code == 422
    assert page_of(answer).select_one("#id_involved_error").text.strip()
    assert not Post.objects.exists()


def test_too_many_words_for_somebody_are_refused_in_words(visitor: Visitor) -> None:
    fenna = a_person()
    sent = f"@{fenna.handle} {'zag ' * 30}"
    answer = visitor.visit(a_person()).post(WRITE, SOUND | {"involved": sent})
    refused(answer, "involved", sent)


@pytest.mark.parametrize("value", ["", "0", "-1", "x", "9" * 40, "\x00", "1 OR 1=1", "hidden"])
def test_a_forged_place_is_refused_in_words(visitor: Visitor, value: str) -> None:
    hidden = a_community("Geheim", kind="hidden")
    sent = str(hidden.pk) if value == "hidden" else value
    answer = visitor.visit(a_person()).post(WRITE, SOUND | {"audience": sent})
    assert answer.status_code == 422
    assert page_of(answer).select_one("#id_audience_error").text.strip()
    assert "Geheim" not in answer.text
    assert not Post.objects.exists()


@pytest.mark.parametrize("value", ["", "link", "thema", "\x00", "ARTICLE"])
def test_a_forged_kind_is_refused_in_words(visitor: Visitor, value: str) -> None:
    answer = visitor.visit(a_person()).post(WRITE, SOUND | {"soort": value})
    assert answer.status_code == 422
    assert page_of(answer).select_one("#id_soort_error").text.strip()
    assert not Post.objects.exists()


def test_a_forged_stage_is_refused_in_words(visitor: Visitor) -> None:
    answer = visitor.visit(a_person()).post(WRITE, SOUND | {"soort": "idea", "stage": "klaar"})
    assert answer.status_code == 422
    assert page_of(answer).select_one("#id_stage_error").text.strip()


@pytest.mark.parametrize("key", ["x", "' OR 1=1", "0" * 100_000, ""])
def test_a_forged_key_is_no_key(visitor: Visitor, key: str) -> None:
    visitor.visit(a_person())
    for _ in range(2):
        assert visitor.post(WRITE, SOUND | {"client_key": key}).status_code == 302
    assert Post.objects.count() == 2


def test_an_empty_form_is_told_everything_at_once(visitor: Visitor) -> None:
    answer = visitor.visit(a_person()).post(WRITE, {})
    assert answer.status_code == 422
    assert {"soort", "audience", "text"} <= set(answer.context["form"].errors)


@pytest.mark.parametrize("raw", ["%ED%A0%80", "%FF%FE", "a%C0%AFb"])
def test_bytes_that_are_no_text_do_not_crash(visitor: Visitor, raw: str) -> None:
    body = urlencode(SOUND) + f"&text=ja{raw}nee&title=ja{raw}nee&tags={raw}"
    answer = visitor.visit(a_person()).generic("POST", WRITE, body, content_type=FORM)
    assert answer.status_code in (302, 422)


def test_what_is_lost_to_an_expired_session_is_nothing(visitor: Visitor) -> None:
    """A form that arrives without its sender is not thrown away by us: it leads to the door."""
    answer = visitor.post(WRITE, SOUND)
    assert answer.status_code in (302, 401, 403)
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("name", "methods"),
    [
        ("write", ["put", "delete", "patch"]),
        ("edit_post", ["put", "delete", "patch"]),
        ("post", ["post", "put", "delete", "patch"]),
        ("revisions", ["post", "put"]),
        ("involved", ["post", "put"]),
        ("withdraw_post", ["put", "delete"]),
        ("restore_post", ["get", "put"]),
        ("remove_post", ["put", "delete"]),
        ("move_stage", ["get", "put"]),
        ("accept_answer", ["put", "delete"]),
        ("take_back_acceptance", ["get", "put"]),
        ("read_post", ["get", "put"]),
        ("react_to_post", ["get", "put"]),
        ("people_to_call", ["post", "put"]),
        ("today", ["post", "put"]),
    ],
)
def test_a_wrong_method_is_said_to_be_wrong(
    visitor: Visitor, name: str, methods: list[str]
) -> None:
    author = a_person()
    args = [] if name in ("write", "people_to_call", "today") else [a_post(author).pk]
    visitor.visit(author)
    for method in methods:
        assert getattr(visitor, method)(reverse(name, args=args)).status_code == 405


@pytest.mark.parametrize("pk", [0, 10**9, 10**18, 10**30])
def test_a_number_of_nothing_is_not_found(visitor: Visitor, pk: int) -> None:
    assert visitor.visit(a_person()).get(f"/berichten/{pk}/").status_code == 404
    assert visitor.get(f"/berichten/{pk}/bewerken/").status_code == 404


@pytest.mark.parametrize("query", ["pagina=x", "pagina=-1", "pagina=99999999", "citaat=\x00"])
def test_a_strange_address_of_a_post_still_shows_it(visitor: Visitor, query: str) -> None:
    post = a_post()
    assert visitor.visit(a_person()).get(f"{post.get_absolute_url()}?{query}").status_code == 200


@pytest.mark.parametrize(
    "query", ["soort=x", "toon=\x00", "soort=link&toon=alles", "soort=" + "a" * 5000]
)
def test_a_strange_address_of_today_still_shows_it(visitor: Visitor, query: str) -> None:
    assert visitor.visit(a_person()).get(f"/?{query}").status_code == 200
