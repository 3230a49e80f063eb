import pytest

from kenniscafe.richtext import (
    LONGEST_MARKDOWN,
    TextIsTooLong,
    from_markdown,
    mentioned_handles,
    mentioned_people,
    plain_text,
    sanitise,
    to_markdown,
)
from tests.kenniscafe.written_html import HANDLES, PEOPLE

REL = ' rel="noopener noreferrer nofollow ugc"'


def mention(person: int, handle: str) -> str:
    return f'<span class="mention" data-person="{person}">@{handle}</span>'


FENNA = mention(12, "fenna-postma")


def read(text: str) -> str:
    return from_markdown(text, people=PEOPLE).replace(REL, "")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Hallo\ncollega's\n\nGroet", "<p>Hallo<br>collega's</p><p>Groet</p>"),
        (
            "# Een\n## Twee\n### Drie\n#### Vier",
            "<h2>Een</h2><h2>Twee</h2><h3>Drie</h3><h3>Vier</h3>",
        ),
        (
            "**vet** _schuin_ *ook* ~~weg~~ `x < 1`",
            "<p><strong>vet</strong> <em>schuin</em> <em>ook</em> <s>weg</s> <code>x &lt; 1</code></p>",
        ),
        ("- een\n- twee\n  1. drie", "<ul><li>een</li><li>twee<ol><li>drie</li></ol></li></ul>"),
        ("7. zeven\n8. acht", '<ol start="7"><li>zeven</li><li>acht</li></ol>'),
        (
            "> een\n> > twee",
            "<blockquote><p>een</p><blockquote><p>twee</p></blockquote></blockquote>",
        ),
        ("> [↪](/b/12#3)\n>\n> een", '<blockquote cite="/b/12#3"><p>een</p></blockquote>'),
        ("> [↪](/b/12)", '<blockquote><p><a href="/b/12">↪</a></p></blockquote>'),
        ("```py\nx = 1\n\n  y\n```", "<pre><code>x = 1\n\n  y</code></pre>"),
        ("|a\n---", "<p>|a</p><hr>"),
        ("a\n---\nb", "<p>a</p><hr><p>b</p>"),
        (
            "| a | b |\n|---|:-:|\n| 1 | x\\|y |\n| 2 |",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>x|y</td></tr><tr><td>2</td></tr></tbody></table>",
        ),
        (
            "| a |\n|---|\n| 1 | 2 |\ntekst",
            "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table><p>tekst</p>",
        ),
        ("H<sub>2</sub>O en <em>x", "<p>H<sub>2</sub>O en &lt;em&gt;x</p>"),
        ("    vier spaties", "<p>vier spaties</p>"),
        (
            "2 * 3 * 4 en snake_case_naam en 3 < 4 & 5",
            "<p>2 * 3 * 4 en snake_case_naam en 3 &lt; 4 &amp; 5</p>",
        ),
        ("1\\. geen lijst \\*geen nadruk\\*", "<p>1. geen lijst *geen nadruk*</p>"),
        ("[x]: https://x.nl\n[x]", '<p>[x]: <a href="https://x.nl">https://x.nl</a><br>[x]</p>'),
        ("![kaart](https://x.nl/k.png)", '<p>!<a href="https://x.nl/k.png">kaart</a></p>'),
        (
            "<b>x</b> <script>y</script>",
            "<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;y&lt;/script&gt;</p>",
        ),
        ("&euro; 5 &copy;", "<p>€ 5 ©</p>"),
    ],
)
def test_what_is_typed_means_what_it_looks_like(typed: str, stored: str) -> None:
    assert read(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("[x](https://x.nl/a_b)", '<a href="https://x.nl/a_b">x</a>'),
        ("[x](</b/1 2>)", '<a href="/b/1%202">x</a>'),
        ("[**x** [y]](https://x.nl)", '<a href="https://x.nl"><strong>x</strong> [y]</a>'),
        ("[x](www.x.nl)", '<a href="https://www.x.nl">x</a>'),
        ("<https://x.nl/é>", '<a href="https://x.nl/%C3%A9">https://x.nl/é</a>'),
        (
            "zie https://x.nl/a_(b)_c.",
            'zie <a href="https://x.nl/a_(b)_c">https://x.nl/a_(b)_c</a>.',
        ),
        (
            "(HTTPS://X.nl/a, http://y.nl)",
            '(<a href="https://x.nl/a">HTTPS://X.nl/a</a>, <a href="http://y.nl">http://y.nl</a>)',
        ),
        ("`https://x.nl` xhttp://x.nl", "<code>https://x.nl</code> xhttp://x.nl"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[https://y.nl](https://x.nl)", '<a href="https://x.nl">https://y.nl</a>'),
    ],
)
def test_addresses_become_links(typed: str, stored: str) -> None:
    assert read(typed) == f"<p>{stored}</p>"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("@fenna-postma, kijk", f"{FENNA}, kijk"),
        ("(@Fenna-Postma)", f"({FENNA})"),
        ("**@fenna-postma**", f"<strong>{FENNA}</strong>"),
        ("@fenna-postma.", f"{FENNA}."),
        ("@fenna-postmas @fenna @niemand", "@fenna-postmas @fenna @niemand"),
        ("\\@fenna-postma", "@fenna-postma"),
        ("post@fenna-postma x/@fenna-postma", "post@fenna-postma x/@fenna-postma"),
        ("`@fenna-postma`", "<code>@fenna-postma</code>"),
        ("[@fenna-postma](/x)", '<a href="/x">@fenna-postma</a>'),
    ],
)
def test_a_handle_calls_its_person(typed: str, stored: str) -> None:
    assert read(typed) == f"<p>{stored}</p>"


