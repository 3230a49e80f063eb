"""Who is called by name in a text, and how it reads when it is quoted. Stored by id, shown with the name somebody has now, typed as @handle."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

from kenniscafe.richtext import clean_line, mentioned_people, plain_text
from people.models import User

LONGEST_QUOTE: Final = 300  # characters

# The one form in which richtext writes a mention.
_MENTION = re.compile(r'<span class="mention" data-person="(\d+)">([^<]*)</span>')


def people_in(htmls: Iterable[str]) -> dict[int, User]:
    """Everybody mentioned, in one query."""
    ids = set().union(*(mentioned_people(html) for html in htmls))
    return User.objects.in_bulk(ids) if ids else {}


def linked(html: str, people: Mapping[int, User]) -> str:
    """Names lead to profiles; of somebody who has left, or never was here, the name is text."""
    return _MENTION.sub(lambda match: _link(match, people), html)


def quotable(html: str, selection: str, *, limit: int) -> str:
    """One line out of a text: what was selected in it, or how it begins. Nothing that is not in it."""
    words = " ".join(plain_text(linked(html, people_in([html]))).split())
    selected = " ".join(selection.split())
    is_there = selected.removesuffix("…") in words
    return clean_line(selected if selected and is_there else words, limit=limit)


def handles_in(html: str) -> dict[int, str]:
    """For the plain form: id → handle."""
    return {pk: person.handle for pk, person in people_in([html]).items()}


def _link(match: re.Match[str], people: Mapping[int, User]) -> str:
    person = people.get(int(match[1]))
    if person is None:
        return match[2]
    if not person.may_enter:
        return f'<span class="mention">@{escape(person.name)}</span>'
    return f'<a class="mention" href="{person.get_absolute_url()}">@{escape(person.name)}</a>'
