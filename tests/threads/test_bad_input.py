"""One table of what people and others send: never a crash, never a loss of what was typed, never somebody else's row."""

from urllib.parse import quote_plus
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.conftest import Visitor
from tests.factories import a_community, a_person
from tests.factories.threads import a_reply, a_thread
from tests.threads.answers import body_of
from threads.forms import LONGEST_REPLY
from threads.fragments import rendered
from threads.models import Message, Reaction

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"

# What is sent → what stands in the page afterwards, or None when it is refused in words.
TEXTS: dict[str, tuple[str, str | None]] = {
    "empty": ("", None),
    "spaces": (" \n\t ", None),
    "nothing visible": ("\u200b\u2060\ufeff", None),
    "too long": ("a" * (LONGEST_REPLY + 1), None),
    "a megabyte": ("x" * 1_000_000, None),
    "ten thousand mentions": (" ".join(f"@iemand-{i}" for i in range(10_000)), None),
    "as long as it may be": ("a" * LONGEST_REPLY, "a" * LONGEST_REPLY),
    "control characters": ("ja\x01\x1b[31m nee\x7f", "ja[31m nee"),
    "emoji": ("👩‍👩‍👧‍👦 goed 🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👩‍👩‍👧‍👦 goed 🏴󠁧󠁢󠁳󠁣󠁴󠁿"),
    "right to left": ("مرحبا بالعالم", "مرحبا بالعالم"),
    "turned around": ("abc\u202edef", "abcdef"),
    "script": ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    "an image that fires": ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    "a thousand quotes deep": (">" * 1000 + " diep", "diep"),
    "a thousand lists deep": ("".join(f"{' ' * i}- x\n" for i in range(150)), "x"),
    "half a link": ("[a](" * 2000, "[a]("),
}


@pytest.mark.parametrize("case", TEXTS)
def test_any_text_is_posted_or_refused_in_words(visitor: Visitor, case: str) -> None:
    text, shown = TEXTS[case]
    thread = a_thread()
    address = reverse("reply", args=[thread.pk])

    answer = visitor.visit(a_person()).post(address, {"text": text, "client_key": str(uuid4())})

    if shown is None:
        soup = BeautifulSoup(answer.text, "html.parser")
        assert answer.status_code == 422
        assert soup.select_one(".hint.err").text.strip()
        assert soup.textarea.text.strip() == text.strip()
        assert not Message.objects.exists()
    else:
        assert answer.status_code == 302
        fragment = BeautifulSoup(rendered([Message.objects.get()])[0], "html.parser")
        body = fragment.select_one(".c-b")
        assert shown in body.text
        assert not body.select("script, img, [onerror]")


@pytest.mark.parametrize("case", TEXTS)
def test_any_text_edits_a_reply_or_is_refused_in_words(visitor: Visitor, case: str) -> None:
    text, shown = TEXTS[case]
    thread, author = a_thread(), a_person()
    a_reply(thread, by=author)
    address = reverse("edit_message", args=[thread.pk, 1])

    answer = visitor.visit(author).post(address, {"text": text})

    if shown is None:
        assert answer.status_code == 422
        assert BeautifulSoup(answer.text, "html.parser").textarea.text.strip() == text.strip()
        assert Message.objects.get().html == "<p>Dat herken ik.</p>"
    else:
        assert answer.status_code == 302
        assert visitor.get(address).status_code == 200


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example", "JaVaScRiPt:x"],
)
def test_a_dangerous_address_is_no_link(visitor: Visitor, link: str) -> None:
    thread = a_thread()

    visitor.visit(a_person()).post(
        reverse("reply", args=[thread.pk]), {"text": f"[klik]({link}) <a href='{link}'>x</a>"}
    )

    body = BeautifulSoup(rendered([Message.objects.get()])[0], "html.parser").select_one(".c-b")
    assert body.select("a") == []


@pytest.mark.parametrize("raw", ["%ED%A0%80", "%FF%FE", "%00", "a%C0%AFb"])
def test_bytes_that_are_no_text_do_not_crash(visitor: Visitor, raw: str) -> None:
    thread = a_thread()
    visitor.visit(a_person())

    answer = visitor.generic(
        "POST", reverse("reply", args=[thread.pk]), f"text=ja{raw}nee", content_type=FORM
    )

    assert answer.status_code in (302, 422)


def test_a_thousand_quotations_of_quotations_show_one_level(visitor: Visitor) -> None:
    thread, author = a_thread(), a_person()
    before = a_reply(thread, "Het begin", by=author)
    for step in range(1000):
        before = a_reply(thread, f"Stap {step}", by=author, quotes=before)

    html = rendered([before])[0]

    assert html.count("<blockquote") == 1
    assert "Het begin" not in html


