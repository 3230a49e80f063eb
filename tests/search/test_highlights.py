import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlights import LENGTH, Marker, opening
from search.query import parse


def marker(text: str) -> Marker:
    return Marker.of(parse(text))


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        ("dijk", "De dijken hier", "De <mark>dijken</mark> hier"),
        ("collega", "Mijn collega’s", "Mijn <mark>collega’s</mark>"),
        ("ideeen", "Ideeën", "<mark>Ideeën</mark>"),
        ('"zware klei"', "Zware natte klei", "<mark>Zware</mark> natte <mark>klei</mark>"),
        ("run", "Running dikes", "<mark>Running</mark> dikes"),
        ("-dijk klei", "dijk klei", "dijk <mark>klei</mark>"),
        ("tag:dijk", "dijk", "dijk"),
    ],
)
def test_the_words_that_were_asked_for_are_marked(asked: str, text: str, marked: str):
    assert marker(asked).whole(text) == marked


def test_everything_else_is_escaped():
    shown = marker("dijk").whole('<script>dijk</script> & "dijk"')
    assert shown == (
        "&lt;script&gt;<mark>dijk</mark>&lt;/script&gt; &amp; &quot;<mark>dijk</mark>&quot;"
    )


@given(st.text())
def test_no_text_brings_markup_of_its_own(text: str):
    shown = marker("dijk klei").whole(text + "<b>dijk")
    assert "<" not in shown.replace("<mark>", "").replace("</mark>", "")
    opening(text).encode()


def test_an_excerpt_starts_at_its_sentence():
    text = "Iets anders. " * 30 + "Daarna kwam de dijk ter sprake. En nog iets."
    shown = marker("dijk").excerpt(text)
    assert shown is not None
    assert shown.startswith("Daarna kwam de <mark>dijk</mark> ter sprake.")


def test_an_excerpt_out_of_a_long_sentence_says_that_it_is_cut():
    shown = marker("dijk").excerpt("klei " * 100 + "dijk " + "klei " * 100)
    assert shown is not None
    assert shown.startswith("…klei")
    assert shown.endswith("klei…")
    assert "<mark>dijk</mark>" in shown
    assert len(shown) < LENGTH + 40


def test_an_excerpt_stays_within_its_paragraph():
    assert marker("dijk").excerpt("Voorop\nDe dijk.\nNog iets") == "De <mark>dijk</mark>."


def test_a_text_without_the_words_has_no_excerpt():
    assert marker("dijk").excerpt("klei") is None
