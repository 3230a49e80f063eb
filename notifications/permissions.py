"""A notice is its reader's alone; can_view says of one what `visible_to` says of all."""

from communities.models import Invitation
from communities.permissions import can_know_of, can_manage
from notifications.models import Notice
from people.models import Absence, User
from people.querysets import Viewer
from posts.models import Case, Report
from posts.permissions import can_view_case
from threads.permissions import can_read

Kind = Notice.Kind


def can_view(viewer: Viewer, notice: Notice) -> bool:
    if not viewer.is_authenticated or not viewer.may_enter or notice.person_id != viewer.pk:
        return False
    if notice.thread is not None:
        gone = notice.message is not None and notice.message.removed_at is not None
        return can_read(viewer, notice.thread) and not gone
    if notice.kind in (Kind.REPORTED, Kind.JUDGED, Kind.ABSENCE, Kind.GUEST):
        return _can_view_plain(viewer, notice)
    if notice.community is None:
        return False
    match notice.kind:
        case Kind.INVITED:
            waiting = Invitation.objects.waiting().filter(community=notice.community)
            return waiting.filter(person=viewer.pk).exists()
        case Kind.WAITS:
            return can_manage(viewer, notice.community)
    return notice.kind == Kind.DECIDED and can_know_of(viewer, notice.community)


def _can_view_plain(viewer: User, notice: Notice) -> bool:
    match notice.kind:
        case Kind.REPORTED:
            return (
                notice.case is not None and notice.case.waits and can_view_case(viewer, notice.case)
            )
        case Kind.JUDGED:
            return notice.case is not None and _hears_of(viewer, notice.case)
        case Kind.ABSENCE:
            return notice.event == "AbsenceChanged" or _still_so(viewer, notice)
    return viewer.is_superuser or viewer.invites.filter(accepted_by=notice.actor).exists()


def _hears_of(viewer: User, case: Case) -> bool:
    if Report.objects.filter(case=case, reporter=viewer).exists():
        return True
    touches = case.judgements.exclude(what__in=("leave", "gone"))
    return case.about_id == viewer.pk and touches.exists()


def _still_so(viewer: User, notice: Notice) -> bool:
    asked, mine = (
        {"person": notice.actor, "stand_in": viewer},
        {"person": viewer, "stand_in": notice.actor},
    )
    match notice.event:
        case "StandInAsked":
            return Absence.objects.filter(**asked, agreed_at=None, declined_at=None).exists()
        case "StandInAgreed":
            return Absence.objects.filter(**mine, agreed_at__isnull=False).exists()
    return Absence.objects.filter(**mine, declined_at__isnull=False).exists()
