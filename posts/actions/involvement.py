"""Who had a part in a post. Each row says one thing of one person, and goes when that is no longer so."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kenniscafe import richtext
from kenniscafe.events import publish
from people.models import User
from posts.actions.holding import hold
from posts.audience import readers
from posts.events import InvolvementChanged
from posts.models import Involvement, Post
from threads.numbers import take

Part = Involvement.Part
Named = tuple[User, str]  # somebody, and what they did in the author's words


def record_involvement(
    post: Post, *, person: User, part: str, words: str = "", at: datetime | None = None
) -> None:
    with transaction.atomic():
        hold(post)
        row, is_new = Involvement.objects.get_or_create(
            post=post,
            person=person,
            part=part,
            defaults={"words": words, "at": at or timezone.now()},
        )
        changed = is_new or row.words != words
        if not is_new and changed:
            row.words = words
            row.save(update_fields=["words"])
        if changed:
            _tell(post)


def forget_involvement(post: Post, *, person: User, part: str) -> None:
    with transaction.atomic():
        hold(post)
        gone, _ = Involvement.objects.filter(post=post, person=person, part=part).delete()
        if gone:
            _tell(post)


def count_kept(post: Post, *, kept: int) -> None:
    """How many keep it for others to see; the archive counts."""
    with transaction.atomic():
        hold(post)
        changed = Post.objects.filter(pk=post.pk).exclude(kept=kept).update(kept=kept)
        post.kept = kept
        if changed:
            _tell(post)


def set_named(actor: User, post: Post, involved: Sequence[Named]) -> bool:
    """Whether that changed anything. Who was named already stays, also when they left since."""
    rows = {row.person_id: row for row in post.involvements.filter(part=Part.NAMED)}
    before = {person_id: row.words for person_id, row in rows.items()}
    after = _words_of(_nameable(actor, post, involved, set(before)))
    if after == before:
        return False
    post.involvements.filter(part=Part.NAMED).delete()
    Involvement.objects.bulk_create(
        Involvement(post=post, person_id=person_id, part=Part.NAMED, words=words)
        for person_id, words in after.items()
    )
    return True


def part_rows(post: Post, involved: Sequence[Named]) -> list[Involvement]:
    """What a new post begins with: its author, whom they name and whom the text calls."""
    named = _words_of(_nameable(post.author, post, involved, set()))
    at = post.published_at
    return [
        Involvement(post=post, person=post.author, part=Part.WROTE, at=at),
        *(
            Involvement(post=post, person_id=person_id, part=Part.NAMED, words=words, at=at)
            for person_id, words in named.items()
        ),
        *(
            Involvement(post=post, person_id=person_id, part=Part.MENTIONED, at=at)
            for person_id in people_called(post.html)
        ),
    ]


def people_called(html: str) -> list[int]:
    """Ids of people whom a text mentions and who are here."""
    return here(richtext.mentioned_people(html))


def here(ids: Iterable[int]) -> list[int]:
    wanted = set(ids)
    return list(User.objects.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else []


def add_part(
    post: Post, person_ids: Iterable[int], part: str, *, at: datetime | None = None
) -> None:
    Involvement.objects.bulk_create(
        [
            Involvement(post=post, person_id=person_id, part=part, at=at or timezone.now())
            for person_id in person_ids
        ],
        ignore_conflicts=True,
    )


def _tell(post: Post) -> None:
    """What is kept of the post looks different now."""
    take(post.thread_id)
    publish(InvolvementChanged(post_id=post.pk))


def _nameable(
    actor: User, post: Post, involved: Sequence[Named], already: set[int]
) -> Sequence[Named]:
    asked = {person.pk for person, _ in involved} - already
    allowed = readers(actor, post.community).filter(pk__in=asked) if asked else ()
    known = already | {person.pk for person in allowed}
    return [(person, words) for person, words in involved if person.pk in known]


def _words_of(involved: Sequence[Named]) -> dict[int, str]:
    return {person.pk: richtext.clean_line(words, limit=80) for person, words in involved}
