import pytest

from communities.actions import change_community
from communities.documents import SOURCE, named, tokens
from communities.models import Community
from people.models import User
from search.documents import community_token, members_token
from tests.factories import a_community, a_guest, a_member, a_person, an_administrator
from tests.factories.communities import a_start_text, an_archived_community

pytestmark = pytest.mark.django_db


def a_described(kind: str) -> Community:
    community = a_community("Dijkwerkers", kind=kind)
    community.purpose = "Aan de dijk."
    community.save()
    a_start_text(community, "<p>Lees eerst <b>dit</b>.</p>")
    return community


def readable_text(community: Community, viewer: User) -> str:
    """All that an index which keeps its word lets this viewer find."""
    document, mine = SOURCE.to_document(community), set(tokens(viewer))
    if mine.isdisjoint(document.audience):
        return ""
    near = document.near
    said = [document.title, document.body]
    if near and not mine.isdisjoint(near.audience):
        said.append(near.body)
    return "\n".join(said)


def test_an_open_community_is_found_by_all_it_says() -> None:
    community = a_described("open")
    for somebody in (a_person(), a_guest(of=community)):
        assert readable_text(community, somebody) == "Dijkwerkers\nAan de dijk.\nLees eerst dit."
    assert readable_text(community, a_guest()) == ""


def test_of_a_closed_one_the_start_text_is_for_its_members() -> None:
    community = a_described("closed")
    assert "Lees eerst" in readable_text(community, a_member(a_person(), community))
    assert readable_text(community, a_person()) == "Dijkwerkers\nAan de dijk."
    assert readable_text(community, a_guest()) == ""


def test_a_hidden_one_is_found_by_its_members_alone() -> None:
    community = a_described("hidden")
    assert "Lees eerst" in readable_text(community, a_member(a_person(), community))
    for somebody in (a_person(), an_administrator(), a_guest()):
        assert readable_text(community, somebody) == ""


def test_what_the_tokens_open_is_what_the_database_shows() -> None:
    communities = [a_community(kind=kind) for kind in ("open", "closed", "hidden")]
    communities.append(an_archived_community(kind="hidden"))
    viewers = [a_person(), an_administrator(), a_guest(), a_person(is_active=False)]
    for community in communities:
        viewers += [a_member(a_person(), community), a_guest(of=community)]
    for viewer in viewers:
        found = {place for place in communities if readable_text(place, viewer)}
        assert found == set(SOURCE.read_back(viewer)), viewer
        readable = {community_token(c.pk) for c in Community.objects.readable_by(viewer)}
        assert readable <= set(tokens(viewer))


def test_only_members_hold_the_token_of_members() -> None:
    community = a_community()
    assert members_token(community.pk) in set(tokens(a_guest(of=community)))
    assert members_token(community.pk) not in set(tokens(a_person()))


def test_opening_or_closing_changes_no_token_of_what_stands_in_it() -> None:
    community = a_described("open")
    before = SOURCE.to_document(community).community
    change_community(
        community.created_by,
        community=community,
        name=community.name,
        purpose=community.purpose,
        kind="closed",
        icon=community.icon,
    )
    community.refresh_from_db()
    assert SOURCE.to_document(community).community == before == community.pk


def test_a_piece_of_the_name_names_what_the_viewer_knows_of() -> None:
    open_one, hidden = a_community("Dijkwerkers"), a_community("Dijkgeheim", kind="hidden")
    assert list(named(a_person(), "dijk")) == [open_one.pk]
    assert set(named(a_member(a_person(), hidden), "DIJK")) == {open_one.pk, hidden.pk}
