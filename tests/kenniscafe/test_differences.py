"""What changed between two texts, by words; and one text with the changes of two people."""

import random
import re
import time

import pytest

from kenniscafe.richtext import (
    Labels,
    differences,
    from_markdown,
    line_differences,
    merge,
    merge_lines,
    sanitise,
)
from kenniscafe.richtext.aligning import Effort, aligned

LABELS = Labels(theirs="Van Marleen:", mine="Van jou:")
CLAY = "<p>Leg de klei in ruggen. Keer twee keer per week en meet voordat je rijdt.</p>"
FROST = CLAY.replace("twee", "drie").replace("rijdt.", "rijdt. Bij vorst wacht je.")
FENNA = CLAY.replace("rijdt.", "rijdt. Vraag Fenna om de proef.")
SHAPES = [
    "<p>Een <strong>vet</strong> woord en <em>nog</em> een.</p>",
    "<h2>Kop</h2><p>Tekst<br>met twee regels.</p><hr><pre><code>a &lt; b\n  c</code></pre>",
    "<ul><li>Een<ul><li>Binnen</li></ul></li><li>Twee</li></ul><ol><li>Drie</li></ol>",
    "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>",
    '<blockquote><p>Zei <span class="mention" data-person="3">@fenna</span> ooit.</p></blockquote>',
    '<p>Lees <a href="https://dijk.example/">dit</a> eens.</p><dl><dt>Dijk</dt><dd>Wal</dd></dl>',
]


def shown(before: str, after: str) -> str:
    return "".join(part.html for part in differences(before, after))


def without(html: str, mark: str, other: str) -> str:
    """The text as it is when what is marked so is left out."""
    kept = re.sub(f"<{mark}>.*?</{mark}>", "", html, flags=re.DOTALL)
    return sanitise(re.sub(f"</?{other}>", "", kept))


def test_the_words_that_changed_are_marked_and_no_others() -> None:
    assert shown(CLAY, FROST) == (
        "<p>Leg de klei in ruggen. Keer <del>twee</del><ins>drie</ins> keer per week "
        "en meet voordat je rijdt.<ins> Bij vorst wacht je.</ins></p>"
    )


def test_a_title_is_text_and_stays_so() -> None:
    assert (
        line_differences("Zware klei", "Zware klei & <b>")
        == "Zware klei<ins> &amp; &lt;b&gt;</ins>"
    )


def test_other_marks_are_a_change_and_a_place_among_neighbours_is_none() -> None:
    changed = shown("<p>Een twee drie</p>", "<p>Een <strong>twee</strong> drie</p>")
    assert changed == "<p>Een <del>twee</del><ins><strong>twee</strong></ins> drie</p>"
    mention = '<p><span class="mention" data-person="3">@fenna</span> weet het.</p>'
    assert shown(mention, f"<p>Dag.</p>{mention}") == f"<p><ins>Dag.</ins></p>{mention}"


@pytest.mark.parametrize("before", SHAPES)
@pytest.mark.parametrize("after", SHAPES)
def test_what_is_marked_leads_from_one_text_to_the_other(before: str, after: str) -> None:
    before, after = sanitise(before), sanitise(after)
    marked = shown(before, after)
    assert without(marked, "del", "ins") == after
    assert without(marked, "ins", "del") == before


def some_text(chance: random.Random, base: list[str]) -> list[str]:
    blocks = list(base)
    for _ in range(chance.randint(0, 4)):
        place = chance.randrange(len(blocks) + 1)
        match chance.choice(["in", "out", "word"]):
            case "in":
                blocks.insert(place, f"Nieuw{chance.randint(0, 99)} in deze tekst")
            case "out" if place < len(blocks):
                blocks.pop(place)
            case "word" if place < len(blocks):
                words = blocks[place].split()
                words.insert(chance.randrange(len(words) + 1), f"Nieuw{chance.randint(0, 99)}")
                blocks[place] = " ".join(words)
    return blocks


def as_html(blocks: list[str]) -> str:
    return "".join(f"<p>{block}</p>" for block in blocks)


