"""Files with people, as spreadsheets and enemies make them: read rightly, or refused in words, before anything happens."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from kenniscafe.models import Letter
from people.mail import welcome_letter
from people.models import Roster, RosterLine, User
from people.rosters.columns import MOST_BYTES, MOST_LINES
from tests.conftest import Visitor
from tests.factories import a_guest, a_person, an_administrator
from tests.people.lists import HEADINGS, a_list, have_read, looked_at
from tests.posts.hostile import faults_of

pytestmark = pytest.mark.django_db
HERE = "/cafe-beheer/inlezen/"
RENEE = a_list("renee@w.example;Renée Çağlar–Østby;;Zuid€n;;")
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def boss(visitor: Visitor) -> Visitor:
    return visitor.visit(an_administrator("Baas"))


def sent(boss: Visitor, content: bytes, name: str = "mensen.csv", **more: Any) -> HttpResponse:
    file = SimpleUploadedFile(name, content, content_type="text/csv")
    answer: HttpResponse = boss.post(HERE, {"client_key": uuid4(), "file": file, "text": ""} | more)
    return answer


def pasted(boss: Visitor, text: str) -> HttpResponse:
    answer: HttpResponse = boss.post(HERE, {"client_key": uuid4(), "text": text})
    return answer


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_letters_are_read_rightly_in(boss: Visitor, encoding: str, said: str) -> None:
    answer = sent(boss, RENEE.encode(encoding))

    page = boss.get(answer["Location"]).content.decode()
    assert "Renée Çağlar–Østby" in page
    assert "Zuid€n" in page
    assert Roster.objects.get().encoding == said


def test_letters_of_an_older_spreadsheet_are_read_rightly(boss: Visitor) -> None:
    text = a_list("renee@w.example;Renée Übel–Østby’s;;Zuid€n;;")

    sent(boss, text.encode("cp1252"))

    assert RosterLine.objects.get().told["name"] == "Renée Übel–Østby’s"
    assert Roster.objects.get().encoding == "Windows-1252"


@pytest.mark.parametrize("headings", ["e-mail,naam,functie", "E-MAIL\tName\tJob title"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("first", ["", "sep=X\n"])
def test_what_stands_between_cells_and_lines_is_seen(
    boss: Visitor, headings: str, ends: str, first: str
) -> None:
    between = "," if "," in headings else "\t"
    lines = [headings, f'"a@w.example"{between}"Vos, An"{between}"dijk; en ""meer"""', "", ""]
    text = first.replace("X", between) + ends.join(lines)

    sent(boss, text.encode())

    line = RosterLine.objects.get()
    assert line.told == {"email": "a@w.example", "name": "Vos, An", "job": 'dijk; en "meer"'}
    assert line.number == (3 if first else 2)


def test_lines_keep_their_number_whatever_stands_between(boss: Visitor) -> None:
    sent(boss, a_list('a@w.example;"An\nVos";;;;', "", "b@w.example;Bo;;;;").encode())

    assert list(RosterLine.objects.order_by("number").values_list("number", flat=True)) == [2, 5]


WRONG_FILES = {
    "workbook": (b"PK\x03\x04\x14\x00", "werkmap"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", "werkmap"),
    "null": (f"{HEADINGS}\na@w.example;A\0n;;;;\n".encode() + b" " * 300, "regel 2"),
    "control": (f"{HEADINGS}\na@w.example;A\x08n;;;;\n".encode(), "regel 2"),
    "null far away": ((a_list(*["a@w.example;An;;;;"] * 40) + "\0").encode(), "regel 42"),
    "two encodings": (f"{HEADINGS}\na@w.example;Renée;;;;\n".encode() + b"\xe9", "twee manieren"),
    "half a character": (RENEE.encode("utf-16")[:-1], "tekens die geen tekst"),
    "no such letter": (f"{HEADINGS}\na@w.example;".encode() + b"\x81", "regel 2"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "tekst"),
    "empty": (b"", "eerste regel"),
    "only spaces": (b" \n \n", "eerste regel"),
    "no headings": (b"a@w.example;An\n", "e-mail"),
    "no e-mail": (b"naam;functie\nAn;x\n", "e-mail"),
    "no name": (b"e-mail;functie\na@w.example;x\n", "naam"),
    "two of one": (b"e-mail;naam;mail\na@w.example;x;y\n", "hetzelfde"),
    "nobody": (HEADINGS.encode(), "geen regel"),
    "open quote": (a_list('a@w.example;"An;;;;', "b@w.example;Bo;;;;").encode(), "Regel 2"),
    "a cell of a megabyte": (a_list(f"a@w.example;{'x' * 1_000_000};;;;").encode(), "Regel 2"),
    "a million lines": (b"e-mail;naam\n" + b"\n" * 1_000_000, "20.000"),
    "too large": (b"x" * (MOST_BYTES + 1), "4 MB"),
}


@pytest.mark.parametrize("case", WRONG_FILES)
def test_a_file_that_cannot_be_read_is_refused_in_words(boss: Visitor, case: str) -> None:
    content, words = WRONG_FILES[case]

    answer = sent(boss, content)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"file"}
    assert words in str(answer.context["form"].errors["file"])
    assert not Roster.objects.exists()


