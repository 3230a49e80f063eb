"""Whatever is thrown at it: linear time, no recursion error, nothing grows beyond measure."""

import gc
import time
from collections.abc import Callable

import pytest

from kenniscafe.richtext import (
    clean_line,
    from_markdown,
    mentioned_handles,
    plain_text,
    sanitise,
    to_markdown,
)

PEOPLE = {"a": 1}


def seconds(work: Callable[[str], object], text: str, times: int = 1) -> float:
    gc.disable()
    taken = []
    for _ in range(times):
        begin = time.process_time()
        work(text)
        taken.append(time.process_time() - begin)
    gc.enable()
    return min(taken)


def assert_linear(work: Callable[[str], object], piece: str, size: int) -> None:
    """A busy machine may spoil one measurement, not five."""
    once = (piece * size)[:size]
    for times in (1, 2, 3, 4, 5):
        short, long = seconds(work, once, times), seconds(work, once + once, times)
        # Below a hundredth of a second a clock measures the machine.
        if long <= max(2.5 * short, 0.01):
            return
    pytest.fail(f"{piece!r}: {short:.3f} s, twice as much {long:.3f} s")


def read(text: str) -> str:
    return from_markdown(text, people=PEOPLE)


HTML_BOMBS = [
    "<b>", "</b>", "<b></i>", "<p>", "</p>", "<div>", "<ul><li>", "<blockquote>", "<table><tr><td>", "<td>", "<dl><dt>",
    "<a <a ", "<a href='", "<!--", "<script>", "<svg><style>", "<pre>", "&", "&amp;", "&#9", "<", ">", '"', "<br>", " <br>",
    "<x> ", "<b>&nbsp;</b>&nbsp;", "<b><p>x", "<b c=1><b c=2>", "<em>a</em> ", "é\u200d", "\u202e", "\x00", "<h2>x<p>",
    '<span class="mention" data-person="1">@a</span>', f"<a href=https://x.nl/{'y' * 900}><p>x<p>x<p>x",
]  # fmt: skip
MARKDOWN_BOMBS = [
    "[", "![", "](", "[a](", "[[a]](", "[a](<", "*", "**a ", "*a_", "*a**b", "_a ", "`", "`a``", "~~a", "@", "@a", "@a-",
    "<", "<em>", "</em>", "<em><sub>", "<a@", "http://", "http://a@b", "https://x)", "(", ")", "&", "&#", "\\", "|", "|\n",
    "a|b\n-|-\n", "- ", "- a\n", "> ", ">", "1. ", "# ", "\n", "  \n", "\t", "```\n", "```html-kept\n<b>", "***", "a\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", HTML_BOMBS)
def test_twice_the_html_takes_at_most_two_and_a_half_times_as_long(piece: str) -> None:
    assert_linear(sanitise, piece, 20_000)


@pytest.mark.parametrize("piece", MARKDOWN_BOMBS)
def test_twice_the_markdown_takes_at_most_two_and_a_half_times_as_long(piece: str) -> None:
    # Rules look at most 2,000 characters ahead: a shorter text would measure how that look grows.
    assert_linear(read, piece, 12_000)


@pytest.mark.parametrize(
    "work", [plain_text, mentioned_handles, lambda text: clean_line(text, limit=200)]
)
@pytest.mark.parametrize("piece", ["<", "<p>", "a ", "&", "@a ", " ", "\u0301\u0327"])
def test_reading_is_linear_too(work: Callable[[str], object], piece: str) -> None:
    assert_linear(work, piece, 40_000)


def test_a_megabyte_of_ordinary_text_is_cleaned_in_seconds() -> None:
    paragraph = "<p>De klei bij <strong>Wielsluis</strong> is zwaarder dan we dachten, zie <em>vak 12</em>.</p>"
    text = paragraph * (1_000_000 // len(paragraph))

    begin = time.process_time()

    assert sanitise(text) == text
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    "nested",
    "b p div blockquote ul ul,li ol dl,dd table,tr,td table,td span x".split(),
)
def test_a_thousand_deep_is_no_deeper_than_a_page_can_show(nested: str) -> None:
    tags = nested.split(",")
    starts, ends = "".join(f"<{tag}>" for tag in tags), "".join(f"</{tag}>" for tag in tags[::-1])
    html = sanitise(starts * 1000 + "diep" + ends * 1000 + "<p>daarna</p>")

    depths = [0]
    for piece in html.split("<")[1:]:
        depths.append(depths[-1] + (-1 if piece.startswith("/") else 1))
    assert max(depths) <= 32
    assert plain_text(html) == "diep\ndaarna"
    assert sanitise(html) == html
    assert from_markdown(to_markdown(html, handles={}), people={}) == html


def test_a_link_that_is_never_closed_does_not_multiply() -> None:
    html = sanitise(f'<a href="https://x.nl/{"y" * 1500}">' + "<p>x" * 20_000)

    assert len(html) < 600_000