@pytest.mark.parametrize("seed", range(300))
def test_marks_and_merges_hold_for_any_edits(seed: int) -> None:
    chance = random.Random(seed)
    begun = [f"Alinea {n} met wat woorden die er {chance.randint(0, 9)} zijn" for n in range(5)]
    base, mine, theirs = (
        as_html(begun),
        as_html(some_text(chance, begun)),
        as_html(some_text(chance, begun)),
    )
    marked = shown(base, mine)
    assert without(marked, "del", "ins") == mine
    assert without(marked, "ins", "del") == base
    assert merge(base, mine, base, labels=LABELS) == (mine, 0)
    assert merge(base, base, theirs, labels=LABELS) == (theirs, 0)
    both = merge(base, mine, theirs, labels=LABELS).html
    assert set(re.findall(r"Nieuw\d+", mine + theirs)) <= set(re.findall(r"Nieuw\d+", both))


@pytest.mark.parametrize("seed", range(200))
def test_two_rows_are_laid_side_by_side_whatever_they_hold(seed: int) -> None:
    chance = random.Random(seed)
    one, other = (chance.choices("abcd", k=chance.randint(0, 15)) for _ in range(2))
    left = right = 0
    for piece in aligned(one, other, Effort()):
        assert (piece.begin, piece.start) == (left, right)
        left, right = piece.end, piece.stop
        if piece.same:
            assert one[piece.begin : left] == other[piece.start : right]
    assert (left, right) == (len(one), len(other))


def test_the_changes_of_both_are_in_the_merged_text() -> None:
    both, clashes = merge(CLAY, FENNA, FROST, labels=LABELS)
    assert clashes == 0
    assert both == (
        "<p>Leg de klei in ruggen. Keer drie keer per week en meet voordat je rijdt. "
        "Bij vorst wacht je. Vraag Fenna om de proef.</p>"
    )


def test_where_both_changed_the_same_words_both_stand_there() -> None:
    mine, theirs = CLAY.replace("twee", "vier"), CLAY.replace("twee", "drie")
    both, clashes = merge(CLAY, mine, theirs, labels=LABELS)
    assert clashes == 1
    assert both == (
        f"<p><strong>Van Marleen:</strong></p>{theirs}<p><strong>Van jou:</strong></p>{mine}"
    )
    assert merge_lines("Zware klei", "Natte klei", "Lichte klei") == "Lichte klei / Natte klei"
    assert merge_lines("Klei", "Natte klei op", "Klei op de dijk") != ""


def test_what_one_took_out_and_the_other_changed_stays_and_is_said() -> None:
    base = f"{CLAY}<p>En dan nog dit hier.</p>"
    both = merge(base, "<p>En dan nog dit hier.</p>", base.replace("twee", "drie"), labels=LABELS)
    assert both.clashes == 1
    assert "Van Marleen:" in both.html
    assert "drie keer" in both.html


def test_lists_and_tables_are_merged_inside() -> None:
    base = sanitise(SHAPES[2] + SHAPES[3])
    both = merge(
        base, base.replace("Twee", "Twee stuks"), base.replace(">c<", ">c en e<"), labels=LABELS
    )
    assert both.clashes == 0
    assert "Twee stuks" in both.html
    assert "c en e" in both.html


LONG = random.Random(7)
WORDS = [f"woord{n}" for n in range(60)]


def paragraph(words: int) -> str:
    return f"<p>{' '.join(LONG.choices(WORDS, k=words))}</p>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (paragraph(13_000), paragraph(13_000)),
        ("".join(paragraph(20) for _ in range(600)), "".join(paragraph(20) for _ in range(600))),
        ("<p>a</p><p>b</p>" * 30_000, "<p>b</p><p>c</p>" * 30_000),
        ("<p>" + "a " * 50_000 + "</p>", "<p>" + "b a " * 25_000 + "</p>"),
        (from_markdown("- a\n" * 20_000, people={}), from_markdown("- b\n" * 20_000, people={})),
    ],
    ids=["one paragraph", "many", "very many", "one word", "a list"],
)
def test_no_text_holds_a_thread(before: str, after: str) -> None:
    began = time.perf_counter()
    assert shown(before, after)
    merge(before, after, paragraph(10), labels=LABELS)
    assert time.perf_counter() - began < 10
