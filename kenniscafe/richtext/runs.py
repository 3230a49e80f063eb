"""Runs of text in their one form: merged, spaces squeezed and outside marks that end or begin there, mentions sound."""

import re
from itertools import pairwise

from .limits import HANDLE
from .tree import Run, merged, shared

_SPACE = " \n"
_WIDE_SPACE = re.compile("[ \n]{2,}")
_MENTION = re.compile(f"@{HANDLE}", re.IGNORECASE)


def paragraphs_of(runs: list[Run]) -> list[list[Run]]:
    if len(runs) == 1 and not runs[0].marks and "\n" not in runs[0].text:  # as most are
        text = _squeezed(runs[0].text.strip())
        return [[Run(text)]] if text else []
    parts: list[list[Run]] = [[]]
    for run in _tidy(runs):
        first, *others = run.text.split("\n\n") if "\n\n" in run.text else (run.text,)
        parts[-1].append(Run(first, run.marks) if others else run)
        parts += [[Run(other, run.marks)] for other in others]
    return [tidy for part in parts if (tidy := trimmed([run for run in part if run.text]))]


def trimmed(runs: list[Run]) -> list[Run]:
    """Without white space of any kind at both ends."""
    told = [index for index, run in enumerate(runs) if not run.text.isspace()]
    kept = runs[told[0] : told[-1] + 1] if told else []
    if kept:
        kept[0] = Run(kept[0].text.lstrip(), kept[0].marks)
        kept[-1] = Run(kept[-1].text.rstrip(), kept[-1].marks)
    return kept


def _tidy(runs: list[Run]) -> list[Run]:
    """Two newlines in the result are a paragraph's end; spaces at both its ends remain."""
    runs = [Run(_squeezed(text), marks) for text, marks in merged(runs)]
    if not _spaces_in_place(runs):
        runs = merged(_unmarked_spaces(_one_space(_apart(runs))))
    return merged(map(_sound, runs)) if any(run.marks for run in runs) else runs


def _spaces_in_place(runs: list[Run]) -> bool:
    if any(marks and (text[0] in _SPACE or text[-1] in _SPACE) for text, marks in runs):
        return False
    return not any(
        one.text[-1] in _SPACE and other.text[0] in _SPACE for one, other in pairwise(runs)
    )


def _apart(runs: list[Run]) -> list[Run]:
    """Spaces at the edges of a run as runs of their own."""
    pieces: list[Run] = []
    for text, marks in runs:
        core = text.strip(_SPACE)
        if len(core) == len(text):
            pieces.append(Run(text, marks))
            continue
        start = text.find(core) if core else len(text)
        pieces += [
            Run(text[:start], marks),
            Run(core, marks),
            Run(text[start + len(core) :], marks),
        ]
    return [piece for piece in pieces if piece.text]


def _one_space(pieces: list[Run]) -> list[Run]:
    """Neighbouring spaces become one."""
    result: list[Run] = []
    for piece in pieces:
        if result and _is_space(piece) and _is_space(result[-1]):
            result[-1] = Run(
                _squeezed(result[-1].text + piece.text), shared(result[-1].marks, piece.marks)
            )
        else:
            result.append(piece)
    return result


def _unmarked_spaces(pieces: list[Run]) -> list[Run]:
    """A space carries only the marks that go on across it; a first or last one none."""
    marks = [(), *(piece.marks for piece in pieces), ()]
    for index, piece in enumerate(pieces, 1):
        if _is_space(piece):
            marks[index] = shared(marks[index - 1], shared(marks[index], marks[index + 1]))
    return [Run(piece.text, own) for piece, own in zip(pieces, marks[1:], strict=False)]


def _sound(run: Run) -> Run:
    """A mention is “@” and a handle, whole; anything else is text."""
    if not run.marks or run.marks[-1].kind != "mention":
        return run
    return (
        Run(run.text.lower(), run.marks)
        if _MENTION.fullmatch(run.text)
        else Run(run.text, run.marks[:-1])
    )


def _squeezed(text: str) -> str:
    return _WIDE_SPACE.sub(_space, text) if "\n" in text or "  " in text else text


def _space(match: re.Match[str]) -> str:
    return "\n" * min(match[0].count("\n"), 2) or " "


def _is_space(run: Run) -> bool:
    return not run.text.strip(_SPACE)
