"""The café of these tests, made by the actions colleagues use: first what is no secret, then everything that is.

For `TWINS` nothing of the second part exists: their café must be the same before and after it.
"""

from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from archive.actions import Place, keep, keep_link
from communities.actions import archive_community, ask_to_join, invite
from kenniscafe.models import Letter
from notifications.actions import tell
from notifications.models import Notice, Telling
from people.accounts import appoint_editor
from people.actions import follow_person, follow_tag
from people.inviting import invite_from_outside
from people.models import Device, Organisation
from posts.actions import record_read, remove_post, save_draft, withdraw_post
from posts.models import Post
from search.indexing import drain_all
from tags.models import Tag
from tests.factories import a_member
from tests.permissions import editorial, files, people, places, reports
from tests.permissions.words import word
from tests.permissions.world import World
from threads.actions import choose_level

TWINS = ("administrator", "open_guest")


def an_open_cafe() -> World:
    Organisation.objects.get_or_create(id=1, defaults={"name": "Waterschap Test"})
    world = World()
    people.add_everybody(world)
    for place, kind in {"open": "open", "closed": "closed", "archived": "open"}.items():
        places.start(world, place, kind)
        places.bring_in(world, place, "moderator", "member")
    places.start(world, "elsewhere", "open", by="neighbour")
    places.bring_in(world, "open", "open_guest", "deactivated", "ended")
    people.tell_of_themselves(world)
    people.go_away(world)
    places.write_everything(world, "open")
    places.import_one(world)
    places.put_ready(world, "open", "template")
    places.rewrite(world, "open_article")
    files.add_posted(world, "open_article")
    for kind in ("article", "question", "idea"):
        places.write(world, "archived", kind)
    archive_community(world.people["manager"], community=world.places["archived"])
    for kind in ("article", "link"):
        places.write(world, "everyone", kind, author="neighbour", replier="employee")
    keep(world.people["moderator"], thing=world.posts["everyone_article"], shared=True)
    reports.report_a_post(world)
    people.bring_a_list(world)
    editorial.publish_pages(world)
    appoint_editor(world.people["administrator"], person=world.people["neighbour"])
    people.let_some_go(world)
    people.add_people_as_things(world)
    world.sign_everybody_in()
    _ask_of_every_post_whether_it_holds()
    _tell_everybody()
    drain_all()
    return world


def add_secrets(world: World) -> World:
    for kind in ("article", "link"):
        places.write(world, "closed", kind)
    places.start(world, "hidden", "hidden")
    places.bring_in(world, "hidden", "moderator", "member", "recluse", "hidden_guest")
    for role in ("ended", "deactivated"):
        a_member(world.people[role], world.places["hidden"])
    people.tell_secrets(world)
    people.ask_for_ones_own(world)
    places.write_everything(world, "hidden")
    places.put_ready(world, "hidden", "hidden")
    files.add_posted(world, "hidden_article")
    editorial.prepare_pages(world)
    _tell_everybody()  # also of what is taken away now
    _take_away(world)
    _keep(world)
    _wait_at_doors(world)
    _draft(world)
    _follow(world)
    _sign_in_elsewhere(world)
    files.add_waiting(world)
    reports.report_a_reply(world)
    _ask_of_every_post_whether_it_holds()
    choose_level(world.people["member"], thread=world.posts["hidden_article"].thread, level="all")
    _tell_everybody()
    told = Notice.objects.filter(person=world.people["member"], thread__isnull=False)
    world.add("member_notice", "of_member", {"pk": told.latest("pk").pk})
    drain_all()
    return world


def _tell_everybody() -> None:
    """Which of it would leave at once depends on the hour; test_mail_and_commands.py has each of them written."""
    for telling in Telling.objects.order_by("pk"):
        tell(telling.pk)
    Letter.objects.all().delete()


def _ask_of_every_post_whether_it_holds() -> None:
    Post.objects.update(check_on=timezone.localdate())


def _sign_in_elsewhere(world: World) -> None:
    member = world.people["member"]
    session = SessionStore()
    session.create()
    Device.objects.create(
        person=member,
        key="elsewhere",
        session_key=session.session_key,
        browser=world.says("of_member", "browser"),
    )


