"""What the screens about "still true?" ask: what is due, what replaced it, and who would read it elsewhere."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils import timezone

from communities.models import Community, Membership
from people.models import User
from posts.audience import readers
from posts.models import Post, Verification
from posts.permissions import keeper_of
from posts.querysets import PostQuerySet
from search.queries import most_alike

SOON: Final = timedelta(days=30)
NAMED: Final = 12


@dataclass(frozen=True, slots=True)
class Due:
    post: Post
    keeper: User
    verified: Verification | None

    @property
    def is_late(self) -> bool:
        return self.post.check_on is not None and self.post.check_on < timezone.localdate()


@dataclass(frozen=True, slots=True)
class Consequences:
    """Of moving a post: who of those involved, as far as the mover sees them, would no longer read it."""

    to: Community | None
    members: int
    losing: list[User]
    others: int


def due(viewer: User, *, within: timedelta = timedelta()) -> PostQuerySet:
    """What the viewer may see and somebody is asked about, now or soon, the longest waiting first."""
    seen = Post.objects.visible_to(viewer).published()
    return seen.due(timezone.localdate() + within).order_by("check_on", "pk")


def to_check(viewer: User) -> PostQuerySet:
    """What the viewer keeps right."""
    return due(viewer).kept_right_by(viewer)


def is_due(post: Post) -> bool:
    asked = post.check_on is not None and post.check_on <= timezone.localdate()
    return asked and not post.is_obsolete


def due_in(viewer: User, community: Community) -> PostQuerySet:
    """What must be looked at within a month, what is most read first."""
    soon = due(viewer, within=SOON).filter(community=community)
    return soon.order_by("-reads", "check_on", "pk")


def with_keepers(posts: list[Post]) -> list[Due]:
    last = {
        row.post_id: row for row in Verification.objects.filter(post__in=posts).order_by("at", "pk")
    }
    keepers = User.objects.in_bulk([keeper_of(post) for post in posts])
    return [Due(post, keepers[keeper_of(post)], last.get(post.pk)) for post in posts]


def last_verification(post: Post) -> Verification | None:
    return post.verifications.select_related("by").order_by("-at", "-pk").first()


def replacement(viewer: User, post: Post) -> Post | None:
    """Where the viewer reads on; None also where they may not know of it."""
    other = post.obsolescence.replaced_by_id if post.is_obsolete else None
    if other is None:
        return None
    return Post.objects.visible_to(viewer).published().filter(pk=other).first()


def posts_meant(viewer: User, words: str, *, most: int = 5) -> list[Post]:
    """Posts the viewer may mean, best first."""
    ids = most_alike(viewer, words, kind="post", most=most)
    found = Post.objects.visible_to(viewer).published().with_card_data().in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def places_to_move_to(actor: User, post: Post) -> list[Community]:
    mine = Community.objects.joined_by(actor).in_use().order_by("name")
    return [place for place in mine if place.pk != post.community_id]


def consequences(actor: User, post: Post, to: Community | None) -> Consequences:
    involved = User.objects.visible_to(actor).filter(involvements__post=post).distinct()
    losing = involved.exclude(pk__in=readers(actor, to)).order_by("name")
    members = Membership.objects.filter(community=to).count() if to else 0
    return Consequences(to, members, list(losing[:NAMED]), max(losing.count() - NAMED, 0))
