"""Tables with pipes, as GitHub's Markdown has them, but for two things: a row keeps exactly the cells it was given (none
is dropped, and no row of one sign grows a thousand empty ones), and a line without a pipe ends the table.
"""

import re

from markdown_it.rules_block import StateBlock

_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_PIPE = re.compile(r"(?<!\\)\|")


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if start + 2 > end or not _is_head(state, start):
        return False
    if silent:
        return True
    state.push("table_open", "table", 1)
    _part(state, "thead", "th", range(start, start + 1))
    last = start + 2
    while last < end and _is_row(state, last, end):
        last += 1
    if last > start + 2:
        _part(state, "tbody", "td", range(start + 2, last))
    state.push("table_close", "table", -1)
    state.line = last
    return True


def _is_head(state: StateBlock, start: int) -> bool:
    rule = _text(state, start + 1)
    if state.sCount[start + 1] < state.blkIndent or "|" not in rule or not _RULE.fullmatch(rule):
        return False
    head = _text(state, start)
    return "|" in head and len(_cells(head)) == len(_cells(rule))


def _is_row(state: StateBlock, line: int, end: int) -> bool:
    if state.sCount[line] < state.blkIndent or "|" not in _text(state, line):
        return False
    return not any(
        rule(state, line, end, True) for rule in state.md.block.ruler.getRules("blockquote")
    )


def _part(state: StateBlock, part: str, cell: str, lines: range) -> None:
    state.push(f"{part}_open", part, 1)
    for line in lines:
        state.push("tr_open", "tr", 1)
        for text in _cells(_text(state, line)):
            state.push(f"{cell}_open", cell, 1)
            content = state.push("inline", "", 0)
            content.content, content.map, content.children = text, [line, line + 1], []
            state.push(f"{cell}_close", cell, -1)
        state.push("tr_close", "tr", -1)
    state.push(f"{part}_close", part, -1)


def _cells(text: str) -> list[str]:
    cells = [cell.replace("\\|", "|").strip() for cell in _PIPE.split(text)]
    first = 1 if not cells[0] and len(cells) > 1 else 0
    last = len(cells) - 1 if not cells[-1] and len(cells) > first + 1 else len(cells)
    return cells[first:last]


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
