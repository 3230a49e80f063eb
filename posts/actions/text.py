from kenniscafe import richtext
from posts.permissions import TitleIsMissing

LONGEST_TITLE = 200
FIRST_WORDS = 80  # characters


def sound_title(title: str, html: str) -> str:
    """The title as one line; without one, the first words of the text."""
    line = richtext.clean_line(title, limit=LONGEST_TITLE)
    line = line or richtext.clean_line(richtext.plain_text(html), limit=FIRST_WORDS)
    if not line:
        raise TitleIsMissing
    return line
