"""Where a post stands: who can read it there, and what its thread says of it."""

from typing import TypedDict

from django.db.models import Q

from communities.models import Community, Membership
from people.models import User
from people.querysets import UserQuerySet
from posts.models import Post
from threads.models import Thread


class Place(TypedDict):
    audience: str
    community: Community | None
    title: str
    address: str


def place_of(post: Post) -> Place:
    """What its thread carries of it; written again by every action that changes one of these."""
    audience = Thread.Audience.COMMUNITY if post.community else Thread.Audience.EMPLOYEES
    if post.is_withdrawn:
        audience = Thread.Audience.NOBODY
    return Place(
        audience=audience,
        community=None if post.is_withdrawn else post.community,
        title=post.title,
        address=post.get_absolute_url(),
    )


def readers(writer: User, community: Community | None) -> UserQuerySet:
    """People the writer sees who can read what stands there: whom they can call or name."""
    seen: UserQuerySet = User.objects.visible_to(writer)
    employees = Q(kind=User.Kind.EMPLOYEE)
    if community is None:
        return seen.filter(employees)
    members = Q(pk__in=Membership.objects.filter(community=community).values("person_id"))
    is_open = community.kind == Community.Kind.OPEN
    return seen.filter(members | employees) if is_open else seen.filter(members)
