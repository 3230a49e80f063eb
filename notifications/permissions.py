"""A notice is its reader's alone; can_view says of one what `visible_to` says of all."""

from communities.models import Invitation
from communities.permissions import can_know_of, can_manage
from notifications.models import Notice
from people.querysets import Viewer
from threads.permissions import can_read


def can_view(viewer: Viewer, notice: Notice) -> bool:
    if not viewer.is_authenticated or not viewer.may_enter or notice.person_id != viewer.pk:
        return False
    if notice.thread is not None:
        gone = notice.message is not None and notice.message.removed_at is not None
        return can_read(viewer, notice.thread) and not gone
    if notice.community is None:
        return False
    match notice.kind:
        case Notice.Kind.INVITED:
            waiting = Invitation.objects.waiting().filter(community=notice.community)
            return waiting.filter(person=viewer.pk).exists()
        case Notice.Kind.WAITS:
            return can_manage(viewer, notice.community)
    return notice.kind == Notice.Kind.DECIDED and can_know_of(viewer, notice.community)