def test_the_handles_to_look_up_are_named_first_and_not_without_end() -> None:
    assert mentioned_handles("@Noor en @noor, `@a-b` \\@c a@d.nl") == {"noor", "a-b"}
    assert len(mentioned_handles(" ".join(f"@p{number}" for number in range(10_000)))) == 50


@pytest.mark.parametrize(
    "forged",
    [
        f"```html-kept\n{mention(99, 'niemand')}\n```",
        f"```html-kept\n{mention(99, 'noor')}\n```",
        mention(99, "noor"),
        mention(99, "niemand"),
    ],
)
def test_nobody_is_mentioned_whom_the_writer_may_not_call(forged: str) -> None:
    assert 99 not in mentioned_people(from_markdown(forged, people=PEOPLE))


def test_a_mention_shows_the_handle_of_whom_it_calls() -> None:
    assert (
        read(f"```html-kept\n{mention(7, 'fenna-postma')}\n```") == f"<p>{mention(7, 'noor')}</p>"
    )


def test_the_form_shows_a_person_by_the_handle_of_today() -> None:
    html = sanitise(f"<p>Dag {FENNA} en {mention(99, 'weg')}</p>")

    assert to_markdown(html, handles={12: "fenna"}) == "Dag @fenna en \\@weg"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("<p>a<br>b</p><p>c</p>", "a\nb\n\nc"),
        ("<h2>a</h2><h3>b</h3>", "## a\n\n### b"),
        (
            "<p><strong>a</strong> <em>b</em> <s>c</s> <code>d`e</code></p>",
            "**a** _b_ ~~c~~ ``d`e``",
        ),
        ("<p>a<em>b</em>c <strong>“d”</strong></p>", "a*b*c **“d”**"),
        ("<p>x<sub>2</sub> <span lang='en'>y</span></p>", 'x<sub>2</sub> <span lang="en">y</span>'),
        (
            "<p><a href='https://x.nl'>https://x.nl</a> <a href='/b'>b</a></p>",
            "https://x.nl [b](/b)",
        ),
        ("<ul><li>a<ul><li>b</li></ul></li></ul><ul><li>c</li></ul>", "- a\n  - b\n\n* c"),
        ("<ol start=9><li>a</li><li><p>b</p><p>c</p></li></ol>", "9. a\n10. b\n\n    c"),
        ("<blockquote cite='/b/1'><p>a</p></blockquote>", "> [↪](/b/1)\n>\n> a"),
        ("<pre>a\n```\nb</pre>", "````\na\n```\nb\n````"),
        ("<table><tr><th>a<th>b<tr><td>1|2<td></table>", "| a | b |\n| --- | --- |\n| 1\\|2 |  |"),
        ("<table><tr><th><th>b<tr><td>1<td></table>", "|  | b |\n| --- | --- |\n| 1 |  |"),
        ("<p>1. a<br>- b<br># c<br>&gt; d</p>", "1\\. a\n\\- b\n\\# c\n\\> d"),
        (
            "<p>2 * 3, a_b, _x_, [y], 5 &lt; 6, &lt;b&gt;, http://x.nl</p>",
            "2 * 3, a_b, \\_x\\_, \\[y\\], 5 < 6, \\<b>, http\\://x.nl",
        ),
        (
            "<p>Jan-Willem (48) zei: “ja!” #1 50% a+b=c; d|e ~ f</p>",
            "Jan-Willem (48) zei: “ja!” #1 50% a+b=c; d|e ~ f",
        ),
    ],
)
def test_the_form_shows_markdown_that_reads_well(stored: str, shown: str) -> None:
    assert to_markdown(sanitise(stored), handles=HANDLES) == shown


def test_one_odd_sentence_is_written_carefully_and_the_rest_as_ever() -> None:
    html = sanitise(f"<p>a <em>b</em></p><p>{mention(7, 'noor')}s <em>jas</em></p>")

    shown = to_markdown(html, handles=HANDLES)

    assert shown == ('a _b_\n\n<span class="mention" data-person="7">\\@noor</span>s <em>jas</em>')
    assert from_markdown(shown, people=PEOPLE) == html


def test_what_is_kept_cannot_break_out_of_its_place() -> None:
    typed = "- a\n\n  ```html-kept\n  </li></ul></div><dl><dt>b\n  ```\n- c"

    assert read(typed) == "<ul><li>a<dl><dt>b</dt></dl></li><li>c</li></ul>"


def test_what_markdown_cannot_say_stays_where_it_was() -> None:
    html = sanitise("<p>a</p><dl><dt>b</dt><dd>c</dd></dl><ul><li>d<p lang=en>e</p></li></ul>")

    shown = to_markdown(html, handles={})

    assert shown == (
        "a\n\n```html-kept\n<dl>\n<dt>b</dt>\n<dd>c</dd>\n</dl>\n```\n\n"
        '- d\n\n  ```html-kept\n  <p lang="en">e</p>\n  ```'
    )
    assert from_markdown(shown.replace("a\n", "nieuw\n", 1), people={}) == html.replace(
        "a", "nieuw", 1
    )


@pytest.mark.parametrize(
    "deep",
    [
        "> " * 1000 + "diep",
        "- " * 1000 + "diep",
        "".join("  " * n + "- diep\n" for n in range(200)),
    ],
)
def test_what_is_nested_too_deep_is_still_there(deep: str) -> None:
    assert plain_text(from_markdown(deep, people={})).count("diep") == deep.count("diep")


def test_more_than_a_form_holds_is_refused() -> None:
    with pytest.raises(TextIsTooLong):
        from_markdown("a" * (LONGEST_MARKDOWN + 1), people={})
