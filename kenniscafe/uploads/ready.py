"""Files of the product's own making, such as the demo's: they come with their pictures, and nothing is made anew."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from .kinds import kind_of
from .store import arriving, forget, settle
from .taking import Taken, described, head_of


def take_in_ready(
    parts: Mapping[str, Path],
    *,
    name: str,
    key: UUID,
    width: int | None = None,
    height: int | None = None,
) -> Taken:
    """`parts` by the names that `part_of` knows, "file" among them. What stood under this key before is replaced."""
    with arriving() as folder:
        for part, source in parts.items():
            shutil.copyfile(source, folder / part)
        brought = folder / "file"
        kind = kind_of(head_of(brought), name)
        taken = described(brought, kind, key=key, name=name, width=width, height=height)
        forget(key)
        settle(folder, key)
    return taken
