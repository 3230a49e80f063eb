"""Does this exist already? What colleagues wrote that looks like the title somebody is typing, as far as they may see it."""

from dataclasses import dataclass
from typing import Final

from kenniscafe import richtext
from people.models import User
from posts.models import Post
from posts.upkeep import posts_meant
from threads.mentions import linked, people_in

FROM: Final = 12  # characters
MOST: Final = 3
WORDS: Final = 16
LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Alike:
    post: Post
    text: str


def existing(viewer: User, title: str) -> list[Alike]:
    """At most three; what no longer holds stands last."""
    words = richtext.clean_line(title, limit=LONGEST)
    if len(words) < FROM:
        return []
    found = posts_meant(viewer, words, most=MOST)
    found.sort(key=lambda post: post.is_obsolete)
    called = people_in(post.html for post in found)
    return [Alike(post, richtext.excerpt(linked(post.html, called), WORDS)) for post in found]
