import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenniscafe.richtext import (
    clean_line,
    excerpt,
    mentioned_people,
    plain_text,
    reading_minutes,
    sanitise,
)
from tests.kenniscafe.written_html import patient


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>a <b>b</b>c</p><p>d</p>", "a bc\nd"),
        ("<p>a<br>b</p><hr><p>c</p>", "a\nb\nc"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "a\nb\nc"),
        ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", "a b\nc d"),
        ("<pre>x\n\n  y</pre>", "x\ny"),
        ("<p>1 &lt; 2 &amp;amp; &nbsp;3 &copy;</p>", "1 < 2 &amp; 3 ©"),
        ('<p><span class="mention" data-person="1">@a</span>, kijk</p>', "@a, kijk"),
    ],
)
def test_text_is_what_a_reader_reads(html: str, text: str) -> None:
    assert plain_text(sanitise(html)) == text


def test_a_limit_cuts_on_a_word() -> None:
    html = "<p>De klei bij Wielsluis was zwaar.</p>"

    assert plain_text(html, limit=40) == "De klei bij Wielsluis was zwaar."
    assert plain_text(html, limit=13) == "De klei bij…"
    assert plain_text(html, limit=12) == "De klei bij…"
    assert plain_text("<p>Hottentottententententoonstelling</p>", limit=10) == "Hottentot…"
    assert plain_text("<p>een, twee, drie</p>", limit=10) == "een, twee…"


def test_no_emoji_is_cut_in_two() -> None:
    assert plain_text("<p>👩\u200d👩\u200d👧</p>", limit=4) == "…"
    assert plain_text("<p>xx👍🏽y</p>", limit=4) == "xx…"
    assert plain_text("<p>ae\u0301e\u0301e\u0301</p>", limit=5) == "ae\u0301…"


def test_an_excerpt_is_the_first_words_on_one_line() -> None:
    html = sanitise("<h2>Kop</h2><p>een twee, drie</p><p>vier</p>")

    assert excerpt(html) == "een twee, drie vier"
    assert excerpt(html, words=4) == "een twee, drie vier"
    assert excerpt(html, words=3) == "een twee, drie…"
    assert excerpt(sanitise("<h2>Kop</h2>")) == "Kop"
    assert len(excerpt(f"<p>{'x' * 10_000}</p>")) <= 800


def test_who_is_mentioned_is_read_from_the_marks_alone() -> None:
    mention = '<span class="mention" data-person="{}">@a</span>'

    assert mentioned_people(
        sanitise(mention.format(12) + mention.format(7) + mention.format(7))
    ) == {7, 12}
    assert (
        mentioned_people(sanitise("<p>" + mention.format(12).replace("<", "&lt;") + " @a</p>"))
        == set()
    )


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (290, 1), (310, 2), (2000, 10)])
def test_reading_takes_a_minute_for_two_hundred_words(words: int, minutes: int) -> None:
    assert reading_minutes(f"<p>{'woord ' * words}</p>") == minutes


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("  De \t klei\r\n bij\u2028Wielsluis ", "De klei bij Wielsluis"),
        ("Fe\u0301nna", "Fénna"),
        ("a\u202eb\u2067c\u200bd\ufeffe\x00f\x1bg\ud83d", "abcdefg"),
        ("No\u200eo\u00adr\u2800\u3164\u200d", "Noor"),
        ("👩\u200d👩\u200d👧 ❤️", "👩\u200d👩\u200d👧 ❤️"),
        ("<b>x</b> & y", "<b>x</b> & y"),
        ("\u200b \u2060", ""),
    ],
)
def test_a_line_is_one_tidy_line(typed: str, line: str) -> None:
    assert clean_line(typed, limit=100) == line


def test_a_line_is_no_longer_than_its_limit() -> None:
    assert clean_line("Wat de zware klei ons leerde", limit=16) == "Wat de zware…"
    assert clean_line("x" * 17, limit=16) == "x" * 15 + "…"
    assert clean_line(" " * 1000 + "x", limit=5) == "x"
    assert len(clean_line("a" + "\u0301\u0327" * 1_000, limit=10)) <= 10


@patient
@given(st.text(), st.integers(1, 40))
def test_a_clean_line_stays_as_it_is(text: str, limit: int) -> None:
    line = clean_line(text, limit=limit)

    assert len(line) <= limit
    assert clean_line(line, limit=limit) == line
