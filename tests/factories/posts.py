"""Posts as their authors make them: by the action."""

from itertools import count
from typing import Any

from communities.models import Community
from people.models import User
from posts.actions import publish_post
from posts.models import Link, Post
from tests.factories import a_person

_number = count(1)


def a_post(author: User | None = None, *, kind: str = "article", **said: Any) -> Post:
    number = next(_number)
    said.setdefault("title", f"Bericht {number}")
    said.setdefault("html", f"<p>Wat ik leerde van dijkvak {number}.</p>")
    said.setdefault("language", "nl")
    return publish_post(author or a_person(), kind=kind, **said)


def a_question(author: User | None = None, **said: Any) -> Post:
    return a_post(author, kind="question", **said)


def an_idea(author: User | None = None, **said: Any) -> Post:
    return a_post(author, kind="idea", **said)


def a_note(author: User | None = None, **said: Any) -> Post:
    return a_post(author, kind="note", **said)


def a_link(address: str = "") -> Link:
    address = address or f"https://waterbouwblad.example/{next(_number)}"
    return Link.objects.create(address=address, key=address, title="De otter telt mee")


def a_link_post(author: User | None = None, *, link: Link | None = None, **said: Any) -> Post:
    return a_post(author, kind="link", link=link or a_link(), **said)


def a_place_of_posts(community: Community, *, posts: int = 3) -> list[Post]:
    author = community.created_by
    return [a_post(author, community=community) for _ in range(posts)]
