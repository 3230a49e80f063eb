"""Hypothesis strategies: what people, editors, importers and attackers hand in."""

from html import escape

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

# A busy machine is no fault in the text.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

PEOPLE = {"fenna-postma": 12, "noor": 7, "a": 1}
HANDLES = {person: handle for handle, person in PEOPLE.items()}

SIGNS = "\\`*_{}[]()#+-.!|<>~@:&;=\"'^$%/ \n\t\u00a0"
WORDS = (
    "a b klei 12 3. 4) é ß 日本 שלום مرحبا 😀 👩\u200d👩\u200d👧 🏴\U000e0067\U000e0062\U000e007f 1️⃣ @noor @a @niemand "
    "http://x.nl https://x.nl/a_(b)?c=d_e* &amp; &copy; &#42; <em> </em> <br> <sub> </b> ``` ~~~ html-kept *** --- ___ "
    "** __ ~~ ↪ ![x](/bestanden/7) ![ /bestanden/7 mailto:a@b.nl <https://x.nl> [x](y) [x](/y) [x]: \\ \u200d \u200b \u202e \ufe0f \x00 \u2028"
).split(" ")
STARTS = [
    '![x](/bestanden/7 "y")\n',
    "![](/bestanden/12)",
    "- ",
    "+ ",
    "1. ",
    "# ",
    "### ",
    "> ",
    "| a | b |\n",
    "|---|---|\n",
    "    ",
    "\n",
    "\n\n",
]
ADDRESSES = (
    "https://x.nl https://x.nl/a_(b)?q=1&copy=2&amp;x; /b/12#m_5 mailto:a@b.nl?subject=*x* http://é.nl/ü /*a*( "
    "http://x/) javascript:alert(1) //x.nl #"
).split(" ")

typed = st.lists(
    st.one_of(
        st.sampled_from(WORDS + STARTS), st.text(SIGNS, min_size=1, max_size=4), st.text(max_size=4)
    ),
    max_size=8,
).map("".join)
words = typed.map(lambda text: escape(text.encode("utf-8", "replace").decode()))


def _marked(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(["strong", "em", "s", "code", "sub", "sup", "b", "i", "u"])
    people = st.sampled_from(sorted(PEOPLE.items()))
    return st.one_of(
        st.builds("<{0}>{1}</{0}>".format, tags, inner),
        st.builds('<a href="{}">{}</a>'.format, st.sampled_from(ADDRESSES).map(escape), inner),
        st.builds('<span lang="{}">{}</span>'.format, st.sampled_from(["en", "nl-BE"]), inner),
        people.map(lambda one: f'<span class="mention" data-person="{one[1]}">@{one[0]}</span>'),
        st.just("<br>"),
        st.builds("{}{}".format, inner, inner),
    )


inline = st.recursive(words, _marked, max_leaves=8)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3).map("".join)
    item = st.one_of(inline, several, st.builds("{}{}".format, inline, several))
    items = st.lists(item.map("<li>{}</li>".format), min_size=1, max_size=3).map("".join)
    starts = st.sampled_from(["", ' start="3"', ' start="0"', ' start="999999999"'])
    quotes = st.sampled_from(["", ' cite="/b/1"', ' lang="en"', ' cite="https://x.nl/()"'])
    cell = st.one_of(inline, inline, item)
    row = st.lists(cell.map("<td>{}</td>".format), min_size=1, max_size=3).map("".join)
    rows = st.lists(row.map("<tr>{}</tr>".format), max_size=3).map("".join)
    heading = st.one_of(inline, st.just("")).map("<th>{}</th>".format)
    head = st.lists(heading, min_size=1, max_size=3).map("".join)
    return st.one_of(
        items.map("<ul>{}</ul>".format),
        st.builds("<ol{}>{}</ol>".format, starts, items),
        st.builds("<blockquote{}>{}</blockquote>".format, quotes, several),
        st.builds("<dl><dt>{}</dt><dd>{}</dd></dl>".format, inline, item),
        st.builds("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>".format, head, rows),
        st.builds("<table><tr>{}</tr><tr><td colspan=2>{}</td></tr></table>".format, head, item),
    )


pictures = st.builds(
    '<figure><img data-file="{}" src="{}" alt="{}" width="9">{}</figure>'.format,
    st.sampled_from(["7", "12", "999999999999999999"]),
    st.sampled_from(ADDRESSES).map(escape),
    words.map(lambda text: text.replace('"', "&quot;")),
    st.one_of(st.just(""), inline.map("<figcaption>{}</figcaption>".format)),
)
_leaf = st.one_of(
    inline,
    pictures,
    st.builds("{0}<img data-file=7 alt='x'>{1}".format, inline, inline),
    *(inline.map(f"<{tag}>{{}}</{tag}>".format) for tag in ("p", "h2", "h4", "div")),
    inline.map('<p lang="de">{}</p>'.format),
    words.map("<pre><code>{}</code></pre>".format),
    st.just("<hr>"),
)
documents = st.lists(st.recursive(_leaf, _nested, max_leaves=8), min_size=1, max_size=4).map(
    "".join
)

_TAGS = (
    "p div ul ol li table tr td th thead tbody tfoot caption b i em a span code pre br hr h1 h2 h6 blockquote dl dt dd "
    "script style svg math img x-y template textarea select option form input title !-- sub lang p/ b/"
).split()
broken = st.lists(
    st.one_of(
        st.sampled_from(_TAGS).map("<{}>".format),
        st.sampled_from(_TAGS).map("</{}>".format),
        st.sampled_from(
            [
                '<a href="http://x">',
                "<span class=mention data-person=7>",
                "<span lang=en>",
                "<td colspan=2",
                "<img data-file=7 alt=a>",
                "<figure>",
                "</figure>",
                "<figcaption>",
                "</figcaption>",
            ]
        ),
        words,
        typed,
    ),
    max_size=15,
).map("".join)
