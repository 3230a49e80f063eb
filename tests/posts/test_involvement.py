"""*Betrokken* and the counters are exact: after whatever happened they say what a recount says."""

from random import Random
from typing import Any

import pytest
from django.db.models import Max

from archive.actions import drop_bookmark, keep
from archive.models import Bookmark
from kenniscafe.richtext import from_markdown, mentioned_people
from people.models import User
from posts.actions import (
    count_kept,
    edit_post,
    forget_involvement,
    record_involvement,
    record_read,
)
from posts.models import Involvement, Post, ReadMark
from posts.queries import involved
from search.models import SearchChange
from tests.factories import a_community, a_member, a_person
from tests.factories.posts import a_post
from tests.factories.threads import a_reply
from threads.actions import edit_message, remove_message
from threads.models import Message

pytestmark = pytest.mark.django_db


def parts(post: Post) -> set[tuple[int, str]]:
    return set(post.involvements.values_list("person_id", "part"))


def mention(person: User) -> str:
    return f'<p><span class="mention" data-person="{person.pk}">@iemand</span></p>'


def test_who_replies_has_replied_until_their_last_reply_is_gone() -> None:
    post, fenna = a_post(), a_person()
    first, second = a_reply(post.thread, by=fenna), a_reply(post.thread, by=fenna)
    assert (fenna.pk, "replied") in parts(post)
    remove_message(fenna, message=first)
    assert (fenna.pk, "replied") in parts(post)
    remove_message(fenna, message=second)
    assert (fenna.pk, "replied") not in parts(post)


def test_who_is_called_in_a_reply_is_mentioned_until_the_last_call_is_gone() -> None:
    fenna, ravi = a_person(), a_person()
    post = a_post(html=mention(ravi))
    reply = a_reply(post.thread)
    edit_message(reply.author, message=reply, html=mention(fenna) + mention(ravi))
    other = a_reply(post.thread)
    edit_message(other.author, message=other, html=mention(fenna))
    remove_message(other.author, message=other)
    assert (fenna.pk, "mentioned") in parts(post)
    edit_message(reply.author, message=reply, html="<p>Toch niet.</p>")
    assert (fenna.pk, "mentioned") not in parts(post)
    assert (ravi.pk, "mentioned") in parts(post)


def test_a_reply_makes_a_post_lively_and_its_removal_quiet_again() -> None:
    post = a_post()
    reply = a_reply(post.thread)
    post.refresh_from_db()
    assert post.last_activity_at == reply.created_at
    remove_message(reply.author, message=reply)
    post.refresh_from_db()
    assert post.last_activity_at == post.published_at


def test_what_a_higher_app_adds_is_added_once_and_heard_of() -> None:
    post, fenna = a_post(), a_person()
    for _ in range(2):
        record_involvement(post, person=fenna, part="kept")
    assert post.involvements.filter(part="kept").count() == 1
    record_involvement(post, person=fenna, part="named", words="keek mee")
    record_involvement(post, person=fenna, part="named", words="keek goed mee")
    assert post.involvements.get(part="named").words == "keek goed mee"
    SearchChange.objects.all().delete()
    record_involvement(post, person=fenna, part="kept")
    count_kept(post, kept=0)
    forget_involvement(post, person=a_person(), part="kept")
    assert not SearchChange.objects.exists()
    forget_involvement(post, person=fenna, part="kept")
    assert SearchChange.objects.filter(kind="post", object_id=post.pk).exists()


def test_everybody_is_shown_once_in_order_with_what_they_did() -> None:
    ravi, fenna, thijs = a_person("Ravi"), a_person("Fenna"), a_person("Thijs")
    post = a_post(ravi, involved=[(fenna, "zag het aan het gras")])
    a_reply(post.thread, by=thijs)
    a_reply(post.thread, by=fenna)
    a_reply(post.thread, by=ravi)
    shown = involved(ravi, post)
    assert [line.person.name for line in shown.lines] == ["Ravi", "Fenna", "Thijs"]
    assert shown.lines[1].did.startswith("zag het aan het gras, ")
    first = involved(ravi, post, most=2)
    assert (len(first.lines), first.others) == (2, 1)


