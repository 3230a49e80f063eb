"""Files that people bring in: told by their content, made harmless, and stored whole or not at all.

`take_in` is the way in, `part_of` the way to the bytes, `forget` the way out; `sweep` removes what nobody knows of.
What Wagtail stores itself goes through `make_harmless` before.
Nothing that was brought in is ever opened in this process: pictures and PDFs are read in a child (`making`).
"""

from .kinds import INLINE, PICTURE
from .making import look_into
from .ready import take_in_ready
from .refusals import FileIsRefused, TooBusy
from .serving import file_answer
from .store import forget, part_of, sweep
from .taking import LARGEST, Taken, make_harmless, take_in

__all__ = [
    "INLINE",
    "LARGEST",
    "PICTURE",
    "FileIsRefused",
    "Taken",
    "TooBusy",
    "file_answer",
    "forget",
    "look_into",
    "make_harmless",
    "part_of",
    "sweep",
    "take_in",
    "take_in_ready",
]