def test_at_the_bound_it_goes_in_and_beyond_it_is_said(boss: Visitor) -> None:
    lines = [f"p{n}@w.example;P" for n in range(MOST_LINES)]

    assert sent(boss, a_list(*lines, headings="e-mail;naam").encode()).status_code == 302
    assert RosterLine.objects.count() == MOST_LINES
    assert sent(boss, a_list(*lines, "x", "x", headings="e-mail;naam").encode()).status_code == 422


WRONG = {
    "nothing": ({"text": ""}, "file"),
    "null": ({"text": "a\0b"}, "text"),
    "no list": ({"text": "hallo"}, "text"),
    "forged key": ({"client_key": "1 OR 1=1", "text": RENEE}, "client_key"),
    "no key": ({"client_key": "", "text": RENEE}, "client_key"),
}


@pytest.mark.parametrize("case", WRONG)
def test_the_form_says_what_is_wrong_and_keeps_what_was_pasted(boss: Visitor, case: str) -> None:
    wrong, field = WRONG[case]

    answer = boss.post(HERE, {"client_key": str(uuid4())} | wrong)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert wrong["text"].replace("\0", "")[:20] in answer.content.decode().replace("\0", "")


def test_a_file_and_pasted_lines_are_not_both(boss: Visitor) -> None:
    assert sent(boss, RENEE.encode(), text=RENEE).context["form"].errors.keys() == {"text"}


@pytest.mark.parametrize(
    "name",
    [
        SCRIPT,
        "\" onload=alert(1) '",
        "🌱👩🏽‍🌾",
        "مجتمع العشب",
        "\u202e\u200bGras",
        "{{ 7*7 }}",
        "%(x)s %d",
    ],
)
def test_whatever_stands_in_cells_is_only_text(boss: Visitor, name: str) -> None:
    quoted = '"{}"'.format(name.replace('"', '""'))
    text = a_list(
        f"a@w.example;{quoted};{quoted};{quoted};;", f"{quoted};x;;;;", f"b@w.example;x;;;{quoted};"
    )

    answer = pasted(boss, text)

    page = boss.get(answer["Location"])
    assert page.status_code == 200
    assert faults_of(page) == []
    boss.post(f"{answer['Location']}doen/")
    assert boss.get(f"{answer['Location']}verslag.csv").status_code == 200
    assert boss.get(f"{answer['Location']}?toon={name}&page=x").status_code == 200


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t="])
def test_the_report_never_reckons(boss: Visitor, sign: str) -> None:
    answer = pasted(boss, a_list(f'a@w.example;"{sign}cmd|calc";;;;', f'"{sign}x";Wie;;;;'))

    said = b"".join(boss.get(f"{answer['Location']}verslag.csv").streaming_content).decode()

    cells = [cell for line in said.splitlines() for cell in line.replace('"', "").split(";")]
    assert said.startswith("\ufeff")
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert "cmd|calc" in said