def _take_away(world: World) -> None:
    neighbour = world.people["neighbour"]
    for row, take in (("withdrawn", withdraw_post), ("removed", remove_post)):
        key = f"{row}_article"
        thing = places.write(world, row, "article", author="neighbour", replier="employee")
        keep(world.people["moderator"], thing=world.posts[key], shared=True)
        files.add_posted(world, key)
        take(neighbour, post=Post.objects.get(pk=thing.ids["pk"]))
        world.words[word(key, "reply")] = world.words[word(key, "answer")] = {("nobody", "F")}
        world.add(f"{row}_talk", "withdrawn_talk", thing.ids)
        world.add(f"{key}_tag", "nobody", {"slug": word(key, "tag")}, kind="tag")


def _keep(world: World) -> None:
    member, moderator = world.people["member"], world.people["moderator"]
    row = "of_member"
    kept = keep(
        member,
        thing=world.posts["everyone_article"],
        note=world.says(row, "privatenote"),
        tags=[world.says(row, "privatetag")],
    )
    world.add("private_bookmark", "of_member", {"pk": kept.pk})
    keep_link(
        member,
        address=f"https://{world.says(row, 'privatesite')}.example/",
        title=world.says(row, "privatetitle"),
    )
    kept = keep(
        moderator,
        thing=world.posts["hidden_article"],
        note=world.says("of_moderator", "sharednote"),
        tags=[world.says("of_moderator", "sharedtag")],
        shared=True,
    )
    world.add("shared_bookmark", "of_moderator", {"pk": kept.pk})
    keep(moderator, thing=world.people["recluse"])
    for name in ("privatetag", "sharedtag"):
        world.add(name, "nobody", {"slug": word(name)}, kind="tag")
    _keep_the_same_page_in_hiding(world)


def _draft(world: World) -> None:
    """Nobody but who types it ever sees it, also not who may edit the same post."""
    key = UUID("11111111-1111-4111-8111-111111111111")
    said = {
        "title": world.says("of_member", "draft", "title"),
        "html": f"<p>{world.says('of_member', 'draft', 'body')}</p>",
    }
    save_draft(world.people["member"], key=key, said=said, number=0)
    world.add("begun_draft", "of_member", {"key": key})
    change = {"title": world.says("of_moderator", "edit", "title"), "html": ""}
    save_draft(
        world.people["moderator"],
        key=uuid4(),
        said=change,
        number=0,
        post=world.posts["hidden_article"],
    )


def _keep_the_same_page_in_hiding(world: World) -> None:
    """What everybody kept already, kept by the recluse for the hidden community."""
    link = world.posts["everyone_link"].link
    assert link is not None
    world.words[word("everyone_link", "site")].add(("hidden", "F"))
    keep_link(
        world.people["recluse"],
        address=link.address,
        title=world.says("hidden", "same", "title"),
        note=world.says("hidden", "same", "note"),
        place=Place("community", world.places["hidden"]),
    )


def _wait_at_doors(world: World) -> None:
    neighbour, manager = world.people["neighbour"], world.people["manager"]
    words = world.says("words_of_request", "request", "words")
    asked = ask_to_join(neighbour, community=world.places["closed"], words=words)
    world.add("request", "request", {"pk": asked.pk})
    asked_in = invite(manager, community=world.places["hidden"], person=neighbour)
    world.add("invitation", "invitation", {"pk": asked_in.pk})
    for place in ("hidden", "closed"):
        from_outside = invite_from_outside(
            manager,
            email=f"{world.says('outside_invitation', place, 'guest')}@example.org",
            kind="guest",
            access_until=timezone.now() + timedelta(days=9),
            place=world.places[place].pk,
            by_mail=False,
        )
    world.add("outside_invitation", "outside_invitation", {"pk": from_outside.pk})
    for part in ("name", "purpose"):
        world.words[word("hidden", part)].add(("invitation", "F"))


def _follow(world: World) -> None:
    neighbour = world.people["neighbour"]
    for role in ("recluse", "manager"):
        follow_person(neighbour, person=world.people[role])
    follow_tag(neighbour, tag=Tag.objects.get(slug=word("everyone_article", "tag")))
    record_read(world.people["hidden_guest"], post=world.posts["hidden_article"])
