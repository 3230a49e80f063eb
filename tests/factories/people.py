"""People in every state, and what they tell of themselves."""

from datetime import timedelta

from django.utils import timezone

from communities.models import Community
from people.actions import change_profile
from people.models import PersonTag, User
from posts.models import Post
from tests.factories import a_guest, a_member, a_person


def an_ended_guest(name: str = "", *, of: Community | None = None) -> User:
    guest = a_guest(name, of=of)
    guest.access_until = timezone.now() - timedelta(minutes=1)
    guest.save()
    return guest


def somebody_inactive(name: str = "") -> User:
    return a_person(name, is_active=False)


def somebody_imported(name: str = "", *, of: Community | None = None) -> User:
    person = a_person(name, collection="oude-site", source_id=name or "1")
    return a_member(person, of) if of else person


def who_tells(name: str = "", **changes: object) -> User:
    person = a_person(name)
    change_profile(person, **changes)  # type: ignore[arg-type]
    return User.objects.get(pk=person.pk)


def knows(person: User, post: Post) -> None:
    """They say they know of what the post is about."""
    PersonTag.objects.create(person=person, tag=post.tags.get(), stance="knows")
