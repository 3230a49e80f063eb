"""Every write of tags: a word becomes one, what is said of one, and two become one."""

from tags.actions.editing import change_tag
from tags.actions.merging import carry_leftovers, carry_over, merge_tags
from tags.actions.naming import LONGEST, MOST, TagIsTooLong, TooManyTags, tags_named

__all__ = [
    "LONGEST",
    "MOST",
    "TagIsTooLong",
    "TooManyTags",
    "carry_leftovers",
    "carry_over",
    "change_tag",
    "merge_tags",
    "tags_named",
]
