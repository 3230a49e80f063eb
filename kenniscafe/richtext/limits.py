"""The one place that says what written text may hold and how much of it."""

from typing import Final

LONGEST_HTML: Final = 1 << 20  # characters
LONGEST_MARKDOWN: Final = 100_000  # characters
LONGEST_ADDRESS: Final = 2_000  # characters
MOST_MENTIONS: Final = 50  # distinct people one text may call
LONGEST_ALT: Final = 500  # characters; of a caption too
DEEPEST: Final = 24  # blocks within blocks; a list, quote or table that lies deeper is none
MOST_OPEN_MARKS: Final = 30  # inline elements open at once
MOST_CARRIED: Final = 200  # blocks an unclosed inline element may run on through

HANDLE: Final = r"[a-z0-9]+(?:[-_]+[a-z0-9]+)*"
LANGUAGE: Final = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"

# Tag → attributes. A picture is one of the product's own files; its `src` and size are never the writer's.
ALLOWED: Final[dict[str, set[str]]] = {
    "a": {"href"},
    "blockquote": {"cite", "lang"},
    "br": set(),
    "code": set(),
    "dd": set(),
    "dl": set(),
    "dt": set(),
    "em": set(),
    "figcaption": set(),
    "figure": set(),
    "h2": set(),
    "h3": set(),
    "hr": set(),
    "img": {"data-file", "src", "alt", "width", "height"},
    "li": set(),
    "ol": {"start"},
    "p": {"lang"},
    "pre": set(),
    "s": set(),
    "span": {"data-person", "lang"},
    "strong": set(),
    "sub": set(),
    "sup": set(),
    "table": set(),
    "tbody": set(),
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "thead": set(),
    "tr": set(),
    "ul": set(),
}
SCHEMES: Final = {"http", "https", "mailto"}
LINK_REL: Final = "noopener noreferrer nofollow ugc"

# What other editors write, and what we call it.
RENAMED: Final = {
    "b": "strong",
    "cite": "em",
    "del": "s",
    "dfn": "em",
    "h1": "h2",
    "h4": "h3",
    "h5": "h3",
    "h6": "h3",
    "i": "em",
    "kbd": "code",
    "menu": "ul",
    "samp": "code",
    "strike": "s",
    "tfoot": "tbody",
    "tt": "code",
    "var": "em",
}
MARKS: Final = {"a", "code", "em", "s", "span", "strong", "sub", "sup"}
HEADINGS: Final = {"h2", "h3"}
LEAVES: Final = HEADINGS | {"p"}
LISTS: Final = {"ul", "ol"}
NESTING: Final = LISTS | {"blockquote", "dl", "table"}
TABLE_PARTS: Final = {"table", "thead", "tbody", "tr", "td", "th"}
PICTURE_PARTS: Final = {"figure", "img", "figcaption"}
BLOCKS: Final = ALLOWED.keys() - MARKS - PICTURE_PARTS - {"br", "hr"}
# Blocks we do not keep, whose edges still part one paragraph from the next.
EDGES: Final = set(
    "address article aside body caption center details dialog dir div fieldset figcaption figure footer form"
    " header hgroup html legend main nav option search section summary".split()
)


class TextIsTooLong(ValueError):
    """More than the product stores in one piece; forms refuse it earlier and in words."""
