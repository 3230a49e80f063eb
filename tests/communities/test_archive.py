import pytest

from communities.actions import archive_community, reopen_community
from communities.events import CommunityArchived, CommunityReopened
from communities.models import Archival, Community
from communities.permissions import can_read, can_write_in
from kenniscafe.events import Event
from kenniscafe.permissions import NotAllowed
from search.models import SearchChange
from tests.factories import a_community, a_guest, a_member, a_person

pytestmark = pytest.mark.django_db


def test_in_the_archive_everyone_reads_and_nobody_writes(happened: list[Event]) -> None:
    community = a_community()
    noor, tess = community.created_by, a_member(a_person(), community)
    assert can_write_in(tess, community)

    archive_community(noor, community=community)
    archive_community(noor, community=community)

    kept = Community.objects.get(pk=community.pk)
    assert can_read(tess, kept)
    assert not can_write_in(tess, kept)
    assert not can_write_in(noor, kept)
    assert Archival.objects.get().by == noor
    assert happened == [CommunityArchived(community_id=community.pk, by_id=noor.pk)]
    assert SearchChange.objects.filter(kind="community", object_id=community.pk).exists()


def test_opened_again_it_is_written_in_again(happened: list[Event]) -> None:
    community = a_community()
    noor = community.created_by
    archive_community(noor, community=community)
    happened.clear()

    reopen_community(noor, community=community)
    reopen_community(noor, community=community)

    assert can_write_in(noor, Community.objects.get(pk=community.pk))
    assert happened == [CommunityReopened(community_id=community.pk, by_id=noor.pk)]


def test_only_a_manager_puts_away_and_takes_out() -> None:
    community = a_community()
    moderator = a_member(a_person(), community, role="moderator")
    for somebody in (moderator, a_guest(of=community), a_person()):
        with pytest.raises(NotAllowed):
            archive_community(somebody, community=community)
        with pytest.raises(NotAllowed):
            reopen_community(somebody, community=community)
