import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenniscafe.richtext import TextIsTooLong, from_plain, resolve_mentions, same, sanitise
from tests.kenniscafe.written_html import broken, documents, patient, typed

MENTION = '<span class="mention" data-person="12">@fenna-postma</span>'
REL = 'rel="noopener noreferrer nofollow ugc"'


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("", ""),
        ("los", "<p>los</p>"),
        ("<p>een<p>twee", "<p>een</p><p>twee</p>"),
        ("een<div>twee</div>drie", "<p>een</p><p>twee</p><p>drie</p>"),
        ("<h2><p>A</p><div>B</div></h2>", "<h2>A B</h2>"),
        ("<h1>A</h1><h4>B</h4>", "<h2>A</h2><h3>B</h3>"),
        (
            "<b>v</b><i>s</i><strike>w</strike><kbd>k</kbd>",
            "<p><strong>v</strong><em>s</em><s>w</s><code>k</code></p>",
        ),
        ("<b>1<i>2</b>3</i>", "<p><strong>1<em>2</em></strong><em>3</em></p>"),
        ("<b><p>een</p><p>twee</p></b>", "<p><strong>een</strong></p><p><strong>twee</strong></p>"),
        ("<em>a</em><em>b</em>", "<p><em>ab</em></p>"),
        ("a <b> b </b>c", "<p>a <strong>b</strong> c</p>"),
        ("<p> a \n\t b </p>", "<p>a b</p>"),
        ("<p>a<br><br>b<br></p>", "<p>a</p><p>b</p>"),
        ("<p></p><p>&nbsp;</p><ul></ul><blockquote><p></p></blockquote><b></b>", ""),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<li>los", "<ul><li>los</li></ul>"),
        ("<ul><li><p>a</p></li></ul>", "<ul><li>a</li></ul>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        (
            "<ol start=5><li>a</ol><ol start=1><li>b</ol>",
            '<ol start="5"><li>a</li></ol><ol><li>b</li></ol>',
        ),
        ("<blockquote cite=/b/1>a", '<blockquote cite="/b/1"><p>a</p></blockquote>'),
        ("<pre>\n  x &lt; 1\n\n y\n</pre>", "<pre><code>  x &lt; 1\n\n y</code></pre>"),
        ("<pre><div>a</div><div>b</div></pre>", "<pre><code>a\n\nb</code></pre>"),
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>"),
        ("x<sub>2</sub><sup>3</sup>", "<p>x<sub>2</sub><sup>3</sup></p>"),
        ('<p lang="en">a <span lang="de">b</span>', '<p lang="en">a <span lang="de">b</span></p>'),
        ('<p lang="x y" class=z id=q>a', "<p>a</p>"),
        ("a<hr>b", "<p>a</p><hr><p>b</p>"),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("a<script>b</script>c<style>d</style>", "<p>ac</p>"),
        ("<font color=red>a</font><u>b</u><x-y>c</x-y>", "<p>abc</p>"),
        ('<b style="font-weight:normal;"><p>doc</p></b>', "<p>doc</p>"),
        ("<p class=MsoNormal><b>a<o:p></o:p></b></p>", "<p><strong>a</strong></p>"),
        (
            '<img src="https://x.nl/a.png" alt="De kaart">',
            f'<p><a href="https://x.nl/a.png" {REL}>De kaart</a></p>',
        ),
        ('<img src="/a.png" alt="">', ""),
    ],
)
def test_what_comes_in_is_stored_in_its_one_form(written: str, stored: str) -> None:
    assert sanitise(written) == stored


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        (
            "<table><tr><th>a<th>b<tr><td>1<td>2</table>",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
        (
            "<table><tr><th><th>b<tr><th><td>2</table>",
            "<table><thead><tr><td></td><th>b</th></tr></thead><tbody><tr><td></td><td>2</td></tr></tbody></table>",
        ),
        (
            "<table><tr><td colspan=2 rowspan=x align=right>1</table>",
            '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
        ),
        (
            "<table><tr><td><ul><li>a</ul>b</table>",
            "<table><tbody><tr><td><ul><li>a</li></ul><p>b</p></td></tr></tbody></table>",
        ),
        ("<table><tr><td></table>", ""),
        ("<tr><td>los</td></tr>", "<p>los</p>"),
    ],
)
def test_a_table_has_rows_of_cells(written: str, stored: str) -> None:
    assert sanitise(written) == stored


@pytest.mark.parametrize(
    "address", ["https://x.nl/a?b=1&c=2#d", "http://x.nl", "mailto:a@b.nl", "/b/12"]
)
def test_a_link_leads_somewhere_and_lends_no_weight(address: str) -> None:
    escaped = address.replace("&", "&amp;")

    assert sanitise(f'<a href="{address}">x</a>') == f'<p><a href="{escaped}" {REL}>x</a></p>'


def test_a_link_around_blocks_stays_a_link_in_each() -> None:
    link = f'<a href="https://x.nl" {REL}>'

    assert (
        sanitise('<a href="https://x.nl"><h3>a</h3>b</a>')
        == f"<h3>{link}a</a></h3><p>{link}b</a></p>"
    )


