"""Who asks to come into a community, is asked in, or got an answer."""

from communities.models import Invitation, JoinRequest, Membership
from notifications.models import Notice, Telling
from notifications.telling.news import News

Kind = Notice.Kind


def invited(telling: Telling, invitation_id: int, community_id: int, person_id: int) -> News | None:
    invitation = Invitation.objects.waiting().filter(pk=invitation_id).first()
    if invitation is None:
        return None
    news = News(telling.at, invitation.invited_by_id, community_id=community_id)
    news.tell([person_id], Kind.INVITED)
    return news


def asked(telling: Telling, request_id: int, community_id: int, person_id: int) -> News | None:
    if not JoinRequest.objects.waiting().filter(pk=request_id).exists():
        return None
    news = News(telling.at, person_id, community_id=community_id)
    managers = Membership.objects.filter(community=community_id, role=Membership.Role.MANAGER)
    news.tell(managers.values_list("person_id", flat=True), Kind.WAITS)
    return news


def decided(telling: Telling, request_id: int, community_id: int, by_id: int) -> News | None:
    """Who takes their own request back knows."""
    request = JoinRequest.objects.filter(pk=request_id).exclude(person=by_id).first()
    if request is None:
        return None
    news = News(telling.at, by_id, community_id=community_id)
    news.tell([request.person_id], Kind.DECIDED)
    return news
