"""A file's name as colleagues see it: one line without a path, with an ending that says what it is."""

import re

from django.utils.translation import gettext

from kenniscafe.richtext import clean_line

from .kinds import KNOWN_ENDINGS, Kind, ending_of

LONGEST = 150  # characters before the ending

# Signs that some computer takes for something else.
_SIGNS = re.compile(r'[<>:"|?*%#;\x00-\x1f]')


def harmless_name(asked: str, kind: Kind) -> str:
    """`../../dijk.php.jpg` becomes `dijk.php.webp` when it is a picture; no name becomes “file”."""
    last = asked.replace("\\", "/").rpartition("/")[2]
    name = clean_line(_SIGNS.sub(" ", last), limit=4 * LONGEST).strip(" .…")
    ending = ending_of(name)
    if ending in kind.endings or ending in KNOWN_ENDINGS:
        name = name.rpartition(".")[0]
    stem = clean_line(name, limit=LONGEST).strip(" .") or gettext("file")
    return f"{stem}.{ending if ending in kind.endings else kind.endings[0]}"
