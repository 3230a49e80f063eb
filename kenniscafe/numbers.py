"""Whole numbers as an address or a form writes them."""

from typing import Final

# Digits: more than any row needs, and a hundred times such a number still fits in a column.
LONGEST: Final = 15


def whole(written: object) -> int | None:
    """None where it is no number of ours: a sign, a letter, another alphabet's digits, too long."""
    text = str(written)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