def test_the_steps_lead_from_the_file_to_who_came_in(boss: Visitor) -> None:
    text = a_list("a@w.example;An;;Nieuw;;", "fout;Wie;;;;", headings=f"{HEADINGS};geboren")
    at = sent(boss, text.encode())["Location"]
    page = boss.get(at).content.decode()
    for words in ("1 nieuw", "Nieuw", "geboren", "is geen e-mailadres", "Er is nog niets gedaan"):
        assert words in page
    assert "Stuur nieuwe mensen een uitnodiging" in page

    assert boss.post(f"{at}doen/", {"by_mail": "on"})["Location"] == at
    assert "Wordt ingelezen" in boss.get(at).content.decode()
    assert "wordt ingelezen" in boss.get(HERE).content.decode()

    roster = Roster.objects.get()
    assert roster.by_mail
    have_read(User.objects.get(name="Baas"), roster)
    page = boss.get(f"{at}?toon=new").content.decode()
    assert "Ingelezen: 1 nieuw" in page
    assert "/cafe-beheer/mensen/an/" in page
    assert "geen e-mailadres" not in page
    assert "1 nieuw, 0 veranderd, 1 niet ingelezen" in boss.get(HERE).content.decode()


def test_a_list_is_thrown_away(boss: Visitor) -> None:
    at = pasted(boss, RENEE)["Location"]

    assert boss.post(f"{at}weg/")["Location"] == HERE
    assert boss.get(at).status_code == 404


def test_the_example_can_be_read_in(boss: Visitor) -> None:
    example = b"".join(boss.get(f"{HERE}voorbeeld.csv").streaming_content)

    sent(boss, example)

    assert list(RosterLine.objects.values_list("outcome", flat=True)) == ["new", "new"]


@pytest.mark.parametrize("make", [a_person, a_guest])
def test_nobody_but_an_administrator_comes_here(visitor: Visitor, make: Any) -> None:
    roster = looked_at(an_administrator(), "a@w.example;An;;;;")
    visitor.visit(make())

    for path in ("", "voorbeeld.csv"):
        assert visitor.get(HERE + path).status_code == 403
    assert visitor.post(HERE).status_code == 403
    for path in (f"{roster.pk}/", f"{roster.pk}/verslag.csv", "999/"):
        assert visitor.get(HERE + path).status_code == 404
    for path in (f"{roster.pk}/doen/", f"{roster.pk}/weg/"):
        assert visitor.post(HERE + path).status_code == 404
    assert Roster.objects.get().begun_at is None


def test_wrong_methods_and_foreign_ids(boss: Visitor) -> None:
    at = pasted(boss, RENEE)["Location"]

    for act in ("doen/", "weg/"):
        assert boss.get(at + act).status_code == 405
        assert boss.post(f"{HERE}999999/{act}").status_code == 404
    assert boss.post(at).status_code == boss.post(f"{at}verslag.csv").status_code == 405
    assert boss.get(f"{HERE}999999/").status_code == 404


def test_the_number_of_questions_does_not_grow(
    boss: Visitor, django_assert_max_num_queries: Any
) -> None:
    at = pasted(boss, a_list(*(f"p{n}@w.example;P {n};;Afdeling {n};;" for n in range(60))))
    boss.get(at["Location"])

    with django_assert_max_num_queries(14):
        boss.get(at["Location"])


def test_who_is_called_like_a_page_has_an_account_beside_it(boss: Visitor) -> None:
    person = an_administrator()
    have_read(person, looked_at(person, "a@w.example;Inlezen;;;;"))

    called = User.objects.get(name="Inlezen")
    account = reverse("one_account", args=[called.handle])
    assert account not in {reverse(name) for name in ("read_in_people", "units", "invites")}
    assert "a@w.example" in boss.get(account).text
    assert "a@w.example" not in boss.get(HERE).text


def test_the_invitation_lets_them_choose_a_password_and_leaves_nobody_else(boss: Visitor) -> None:
    actor = User.objects.get(name="Baas")
    have_read(actor, looked_at(actor, "an@w.example;An Vos;;;;"), by_mail=True)
    about = Letter.objects.get().about

    letter = welcome_letter(about)

    assert letter is not None
    assert letter.to == ["an@w.example"]
    assert "Baas" in letter.from_email
    assert "/nieuw-wachtwoord/" in str(letter.body)
    User.objects.filter(name="An Vos").update(last_login=timezone.now())
    assert welcome_letter(about) is None
    User.objects.filter(name="An Vos").update(last_login=None, is_active=False)
    assert welcome_letter(about) is None
