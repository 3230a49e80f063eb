"""The communities, who is in them, and what is written there: a post of each kind with its conversation."""

from archive.actions import Place, keep_link
from communities.actions import (
    accept_invitation,
    change_role,
    invite,
    join_community,
    start_community,
)
from communities.models import Membership
from kenniscafe.richtext import from_markdown
from posts.actions import accept_answer, add_template, edit_post, publish_post, start_poll, vote
from posts.importing import PostRecord, import_posts
from posts.models import Post
from tags.actions import tags_named
from tests.permissions.words import word
from tests.permissions.world import Thing, World
from threads.actions import post_message, react, remove_message
from threads.models import Message

KINDS = [kind.value for kind in Post.Kind]


def start(world: World, place: str, kind: str, *, by: str = "manager") -> None:
    name = world.says(place, place, "name", exists=True)
    purpose = world.says(place, place, "purpose", exists=True)
    about = world.says(place, place, "about")
    made = start_community(
        world.people[by], name=name, purpose=purpose, html=f"<p>{about}</p>", kind=kind
    )
    world.places[place] = made
    world.add(place, place, {"slug": made.slug, "handle": word("moderator", "name")}, kind=kind)


def bring_in(world: World, place: str, *roles: str) -> None:
    manager, community = world.people["manager"], world.places[place]
    for role in roles:
        person = world.people[role]
        if community.kind == "open" and person.is_employee:
            join_community(person, community=community)
        else:
            accept_invitation(
                person, invitation=invite(manager, community=community, person=person)
            )
        if role == "moderator":
            row = Membership.objects.get(community=community, person=person)
            change_role(manager, membership=row, role="moderator")


def write_everything(world: World, place: str) -> None:
    for kind in KINDS:
        write(world, place, kind)


def write(
    world: World, row: str, kind: str, *, author: str = "member", replier: str = "moderator"
) -> Thing:
    """A post with all that belongs to it. For everyone, where `row` is no community."""
    key = f"{row}_{kind}"
    post = _link(world, row, key, author) if kind == "link" else _post(world, row, kind, author)
    first = reply(world, row, key, "reply", by=replier, post=post)
    second = reply(world, row, key, "answer", by="manager", post=post, quotes=first)
    react(world.people["manager"], thread=post.thread, kind="thanks")
    react(world.people["manager"], thread=post.thread, message=first, kind="agree")
    if kind == "question":
        accept_answer(world.people[author], post=post, message=second)
    if kind == "article":
        ask(world, row, key, author=author, voter=replier, post=post)
    world.posts[key] = post
    ids = {"pk": post.pk, "thread_pk": post.thread_id, "number": 1, "message_pk": first.pk}
    world.add(f"{key}_tag", row, {"slug": word(key, "tag")}, kind="tag")
    return world.add(key, row, ids, kind=kind, author=author, replier=replier)


def reply(
    world: World,
    row: str,
    *parts: str,
    by: str,
    post: Post,
    quotes: Message | None = None,
) -> Message:
    called = world.people["member"]
    text = f"{world.says(row, *parts)} en @{called.handle}"
    html = from_markdown(text, people={called.handle: called.pk})
    return post_message(world.people[by], thread=post.thread, html=html, quotes=quotes)


def put_ready(world: World, place: str, row: str) -> None:
    """A text to begin with, for who writes there."""
    key = f"{place}_template"
    made = add_template(
        world.people["manager"],
        community=world.places[place],
        name=world.says(row, key, "name"),
        kind="article",
        title=world.says(row, key, "title"),
        html=f"<p>{world.says(row, key, 'body')}</p>",
    )
    world.add(key, row, {"slug": world.places[place].slug, "pk": made.pk})


def ask(world: World, row: str, key: str, *, author: str, voter: str, post: Post) -> None:
    """A poll that said beforehand that it shows names; who chose is named to who may see them."""
    choices = [world.says(row, key, "choice"), "Anders"]
    poll = start_poll(world.people[author], post=post, choices=choices, named=True)
    vote(world.people[voter], post=post, options=[poll.options.all()[0].pk])


def import_one(world: World) -> None:
    """By somebody who was never here."""
    key = "open_imported"
    [tag] = tags_named(None, names=[world.says("open", key, "tag")])
    [pk] = import_posts(
        [
            PostRecord(
                kind="article",
                title=world.says("open", key, "title"),
                html=f"<p>{world.says('open', key, 'body')}</p>",
                author=world.people["imported"],
                published_at=world.posts["open_article"].published_at,
                community=world.places["open"],
                tags=[tag],
                collection="oudesite",
                source_id="1",
            )
        ]
    )
    post = world.posts[key] = Post.objects.get(pk=pk)
    world.add(key, "open", {"pk": pk, "thread_pk": post.thread_id}, kind="article")
    world.says("open", "imported", "name")


def rewrite(world: World, key: str) -> None:
    """What it said before is for who may edit it; a reply that was removed is for nobody, also where it is quoted."""
    post = world.posts[key]
    before = world.says("earlier_text", key, "before")
    member = world.people["member"]
    now = post.html
    for html in (f"<p>{before}</p>", now):
        edit_post(member, post=post, title=post.title, html=html)
    world.things[key].ids["revision"] = post.revisions.count()
    spoken = reply(world, "nobody", key, "takenback", by="member", post=post)
    reply(world, post.community.kind, key, "after", by="neighbour", post=post, quotes=spoken)
    reply(world, post.community.kind, key, "parting", by="deactivated", post=post)
    world.says(post.community.kind, "deactivated", "name")
    remove_message(member, message=spoken)


def _post(world: World, row: str, kind: str, author: str) -> Post:
    key = f"{row}_{kind}"
    text = f"<p>{world.says(row, key, 'body')}</p>"
    helper = world.people["moderator"]
    return publish_post(
        world.people[author],
        kind=kind,
        title=world.says(row, key, "title"),
        html=text,
        community=world.places.get(row),
        tags=[world.says(row, key, "tag")],
        involved=[(helper, world.says(row, key, "named"))] if kind == "article" else [],
    )


def _link(world: World, row: str, key: str, author: str) -> Post:
    community = world.places.get(row)
    bookmark = keep_link(
        world.people[author],
        address=f"https://{world.says(row, key, 'site')}.example/pagina",
        title=world.says(row, key, "title"),
        note=world.says(row, key, "body"),
        tags=[world.says(row, key, "tag")],
        place=Place("community", community) if community else Place("everyone"),
    )
    assert bookmark.published_as is not None
    if row == "hidden":
        world.add("given_bookmark", f"of_{author}", {"pk": bookmark.pk})
    return bookmark.published_as
