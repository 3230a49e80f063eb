"""What was done to others, for who may know: of a community who runs it, of the café administrators.

The café's log leaves out communities that an administrator may not know of, and what things were called in those
where they do not read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from communities.models import Community
from communities.permissions import can_manage
from kenniscafe.audit import kinds, sentence_of
from kenniscafe.models import AuditEntry
from kenniscafe.spreadsheets import harmless
from people.models import User

AT_ONCE: Final = 500
FOR_MANAGERS: Final = ("invited", "invite withdrawn")  # addresses of people who are not here
ICONS: Final = {
    "report_leave": "circle-check",
    "report_hide": "eye-off",
    "report_warn": "message-square-warning",
    "report_remove": "trash-2",
    "report_restore": "undo-2",
    "post_removed": "trash-2",
    "reply_removed": "trash-2",
    "post_edited": "pencil",
    "post_moved": "corner-up-right",
    "member_out": "user-minus",
    "place_archived": "archive",
    "place_reopened": "archive-restore",
    "tags_merged": "merge",
}


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    icon: str
    actor: str
    sentence: SafeString  # the same as `plain`, with the names in bold
    plain: str
    words: str
    reason: str
    place: str


def lines(
    viewer: User, community: Community | None, *, day: date | None = None, what: str = ""
) -> QuerySet[AuditEntry]:
    """The latest first. Asked for by who may: see the views."""
    rows = AuditEntry.objects.select_related("actor").order_by("-at", "-pk")
    if community is not None:
        rows = rows.filter(community=community.pk)
    else:
        known = Community.objects.visible_to(viewer).values("pk")
        rows = rows.filter(Q(community=None) | Q(community__in=known))
    if community is None or not can_manage(viewer, community):
        rows = rows.exclude(community__isnull=False, what__in=FOR_MANAGERS)
    if day is not None:
        begin = timezone.make_aware(datetime.combine(day, time.min))
        end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        rows = rows.filter(at__gte=begin, at__lt=end)
    return rows.filter(what=what) if what else rows


def shown(viewer: User, rows: Iterable[AuditEntry]) -> Iterator[Line]:
    places = dict(Community.objects.visible_to(viewer).values_list("pk", "name"))
    read = set(Community.objects.readable_by(viewer).values_list("pk", flat=True))
    for row in rows:
        reads = row.community is None or row.community in read
        words = row.words if reads else _("something you do not read")
        actor = row.actor.name if row.actor else _("The café")
        yield Line(
            at=row.at,
            icon=ICONS.get(row.what, "history"),
            actor=actor,
            sentence=format_html(_html(sentence_of(row)), actor=_bold(actor), words=_bold(words)),
            plain=sentence_of(row) % {"actor": actor, "words": words},
            words=words,
            reason=row.reason if reads else "",
            place=places.get(row.community, "") if row.community else "",
        )


def what_there_is() -> list[tuple[str, str]]:
    """To filter by."""
    nobody = {"actor": "…", "words": "…"}
    return sorted(
        ((key, str(said) % nobody) for key, said in kinds().items()), key=lambda one: one[1]
    )


def as_csv(viewer: User, rows: QuerySet[AuditEntry]) -> Iterator[list[str]]:
    yield [_("When"), _("Who"), _("What"), _("About"), _("Why"), _("Community")]
    for line in shown(viewer, rows.iterator(chunk_size=AT_ONCE)):
        cells = [line.actor, line.plain, line.words, line.reason, line.place]
        yield [timezone.localtime(line.at).isoformat(timespec="seconds"), *map(harmless, cells)]


def _bold(name: str) -> SafeString:
    return format_html("<b>{}</b>", name) if name else SafeString("")


def _html(sentence: str) -> str:
    """As format_html reads it."""
    plain = sentence.replace("{", "{{").replace("}", "}}")
    return plain.replace("%(actor)s", "{actor}").replace("%(words)s", "{words}")
