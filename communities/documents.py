"""A community as search knows it. Its place never changes, so opening or closing it rewrites no post."""

from collections.abc import Iterator

from django.db.models import QuerySet

from communities.models import Community
from communities.querysets import CommunityQuerySet, communities_of
from frontend.blocks import text_of
from people.models import User
from people.querysets import Viewer
from search.documents import EMPLOYEES, Document, Near, community_token, members_token
from search.sources import Source


def rows() -> QuerySet[Community]:
    return Community.objects.select_related("page")


def to_document(community: Community) -> Document:
    readers, about = (community_token(community.pk),), _start_here(community)
    is_open = community.kind == Community.Kind.OPEN
    is_hidden = community.kind == Community.Kind.HIDDEN
    return Document(
        kind="community",
        id=community.pk,
        tab="communities",
        audience=readers if is_hidden else (EMPLOYEES, *readers),
        title=community.name,
        body=f"{community.purpose}\n{about}" if is_open or is_hidden else community.purpose,
        community=community.pk,
        published_at=community.created_at,
        near=None if is_open or is_hidden else Near(audience=readers, body=about),
    )


def _start_here(community: Community) -> str:
    page = getattr(community, "page", None)
    return text_of(page.body) if page is not None and page.live else ""


def read_back(viewer: User) -> CommunityQuerySet:
    return Community.objects.visible_to(viewer).with_counts().select_related("archival")


def tokens(viewer: Viewer) -> Iterator[str]:
    """What the viewer may read: every open community for an employee, their own for everybody."""
    if not viewer.is_authenticated or not viewer.may_enter:
        return
    if viewer.is_employee:
        yield EMPLOYEES
    for pk in Community.objects.readable_by(viewer).values_list("pk", flat=True):
        yield community_token(pk)
    for pk in communities_of(viewer).values_list("community_id", flat=True):
        yield members_token(pk)


def named(viewer: User, words: str) -> QuerySet[Community, int]:
    """`in:` followed by a piece of the name."""
    seen = Community.objects.visible_to(viewer).filter(name__icontains=words)
    return seen.values_list("pk", flat=True)


SOURCE = Source(
    kind="community",
    rows=rows,
    to_document=to_document,
    read_back=read_back,
    template="communities/hit.html",
    name_field="name",
)
