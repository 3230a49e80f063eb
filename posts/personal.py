"""What posts hold of somebody: what they wrote and prepared, the files they added, how they voted, what they read."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from communities.models import Community
from kenniscafe import uploads
from kenniscafe.richtext import to_markdown
from people.models import User
from people.personal import Bundle, Words
from posts.actions.erasing import (
    forget_reporter,
    forget_what_waits,
    hand_back,
    take_all_away,
)
from posts.models import (
    Attachment,
    Draft,
    Judgement,
    PollVote,
    Post,
    ReadMark,
    Report,
    Verification,
)
from threads.mentions import handles_in, linked, people_in

HOLDS = (
    "posts.Post",
    "posts.Withdrawal",
    "posts.Revision",
    "posts.Involvement",
    "posts.AcceptedAnswer",
    "posts.ReadMark",
    "posts.PollVote",
    "posts.Draft",
    "posts.Attachment",
    "posts.Template",
    "posts.Verification",
    "posts.Obsolescence",
    "posts.Case",
    "posts.Report",
    "posts.Judgement",
)


def export(person: User, bundle: Bundle) -> None:
    mine = Post.objects.filter(author=person).exclude(withdrawal__removed=True)
    told = mine.select_related("community", "link").prefetch_related("tags").order_by("pk")  # type: ignore[misc]  # taggit has no types
    places = set(Community.objects.visible_to(person).values_list("pk", flat=True))
    bundle.rows("posts.json", (_post(post, places) for post in told.iterator(200)))
    for post in mine.order_by("pk").iterator(200):
        bundle.text(f"posts/{post.pk}.md", _page(post))
    drafts = Draft.objects.filter(author=person).order_by("pk")
    bundle.rows("drafts.json", (_draft(draft) for draft in drafts.iterator(200)))
    _export_marks(person, bundle)
    _export_reports(person, bundle)
    files = Attachment.objects.filter(by=person).order_by("pk")
    bundle.rows("files.json", (_file(file) for file in files.iterator(500)))
    for file in files.iterator(500):
        bundle.file(_place(file), uploads.part_of(file.key, "file"))


def leave(person: User, words: Words, most: int) -> int:
    done = forget_what_waits(person, most) + hand_back(person, most)
    done += forget_reporter(person, most)
    return done + (take_all_away(person, most) if words == Words.NONE else 0)


def _export_reports(person: User, bundle: Bundle) -> None:
    """What they reported themselves, and what was decided of them: never what others reported."""
    mine = Report.objects.visible_to(person).order_by("pk").values("at", "rule", "words")
    bundle.rows("reported.json", mine.iterator(500))
    told = Judgement.objects.filter(case__about=person).exclude(what__in=("leave", "gone"))
    rows = told.order_by("pk").values("at", "what", "rule", "reason")
    bundle.rows("decided.json", rows.iterator(500))


def _export_marks(person: User, bundle: Bundle) -> None:
    """By title, as long as they may still read the post."""

    def titled(rows: QuerySet[Any, Any], path: str = "post") -> Iterable[Any]:
        seen = Post.objects.visible_to(person).published().filter(pk=OuterRef(path))
        found: QuerySet[Any, Any] = rows.annotate(seen=Exists(seen)).order_by("pk")
        return found.iterator(500)

    read = ReadMark.objects.filter(person=person).select_related("post")
    bundle.rows("read.json", (_mark(row, row.post) for row in titled(read)))
    checked = Verification.objects.filter(by=person).select_related("post")
    bundle.rows("checked.json", (_mark(row, row.post) for row in titled(checked)))
    voted = PollVote.objects.filter(person=person).select_related("option__poll__post")
    rows = titled(voted, "option__poll__post")
    chosen = (
        _mark(row, row.option.poll.post) | {"choice": row.option.text if row.seen else None}
        for row in rows
    )
    bundle.rows("votes.json", chosen)


def _mark(row: Any, post: Post) -> dict[str, Any]:
    return {"post": post.title if row.seen else None, "at": row.at}


def _post(post: Post, places: set[int]) -> dict[str, Any]:
    place = post.community
    return {
        "address": post.get_absolute_url(),
        "kind": post.kind,
        "title": post.title,
        "community": place.name if place and place.pk in places else None,
        "published": post.published_at,
        "edited": post.edited_at,
        "language": post.language,
        "stage": post.stage,
        "link": post.link.address if post.link else None,
        "tags": [tag.name for tag in post.tags.all()],
        "read": post.reads,
        "kept": post.kept,
        "html": linked(post.html, people_in([post.html])),
    }


def _page(post: Post) -> Iterator[str]:
    yield f"# {post.title}\n\n"
    yield f"{post.published_at:%Y-%m-%d}\n\n"
    yield to_markdown(post.html, handles=handles_in(post.html))
    yield "\n"


def _draft(draft: Draft) -> dict[str, Any]:
    return {"saved": draft.saved_at, "planned for": draft.publish_at, **draft.said}


def _file(file: Attachment) -> dict[str, Any]:
    return {
        "name": file.name,
        "in this archive": _place(file),
        "post": file.post_id,
        "bytes": file.size,
        "added": file.added_at,
    }


def _place(file: Attachment) -> str:
    return f"files/{file.pk}/{file.name}"