def test_a_guest_sees_nobody_who_is_not_theirs_to_know() -> None:
    community = a_community(kind="open")
    guest = a_member(a_person("Gast", kind="guest"), community)
    named, wrote, kept = a_person("Genoemd"), community.created_by, a_person("Bewaarde")
    post = a_post(wrote, community=community, involved=[(named, "dacht mee")])
    replied = a_reply(post.thread).author
    keep(kept, thing=post, shared=True)
    names = {line.person: line.opens for line in involved(guest, post).lines}
    assert names == {wrote: True, replied: False}
    assert {line.person for line in involved(a_person(), post).lines} == {
        wrote,
        named,
        replied,
        kept,
    }


def recount(post: Post) -> dict[str, object]:
    """From what everything else says; nothing here reads a counter."""
    standing = Message.objects.standing().filter(thread=post.thread)
    texts = [post.html, *standing.values_list("html", flat=True)]
    called = {pk for html in texts for pk in mentioned_people(html)}
    shared = set(Bookmark.objects.filter(post=post).shared().values_list("owner_id", flat=True))
    last = standing.aggregate(last=Max("created_at"))["last"]
    return {
        "replied": set(standing.values_list("author_id", flat=True)),
        "mentioned": called,
        "kept": shared,
        "wrote": {post.author_id},
        "counters": (standing.count(), len(shared), ReadMark.objects.filter(post=post).count()),
        "active": max(post.published_at, last) if last else post.published_at,
    }


def as_stored(post: Post) -> dict[str, object]:
    post = Post.objects.select_related("thread").get(pk=post.pk)
    by_part = {
        part: set(post.involvements.filter(part=part).values_list("person_id", flat=True))
        for part in ("replied", "mentioned", "kept", "wrote")
    }
    return by_part | {
        "counters": (post.thread.replies, post.kept, post.reads),
        "active": post.last_activity_at,
    }


class Cafe:
    """Six people around one post, each step what one of them might do."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.people = [a_person() for _ in range(6)]
        self.post = a_post(self.people[0])
        self.steps = [
            self.reply,
            self.change_reply,
            self.drop_reply,
            self.keep,
            self.drop_kept,
            self.read,
            self.edit,
        ]

    def go_on(self) -> None:
        self.random.choice(self.steps)()
        self.post.refresh_from_db()

    def somebody(self) -> User:
        return self.random.choice(self.people)

    def text(self) -> str:
        called = self.random.sample(self.people, self.random.randrange(3))
        return "<p>Ja.</p>" + "".join(mention(person) for person in called)

    def reply(self) -> None:
        message = a_reply(self.post.thread, by=self.somebody())
        edit_message(message.author, message=message, html=self.text())

    def change_reply(self) -> None:
        for message in self.some(Message.objects.standing()):
            edit_message(message.author, message=message, html=self.text())

    def drop_reply(self) -> None:
        for message in self.some(Message.objects.standing()):
            remove_message(message.author, message=message)

    def keep(self) -> None:
        keep(self.somebody(), thing=self.post, shared=self.random.random() < 0.6)

    def drop_kept(self) -> None:
        for bookmark in self.some(Bookmark.objects.all()):
            drop_bookmark(bookmark.owner, bookmark=bookmark)

    def read(self) -> None:
        record_read(self.somebody(), post=self.post)

    def edit(self) -> None:
        edit_post(self.people[0], post=self.post, title="Klei", html=self.text())

    def some(self, rows: Any) -> list[Any]:
        """One of them, or none where there is none."""
        found = list(rows.order_by("pk"))
        return [self.random.choice(found)] if found else []


@pytest.mark.parametrize("seed", range(5))
def test_after_anything_at_all_the_counters_equal_a_recount(seed: int) -> None:
    cafe = Cafe(seed)
    for _ in range(40):
        cafe.go_on()
        assert as_stored(cafe.post) == recount(cafe.post)


def test_a_call_by_handle_reaches_who_is_meant() -> None:
    fenna = a_person()
    html = from_markdown(f"Vraag @{fenna.handle}", people={fenna.handle: fenna.pk})
    assert (fenna.pk, "mentioned") in parts(a_post(html=html))
    assert Involvement.objects.filter(part="mentioned").count() == 1
