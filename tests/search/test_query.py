import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import LONGEST, MOST_WORDS, Atom, Clause, Narrowing, Need, Query, parse


def wanted(*texts: str) -> tuple[Clause, ...]:
    return tuple(Clause((Atom(text),)) for text in texts)


def test_words_are_wanted():
    assert parse("zware klei").clauses == wanted("zware", "klei")


@pytest.mark.parametrize("text", ['"zware klei"', "“zware klei”", "„zware klei”", '"zware klei'])
def test_a_phrase_is_required(text: str):
    assert parse(text).clauses == (Clause((Atom("zware klei", True),), Need.REQUIRED),)


def test_and_makes_both_sides_required():
    needs = [clause.need for clause in parse("klei AND dijk sloot").clauses]
    assert needs == [Need.REQUIRED, Need.REQUIRED, Need.WANTED]


def test_or_joins_its_sides():
    assert parse("klei OR veen dijk").clauses == (
        Clause((Atom("klei"), Atom("veen"))),
        *wanted("dijk"),
    )


@pytest.mark.parametrize("text", ["-klei", "NOT klei"])
def test_a_word_can_be_left_out(text: str):
    assert parse(text).excluded == (Atom("klei"),)


@pytest.mark.parametrize(
    ("text", "narrowing"),
    [
        ("tag:piping", Narrowing("tag", "piping")),
        ("door:marleen", Narrowing("by", "marleen")),
        ("By:marleen", Narrowing("by", "marleen")),
        ('in:"Groen & Blauw"', Narrowing("in", "Groen & Blauw")),
        ("-tag:piping", Narrowing("tag", "piping", True)),
    ],
)
def test_a_prefix_narrows(text: str, narrowing: Narrowing):
    assert parse(text) == Query(narrowings=(narrowing,))


def test_joining_words_are_left_out_beside_others():
    assert parse("de stand van de dijk").clauses == wanted("stand", "dijk")


def test_joining_words_alone_are_kept():
    assert parse("hoe dan ook").clauses == wanted("hoe", "dan", "ook")


def test_joining_words_within_a_phrase_are_kept():
    assert parse('"op de dijk"').clauses[0].alternatives == (Atom("op de dijk", True),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        '"',
        '""',
        "-",
        "--",
        "AND",
        "OR OR",
        "NOT",
        "tag:",
        ":",
        "()",
        "\x00\x01",
        "- -",
        "…",
        "💧",
    ],
)
def test_signs_alone_are_no_question(text: str):
    assert not parse(text).atoms or parse(text).atoms == (Atom("tag:"),)


@pytest.mark.parametrize("text", ["AND klei", "klei AND", "OR klei", "klei OR", "klei NOT"])
def test_an_operator_with_nothing_beside_it_is_ignored(text: str):
    assert parse(text).atoms == (Atom("klei"),)


def test_what_is_too_long_is_cut_and_said():
    assert parse("klei " * 100).was_cut
    assert len(parse("a b " * 90).atoms) <= MOST_WORDS
    assert not parse("klei").was_cut


@given(st.text())
def test_any_text_is_a_question(text: str):
    parse(text)


@given(st.lists(st.sampled_from(['"', "-", "AND", "OR", "NOT", "tag:", "x", " ", ":", "(", "in:"])))
def test_any_heap_of_signs_is_a_question(signs: list[str]):
    question = parse("".join(signs))
    assert len(question.atoms) + len(question.narrowings) <= MOST_WORDS


@pytest.mark.parametrize(
    "piece", ['"', '"a', "-", "a OR ", "tag:", 'tag:"', "- ", "\ud800", "\x00"]
)
def test_a_megabyte_takes_no_longer_than_its_beginning(piece: str):
    text = piece * (1_000_000 // len(piece))
    began = time.process_time()
    parse(text)
    assert time.process_time() - began < 0.1
    assert parse(text).atoms == parse(text[:LONGEST]).atoms
