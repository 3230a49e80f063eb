"""The plain form's text becomes HTML: a small Markdown in which a line end breaks the line and nothing is executable.

Left out on purpose: raw HTML, pictures from elsewhere, reference links, underlined headings and code by indentation. A fence named
`html-kept` holds what Markdown cannot say; anybody may type one, so it is sanitised like everything else.
"""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import islice
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from .characters import visible
from .limits import LONGEST_MARKDOWN, MOST_MENTIONS, TextIsTooLong
from .markdown_blocks import CITE, KEPT
from .markdown_picture import picture
from .markdown_rules import MENTION, bare_address, kept_tag, link, mention
from .markdown_table import table
from .pictures import with_known_pictures
from .sanitising import from_plain, parsed, resolve, written
from .tidying import tidied
from .tree import Block, Run, html_of

_LEFT_OUT: Final = "code html_block html_inline image lheading linkify reference".split()
_DEEPEST: Final = 100  # Markdown-it leaves out what lies deeper, so we do not let it


def from_markdown(text: str, *, people: Mapping[str, int], pictures: bool = False) -> str:
    """Sanitised HTML of what was typed; `people` maps lower-case handles to ids, other handles stay text.

    Where a text has no `pictures`, what they said stays. `TextIsTooLong` over `LONGEST_MARKDOWN` characters.
    """
    if len(text) > LONGEST_MARKDOWN:
        raise TextIsTooLong(len(text))
    root = read_markdown(text, people)
    if not pictures:
        with_known_pictures(root, {})
        root = tidied(root)
    return written(root)


def mentioned_handles(text: str) -> set[str]:
    """The first 50 distinct handles that may be mentions, in lower case, to look up for `from_markdown`."""
    handles = dict.fromkeys(match[1].lower() for match in MENTION.finditer(text))
    return set(islice(handles, MOST_MENTIONS))


def read_markdown(text: str, people: Mapping[str, int]) -> Block:
    env: dict[str, Any] = {"people": people}
    tokens = _MARKDOWN.parse(visible(text), env)
    if any(token.level >= _DEEPEST - 2 for token in tokens):
        return parsed(from_plain(text))
    root = parsed(str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, env)))
    resolve(root, {person: handle for handle, person in people.items()})
    _read_sources(root)
    return root


def _plain_form_markdown() -> MarkdownIt:
    markdown = MarkdownIt("js-default", {"html": False, "breaks": True, "maxNesting": _DEEPEST})
    markdown.disable(_LEFT_OUT)
    markdown.block.ruler.before("table", "picture", picture, {"alt": ["paragraph", "blockquote"]})
    markdown.block.ruler.at("table", table, {"alt": ["paragraph"]})
    markdown.inline.ruler.before("newline", "bare_address", bare_address)
    markdown.inline.ruler.at("link", link)
    markdown.inline.ruler.before("link", "mention", mention)
    markdown.inline.ruler.before("autolink", "kept_tag", kept_tag)
    markdown.add_render_rule("fence", _fence)
    return markdown


def _fence(_renderer: RendererHTML, tokens: Sequence[Token], index: int, *_: Any) -> str:
    token = tokens[index]
    if token.info.strip() == KEPT:
        return html_of(parsed(token.content).children)
    return f"<pre><code>{escape(token.content, quote=False)}</code></pre>"


def _read_sources(block: Block) -> None:
    for child in block.children:
        if isinstance(child, Block):
            _read_sources(child)
    if block.tag != "blockquote" or len(block.children) < 2:
        return
    if source := _source(block.children[0]):
        block.attributes = {"cite": source, **block.attributes}
        del block.children[0]


def _source(node: Block | Run) -> str | None:
    """The address in a paragraph that is nothing but the sign for it."""
    if not isinstance(node, Block) or node.tag != "p" or len(node.children) != 1:
        return None
    run = node.children[0]
    if isinstance(run, Run) and run.text == CITE and [mark.kind for mark in run.marks] == ["a"]:
        return run.marks[0].value
    return None


_MARKDOWN: Final = _plain_form_markdown()