@pytest.mark.parametrize("number", ["2", "0", "-1", "1e9", "x", "9" * 40, "١", "1 OR 1=1", "\x00"])
def test_a_reply_that_is_not_in_this_thread_cannot_be_quoted(visitor: Visitor, number: str) -> None:
    thread, other = a_thread(), a_thread()
    a_reply(thread)
    for _ in range(3):
        a_reply(other, "Geheim")
    count = Message.objects.count()

    answer = visitor.visit(a_person()).post(
        reverse("reply", args=[thread.pk]), {"text": "Mijn tekst", "quotes": number}
    )

    assert answer.status_code == 422
    assert "Geheim" not in answer.text
    assert "Mijn tekst" in answer.text
    assert Message.objects.count() == count


@pytest.mark.parametrize("key", ["x", "' OR 1=1", "0" * 100_000])
def test_a_forged_key_is_refused_in_words_with_a_new_one(visitor: Visitor, key: str) -> None:
    thread = a_thread()

    answer = visitor.visit(a_person()).post(
        reverse("reply", args=[thread.pk]), {"text": "Mijn tekst", "client_key": key}
    )

    soup = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    assert soup.select_one(".hint.err").text.strip()
    assert soup.find(attrs={"name": "client_key"})["value"] not in ("", key)


def test_the_key_of_somebody_elses_form_is_of_no_use(visitor: Visitor) -> None:
    thread, key = a_thread(), str(uuid4())
    form = {"text": "Ja", "client_key": key}

    for person in (a_person(), a_person()):
        visitor.visit(person).post(reverse("reply", args=[thread.pk]), form)

    assert Message.objects.count() == 2


PRESSES = [
    "",
    "thanks",
    ":",
    "x:thanks",
    ":love",
    "1",
    "1:",
    ":THANKS",
    f"{'9' * 30}:thanks",
    ":thanks:",
    "\x00:thanks",
]


@pytest.mark.parametrize("value", PRESSES)
@pytest.mark.parametrize("name", ["react", "unreact"])
def test_a_forged_press_is_refused(visitor: Visitor, name: str, value: str) -> None:
    thread = a_thread()

    answer = visitor.visit(a_person()).post(reverse("react", args=[thread.pk]), {name: value})

    assert answer.status_code == 422
    assert not Reaction.objects.exists()


def test_a_press_on_a_reply_of_another_thread_finds_nothing(visitor: Visitor) -> None:
    hidden = a_community(kind="hidden")
    secret = a_reply(a_thread(community=hidden), by=hidden.created_by)
    visitor.visit(a_person())
    address = reverse("react", args=[a_thread().pk])

    answers = [visitor.post(address, {"react": f"{pk}:thanks"}) for pk in (secret.pk, 10**17)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert body_of(answers[0]) == body_of(answers[1])
    assert not Reaction.objects.exists()


@pytest.mark.parametrize("number", [0, 2, 10**9, 10**18, 10**30])
@pytest.mark.parametrize("name", ["message", "edit_message", "remove_message"])
def test_a_place_where_nothing_stands_is_not_found(
    visitor: Visitor, name: str, number: int
) -> None:
    thread = a_thread()
    a_reply(thread)
    visitor.visit(a_person())

    assert visitor.get(reverse(name, args=[thread.pk, number])).status_code == 404
    assert visitor.get(reverse(name, args=[thread.pk + number + 1, 1])).status_code == 404


WRONG = {
    "reply": ["put", "delete", "patch"],
    "react": ["put", "delete", "patch"],
    "mentionable": ["post", "put", "delete", "patch"],
    "message": ["post", "put", "delete", "patch"],
    "edit_message": ["put", "delete", "patch"],
    "remove_message": ["put", "delete", "patch"],
}


@pytest.mark.parametrize(
    ("name", "method"), [(name, method) for name, methods in WRONG.items() for method in methods]
)
def test_a_wrong_method_is_no_method(visitor: Visitor, name: str, method: str) -> None:
    thread = a_thread()
    reply = a_reply(thread)
    short = name in ("reply", "react", "mentionable")
    address = reverse(name, args=[thread.pk] if short else [thread.pk, reply.number])

    assert getattr(visitor.visit(reply.author), method)(address).status_code == 405
    assert Message.objects.standing().exists()


@pytest.mark.parametrize("prefix", ["%", "_", "'", "\x00", "a" * 10_000, "👍", quote_plus("<b>")])
def test_any_prefix_gets_suggestions_or_none(visitor: Visitor, prefix: str) -> None:
    a_person("Anna")
    visitor.visit(a_person())

    answer = visitor.get(reverse("mentionable", args=[a_thread().pk]), {"q": prefix})

    assert answer.status_code == 200
    assert ("Anna" in answer.text) is (prefix == "\x00")
