import pytest

from kenniscafe.language import language_of

DUTCH = "De klei brak als een droge koek, en dat zag je niet in het rapport."
ENGLISH = "The clay broke like a dry biscuit, and you could not see that in the report."


@pytest.mark.parametrize("default", ["nl", "en"])
def test_a_clear_sentence_is_in_its_own_language_whatever_the_default(default: str) -> None:
    assert language_of(DUTCH, default) == "nl"
    assert language_of(ENGLISH, default) == "en"


@pytest.mark.parametrize(
    "text",
    ["", "Top", "OK", "👍", "Wielsluis, 12.40", "https://example.org/the/way", "¯\\_(ツ)_/¯"],
)
@pytest.mark.parametrize("default", ["nl", "en"])
def test_what_tells_nothing_is_in_the_default(text: str, default: str) -> None:
    assert language_of(text, default) == default


def test_an_english_quotation_does_not_make_a_dutch_text_english() -> None:
    text = f"Zij schreef: ‘{ENGLISH}’ Ik denk dat het bij ons niet anders is, en dat we er nu iets aan kunnen doen."

    assert language_of(text, "nl") == "nl"


def test_a_term_of_the_trade_does_not_make_a_text_english() -> None:
    assert language_of("De proof of concept van the cloud staat klaar voor de test", "nl") == "nl"


def test_an_unknown_default_counts_as_dutch() -> None:
    assert language_of("Top", "fy") == "nl"


def test_a_megabyte_is_read_in_no_time() -> None:
    assert language_of("het " * 250_000, "en") == "nl"
