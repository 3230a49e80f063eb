from uuid import uuid4

import pytest

from communities.actions import change_community, start_community
from communities.events import CommunityChanged, CommunityPageChanged, CommunityStarted
from communities.models import Community, Membership
from communities.permissions import CommunityIsArchived, NameIsMissing
from kenniscafe.events import Event
from kenniscafe.permissions import NotAllowed
from search.models import SearchChange
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.communities import a_started_community, an_archived_community

pytestmark = pytest.mark.django_db


def marked() -> set[tuple[str, int]]:
    return set(SearchChange.objects.values_list("kind", "object_id"))


def described(community: Community, **other: str) -> dict[str, str]:
    return {
        "name": community.name,
        "purpose": community.purpose,
        "kind": community.kind,
        "icon": community.icon,
    } | other


def test_who_starts_a_community_manages_it(happened: list[Event]) -> None:
    fenna = a_person()

    community = start_community(
        fenna, name=" Gras\tland ", purpose="Voor wie maait.", html="<p>Hoi<script>x</script></p>"
    )

    assert (community.name, community.slug) == ("Gras land", "gras-land")
    assert [block.value.source for block in community.page.body] == ["<p>Hoi</p>"]
    assert (community.page.live, community.page.live_revision.user) == (True, fenna)
    assert [(row.person, row.role) for row in community.memberships.all()] == [(fenna, "manager")]
    assert happened == [
        CommunityPageChanged(community_id=community.pk),
        CommunityStarted(community_id=community.pk, person_id=fenna.pk),
    ]
    assert marked() == {("community", community.pk), ("person", fenna.pk)}


def test_the_same_form_twice_starts_one_community(happened: list[Event]) -> None:
    fenna, key = a_person(), uuid4()

    first = a_started_community(fenna, client_key=key)

    assert a_started_community(fenna, client_key=key) == first
    assert a_started_community(a_person(), client_key=key) != first
    assert len(happened) == 2


def test_two_of_the_same_name_have_each_their_address() -> None:
    slugs = [a_started_community(name="Oude kaarten").slug for _ in range(3)]
    assert slugs == ["oude-kaarten", "oude-kaarten-2", "oude-kaarten-3"]


@pytest.mark.parametrize("name", ["☕☕", "مجتمع", "!!!"])
def test_a_name_without_letters_for_an_address_still_gets_one(name: str) -> None:
    assert a_started_community(name=name).slug == "community"


def test_the_address_of_a_hidden_community_gives_it_away_to_nobody() -> None:
    hidden = a_started_community(name="Reorganisatie", kind="hidden")

    assert hidden.slug.startswith("reorganisatie-")
    assert a_started_community(name="Reorganisatie").slug == "reorganisatie"


def test_a_guest_starts_nothing() -> None:
    with pytest.raises(NotAllowed):
        a_started_community(a_guest(of=a_community()))
    with pytest.raises(NotAllowed):
        a_started_community(a_person(is_active=False))


def test_a_community_has_a_name() -> None:
    with pytest.raises(NameIsMissing):
        a_started_community(name=" \u200b ")


def test_a_manager_describes_it_anew_and_its_address_stays(happened: list[Event]) -> None:
    manager = a_person()
    community = a_community(manager=manager)

    change_community(
        manager, community=community, **described(community, name="Nieuw", icon="fish")
    )

    changed = Community.objects.get(pk=community.pk)
    assert (changed.name, changed.icon, changed.slug) == ("Nieuw", "fish", community.slug)
    assert happened == [CommunityChanged(community_id=community.pk, by_id=manager.pk)]
    assert marked() == {("community", community.pk)}


def test_the_same_description_again_is_no_change(happened: list[Event]) -> None:
    community = a_community()
    change_community(community.created_by, community=community, **described(community))
    assert happened == []


def test_only_its_managers_describe_it() -> None:
    community = a_community()
    moderator = a_member(a_person(), community, role="moderator")
    for somebody in (moderator, a_person(), a_guest(of=community)):
        with pytest.raises(NotAllowed):
            change_community(somebody, community=community, **described(community, name="X"))


def test_what_is_in_the_archive_is_not_described_anew() -> None:
    community = an_archived_community()
    with pytest.raises(CommunityIsArchived):
        change_community(
            community.created_by, community=community, **described(community, name="X")
        )


def test_who_may_see_changes_with_the_kind_and_with_nothing_else() -> None:
    community = a_community()
    manager = community.created_by

    change_community(manager, community=community, **described(community, name="Anders"))
    community.refresh_from_db()
    assert community.access_version == 0

    change_community(manager, community=community, **described(community, kind="hidden"))
    community.refresh_from_db()
    assert community.access_version == 1
    assert Membership.objects.filter(community=community).count() == 1
