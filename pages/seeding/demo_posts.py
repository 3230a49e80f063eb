"""The posts of the demo organisation with their conversations, and what colleagues keep."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from archive.models import Bookmark, BookmarkTag
from archive.reactions import count_shared
from communities.models import Community
from kenniscafe import richtext
from pages.seeding.content import Calendar, read, read_posts
from pages.seeding.demo_files import Files, claim_files, seed_files, with_files
from people.models import User
from posts.importing import PostRecord, ReplyRecord, import_posts
from posts.models import Link, Post
from tags.models import Tag
from threads.models import Message


@dataclass(slots=True)
class World:
    """What posts refer to, by the names the files use; `posts` and `replies` fill up."""

    people: dict[str, User]
    communities: dict[str, Community]
    tags: dict[str, Tag]
    posts: dict[str, Post]
    replies: dict[str, Message]
    calendar: Calendar
    files: Files = field(default_factory=dict)

    def html(self, markdown: str) -> str:
        handles = {handle: person.pk for handle, person in self.people.items()}
        return richtext.from_markdown(markdown, people=handles, pictures=True)

    def crowd(self, reactions: dict[str, list[str]]) -> dict[str, list[User]]:
        return {
            kind: [self.people[handle] for handle in dict.fromkeys(handles)]
            for kind, handles in reactions.items()
        }


def seed_posts(world: World) -> None:
    told = sorted(read_posts(), key=lambda post: world.calendar.at(post["ago"]))
    world.files = seed_files(told, world.people, world.calendar)
    made = import_posts(_post(one, world) for one in told)
    posts = Post.objects.select_related("author", "community", "link").in_bulk(made)
    for one, pk in zip(told, made, strict=True):
        world.posts[one["id"]] = posts[pk]
    claim_files(world.files, world.posts)
    _name_replies(told, world)
    _publish_links(told, world)


def _post(one: dict[str, Any], world: World) -> PostRecord:
    at = world.calendar.at(one["ago"])
    replies = one.get("reply", [])
    keys = {reply["key"]: index for index, reply in enumerate(replies) if "key" in reply}
    return PostRecord(
        kind=one["kind"],
        title=one.get("link_title", one["title"]) if one["kind"] == "link" else one["title"],
        html=_text(one, world),
        author=world.people[one["author"]],
        published_at=at,
        language=one.get("language", "nl"),
        community=world.communities.get(one.get("community", "")),
        edited_at=world.calendar.at(one["edited_ago"]) if "edited_ago" in one else None,
        tags=[world.tags[name] for name in one.get("tags", [])],
        stage=one.get("stage", ""),
        link=_link(one, at) if one["kind"] == "link" else None,
        named=[(world.people[i["person"]], i["words"]) for i in one.get("involved", [])],
        reads=one.get("reads", 0),
        reactions=world.crowd(one.get("reactions", {})),
        replies=[_reply(reply, at, keys, world) for reply in replies],
        accepted=keys[one["accepted"]] if one.get("accepted") else None,
    )


def _text(one: dict[str, Any], world: World) -> str:
    files = world.files.get(one["id"], {})
    return with_files(files, world.html, one.get("body", ""))


def _reply(
    reply: dict[str, Any], posted: datetime, keys: dict[str, int], world: World
) -> ReplyRecord:
    at = world.calendar.after(posted, reply["after"])
    return ReplyRecord(
        author=world.people[reply["author"]],
        html=world.html(reply["body"]),
        created_at=at,
        language=reply.get("language", "nl"),
        quotes=keys[reply["quotes"]] if "quotes" in reply else None,
        reactions=world.crowd(reply.get("reactions", {})),
        edited_at=at if reply.get("edited") else None,
        removed_at=at if reply.get("removed") else None,
    )


def _link(one: dict[str, Any], at: datetime) -> Link:
    title = one.get("link_title", one["title"])
    link, _ = Link.objects.get_or_create(
        key=richtext.normalise_address(one["url"]),
        defaults={"address": one["url"], "title": title, "created_at": at},
    )
    return link


def _name_replies(told: list[dict[str, Any]], world: World) -> None:
    threads = {post.thread_id: name for name, post in world.posts.items()}
    by_place = {
        (threads[message.thread_id], message.number): message
        for message in Message.objects.filter(thread__in=threads)
    }
    for one in told:
        for number, reply in enumerate(one.get("reply", []), 1):
            if "key" in reply:
                world.replies[f"{one['id']}/{reply['key']}"] = by_place[one["id"], number]


def _publish_links(told: list[dict[str, Any]], world: World) -> None:
    """A post of kind link is the public side of its author's bookmark."""
    for one in told:
        if one["kind"] == "link":
            post = world.posts[one["id"]]
            bookmark, _ = Bookmark.objects.get_or_create(
                owner=post.author,
                link=post.link,
                defaults={
                    "audience": "community" if post.community else "everyone",
                    "community": post.community,
                    "title": post.title,
                    "note": one.get("body", "").strip(),
                    "published_as": post,
                    "created_at": post.published_at,
                    "changed_at": post.published_at,
                },
            )
            _tag(bookmark, one, world)


def seed_bookmarks(world: World) -> None:
    for one in read("bookmarks.toml")["bookmark"]:
        owner, at = world.people[one["person"]], world.calendar.at(one["ago"])
        thing = _thing(one, at, world)
        if Bookmark.objects.filter(owner=owner, **thing).exists():
            continue
        audience = one.get("audience", "only_me")
        if "link" in thing and audience != "only_me":
            _keep_and_publish(one, owner, thing["link"], at, world)
            continue
        bookmark = Bookmark.objects.create(
            owner=owner,
            audience=audience if "link" in thing or audience == "only_me" else "shared",
            title=one.get("title", "") if "link" in thing else "",
            note=one.get("note", ""),
            created_at=at,
            changed_at=at,
            **thing,
        )
        _tag(bookmark, one, world)
    for post in Post.objects.filter(bookmarks__audience="shared").distinct().order_by("pk"):
        count_shared(post)


def _thing(one: dict[str, Any], at: datetime, world: World) -> dict[str, Any]:
    if "post" in one:
        return {"post": world.posts[one["post"]]}
    if "reply" in one:
        return {"message": world.replies[one["reply"]]}
    if one.get("url"):
        return {"link": _link(one | {"link_title": one["title"]}, at)}
    return {"person": world.people[one["keeps"]]}


def _keep_and_publish(
    one: dict[str, Any], owner: User, link: Link, at: datetime, world: World
) -> None:
    community = world.communities.get(one["audience"])
    [pk] = import_posts(
        [
            PostRecord(
                kind="link",
                title=one["title"],
                html=world.html(one.get("note", "")),
                author=owner,
                published_at=at,
                community=community,
                tags=[world.tags[name] for name in one.get("tags", [])],
                link=link,
                reads=3,
            )
        ]
    )
    bookmark = Bookmark.objects.create(
        owner=owner,
        audience="community" if community else "everyone",
        community=community,
        link=link,
        title=one["title"],
        note=one.get("note", ""),
        published_as_id=pk,
        created_at=at,
        changed_at=at,
    )
    _tag(bookmark, one, world)


def _tag(bookmark: Bookmark, one: dict[str, Any], world: World) -> None:
    BookmarkTag.objects.bulk_create(
        [
            BookmarkTag(content_object=bookmark, tag=world.tags[name])
            for name in dict.fromkeys(one.get("tags", []))
        ],
        ignore_conflicts=True,
    )
