"""What the demo's people were told in the last days: by the rules everybody is told by, of what was seeded."""

from datetime import datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from archive.models import Bookmark
from communities.models import Invitation, JoinRequest
from kenniscafe.models import Letter
from notifications.actions import tell
from notifications.models import Notice, Nudge, Telling
from pages.seeding.demo_posts import World
from posts.models import Post
from threads.models import Message, Watch

DAYS: Final = timedelta(days=5)
CAUGHT_UP: Final = timedelta(hours=-7, minutes=-30)  # from midnight: yesterday at half past four
Because = Watch.Because
Happened = tuple[datetime, str, dict[str, Any]]


def seed_notices(world: World) -> None:
    _watch_what_they_did()
    today = _midnight(world)
    for at, event, about in sorted(_happened(today - DAYS), key=lambda one: one[0]):
        tell(Telling.objects.create(event=event, about=about, at=at).pk)
    _read_until_yesterday(today)


def _midnight(world: World) -> datetime:
    return timezone.make_aware(datetime.combine(world.calendar.day, time()))


def _watch_what_they_did() -> None:
    """Who wrote something follows it as its writer, also when they replied and kept it."""
    wrote = Post.objects.values_list("author", "thread", "published_at")
    replied = Message.objects.standing().values_list("author", "thread", "created_at")
    kept = Bookmark.objects.filter(post__isnull=False)
    rows = [
        *((Because.WROTE, row) for row in wrote),
        *((Because.REPLIED, row) for row in replied.order_by("created_at")),
        *((Because.KEPT, row) for row in kept.values_list("owner", "post__thread", "created_at")),
    ]
    Watch.objects.bulk_create(
        [
            Watch(person_id=person, thread_id=thread, since=since, because=because)
            for because, (person, thread, since) in rows
        ],
        ignore_conflicts=True,
    )


def _happened(since: datetime) -> list[Happened]:
    posts = Post.objects.filter(published_at__gte=since)
    replies = Message.objects.standing().filter(created_at__gte=since)
    asked = JoinRequest.objects.waiting()
    invited = Invitation.objects.waiting()
    return [
        *(
            (post.published_at, "PostPublished", {"post_id": post.pk, "person_id": post.author_id})
            for post in posts
        ),
        *((reply.created_at, "MessagePosted", {"message_id": reply.pk}) for reply in replies),
        *((one.asked_at, "JoinRequested", _ids(one, "request")) for one in asked),
        *((one.invited_at, "PersonInvited", _ids(one, "invitation")) for one in invited),
    ]


def _ids(one: JoinRequest | Invitation, name: str) -> dict[str, int]:
    return {f"{name}_id": one.pk, "community_id": one.community_id, "person_id": one.person_id}


def _read_until_yesterday(today: datetime) -> None:
    """No mail of it leaves: it is days ago, and nobody has such an address."""
    caught_up = today + CAUGHT_UP
    Notice.objects.filter(at__lt=caught_up).update(read_at=caught_up, held_at=None)
    Nudge.objects.filter(notice__at__lt=today).delete()
    Letter.objects.all().delete()
