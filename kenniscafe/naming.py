"""Names in addresses: the one that is asked for, or with the first number that nobody has."""

from collections.abc import Collection
from itertools import count


def first_free(base: str, taken: Collection[str]) -> str:
    """Give "dijken", else "dijken-2", "dijken-3"…"""
    numbered = (f"{base}-{number}" for number in count(2))
    return base if base not in taken else next(name for name in numbered if name not in taken)