def test_what_is_no_address_to_a_browser_is_no_link() -> None:
    assert sanitise('<a href="http://1.2.3.999/">x</a>') == "<p>x</p>"
    assert sanitise('<a href="https://xn--a.nl/">x</a>') == "<p>x</p>"
    assert sanitise('<a href="https://xn--0hb.nl/">x</a>') == "<p>x</p>"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        (MENTION, MENTION),
        (MENTION + MENTION, MENTION + MENTION),
        (MENTION.replace("@fenna", "<b>@fen</b>na"), MENTION),
        (MENTION.replace("@fenna-postma", " @Fenna-Postma "), MENTION),
        (MENTION.replace("@fenna-postma", "Fenna Postma"), "Fenna Postma"),
        (MENTION.replace("@fenna-postma", "@a@b"), "@a@b"),
        (MENTION.replace("12", "012"), "@fenna-postma"),
        (MENTION.replace("12", "-1"), "@fenna-postma"),
        (MENTION.replace('"mention"', '"mention x"'), "@fenna-postma"),
        (f"<code>{MENTION}</code>", "<code>@fenna-postma</code>"),
        (f"<strong>{MENTION}</strong>", f"<strong>{MENTION}</strong>"),
    ],
)
def test_a_mention_is_one_person_with_one_handle(written: str, stored: str) -> None:
    assert sanitise(written) == f"<p>{stored}</p>"


def test_nobody_is_mentioned_in_a_link() -> None:
    assert sanitise(f'<a href="/x">{MENTION}</a>') == f'<p><a href="/x" {REL}>@fenna-postma</a></p>'


def test_mentions_get_the_handle_of_today_and_strangers_become_text() -> None:
    html = sanitise(f'{MENTION} en <span class="mention" data-person="13">@noor</span>')

    assert resolve_mentions(html, handles={12: "fenna"}) == (
        '<p><span class="mention" data-person="12">@fenna</span> en @noor</p>'
    )


def test_nothing_hides_or_turns_around() -> None:
    assert (
        sanitise("a\u202eb\u2066c\u200bd\ufeffe\x00f\x9fg\ud800h&#x202e;i\ufdd0j")
        == "<p>abcdefghij</p>"
    )
    assert sanitise("<p>a\u2028b\x0bc") == "<p>a b c</p>"


def test_a_number_without_end_is_no_character() -> None:
    assert sanitise("a&#" + "9" * 5000 + ";b&#x" + "f" * 5000 + ";") == "<p>a\ufffdb\ufffd</p>"


@pytest.mark.parametrize(
    "kept",
    [
        "👩\u200d👩\u200d👧",
        "❤️\u200d🔥",
        "🏴\U000e0067\U000e0062\U000e007f",
        "1️⃣",
        "می\u200cخواهم",
        "א\u200f!",
    ],
)
def test_what_emoji_and_scripts_are_made_of_stays(kept: str) -> None:
    assert sanitise(f"x {kept} y") == f"<p>x {kept} y</p>"


@pytest.mark.parametrize(
    "hidden",
    ["a\u200d", "a\ufe0f\ufe0f\ufe0e", "😀\u200d\u200d\u200c\u200d", "\ufe0f", "x\U000e0041"],
)
def test_no_message_hides_in_signs_without_weight(hidden: str) -> None:
    assert len(sanitise(hidden)) - len("<p></p>") <= 2


@patient
@given(st.one_of(documents, broken, typed))
def test_sanitising_again_changes_nothing(html: str) -> None:
    once = sanitise(html)

    assert sanitise(once) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a b</p>", "<p>\n a\n b </p>\n"),
        ("<ul><li>a</li></ul>", "<ul>\n<li><p>a</p></li>\n</ul>"),
        ("<p><b>a</b> b</p>", "<p><strong>a </strong>b</p><p></p>"),
    ],
)
def test_texts_that_read_the_same_are_the_same(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a b</p>", "<p>ab</p>"),
        ("<p>a</p><p>b</p>", "<p>a<br>b</p>"),
        ("<p>a</p>", "<p><em>a</em></p>"),
        ("<pre>a\n b</pre>", "<pre>a\nb</pre>"),
        ("<ul><li>a</li></ul>", "<ol><li>a</li></ol>"),
        (MENTION, "@fenna-postma"),
    ],
)
def test_texts_that_read_differently_are_not(one: str, other: str) -> None:
    assert not same(one, other)


def test_plain_text_means_nothing_but_itself() -> None:
    assert from_plain("# <b>a</b> & *b*\r\nc\n\nd @noor") == (
        "<p># &lt;b&gt;a&lt;/b&gt; &amp; *b*<br>c</p><p>d @noor</p>"
    )


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(TextIsTooLong):
        sanitise("x" * (1 << 20) + "x")
    with pytest.raises(TextIsTooLong):
        sanitise("<" * (1 << 19))
