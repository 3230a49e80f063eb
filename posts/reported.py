"""What who judges sees of the cases: what waits, what was decided, and one of them with what stood around it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from communities.models import Community, Membership
from communities.querysets import runs
from kenniscafe import richtext
from people.models import User
from posts.judging import State, choices_of, state_of
from posts.models import Case, Judgement, Post, Report, Rule
from posts.querysets import CaseQuerySet
from threads.mentions import linked, people_in
from threads.models import Message

LISTED: Final = 50
TITLE: Final = 90  # characters of what a reply says


@dataclass(frozen=True, slots=True)
class Reported:
    """How often, since when, and as what; never by whom."""

    times: int
    first: datetime
    rules: list[str]
    words: list[str]


@dataclass(frozen=True, slots=True)
class Row:
    case: Case
    title: str
    reported: Reported
    state: State


@dataclass(frozen=True, slots=True)
class Piece:
    """A text as it stands in the conversation; `hit` is the one that was reported."""

    author: User
    at: datetime
    html: str
    language: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """A case to be judged."""

    row: Row
    pieces: Sequence[Piece]
    place: str  # the address of where it stands, for who reads there
    choices: Sequence[Judgement.What]
    history: Sequence[Judgement]


def waiting(viewer: User, community: Community | None) -> list[Row]:
    cases = _cases(viewer, community).waiting().order_by("opened_at", "pk")
    return rows_of(cases[:LISTED])


def decided(viewer: User, community: Community | None) -> list[Row]:
    """This month."""
    month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    cases = _cases(viewer, community).settled().filter(settled_at__gte=month)
    return rows_of(cases.order_by("-settled_at", "-pk")[:LISTED])


def cases_here(viewer: User, community: Community | None) -> CaseQuerySet:
    """Any case of this place, also an older one."""
    return _cases(viewer, community)


def rows_of(cases: QuerySet[Case, Case]) -> list[Row]:
    found = list(cases)
    reported = _reported(found)
    return [Row(case, title_of(case), reported[case.pk], state_of(case)) for case in found]


def whole(viewer: User, case: Case) -> Whole:
    return Whole(
        row=rows_of(Case.objects.visible_to(viewer).filter(pk=case.pk).with_things())[0],
        pieces=_pieces(viewer, case),
        place=_place_of(viewer, case),
        choices=choices_of(case),
        history=list(case.judgements.select_related("by")),
    )


def title_of(case: Case) -> str:
    if case.post is not None:
        return case.post.title
    if case.message is not None:
        words = richtext.plain_text(html_of(case.message))
        return (
            f"“{richtext.clean_line(words, limit=TITLE)}”" if words else _("A reply that is gone")
        )
    return case.about.name


def html_of(message: Message) -> str:
    """Also while it is out of sight."""
    withheld = getattr(message, "withheld", None)
    return withheld.html if withheld else message.html


def colleagues_who_judge(viewer: User, community: Community) -> list[User]:
    """With whom one looks after it."""
    running = Membership.objects.visible_to(viewer).running().filter(community=community)
    rows = running.exclude(person=viewer).select_related("person").by_role()
    return [row.person for row in rows]


def _cases(viewer: User, community: Community | None) -> CaseQuerySet:
    seen = Case.objects.visible_to(viewer).with_things()
    if community is not None:
        return seen.filter(community=community)
    return seen.filter(~runs(viewer))


def _reported(cases: Sequence[Case]) -> dict[int, Reported]:
    found: dict[int, list[Report]] = {case.pk: [] for case in cases}
    reports = Report.objects.filter(case__in=found)  # visibility: counts, of cases that were seen
    for report in reports.defer("reporter").order_by("at"):
        found[report.case_id].append(report)
    return {
        case.pk: Reported(
            times=len(found[case.pk]),
            first=min((one.at for one in found[case.pk]), default=case.opened_at),
            rules=[
                str(Rule(rule).label)
                for rule, _n in Counter(one.rule for one in found[case.pk]).most_common()
            ],
            words=[one.words for one in found[case.pk] if one.words],
        )
        for case in cases
    }


def _pieces(viewer: User, case: Case) -> list[Piece]:
    """What stands before and after it, as far as the judge reads there; it itself always."""
    if case.post is not None:
        post = case.post
        shown = [(post.author, post.published_at, post.html, post.language, True)]
    elif case.message is not None:
        shown = _talk(viewer, case.message)
    else:
        return []
    called = people_in(html for _author, _at, html, _language, _hit in shown)
    return [
        Piece(author, at, linked(html, called), language, hit)
        for author, at, html, language, hit in shown
    ]


def _talk(viewer: User, message: Message) -> list[tuple[User, datetime, str, str, bool]]:
    around = Message.objects.visible_to(viewer).standing().filter(thread=message.thread_id)
    around = around.select_related("author")
    before = around.filter(number__lt=message.number).order_by("-number").first()
    after = around.filter(number__gt=message.number).order_by("number").first()
    return [
        (
            one.author,
            one.created_at,
            html_of(one) if one.pk == message.pk else one.html,
            one.language,
            one.pk == message.pk,
        )
        for one in (before, message, after)
        if one is not None
    ]


def _place_of(viewer: User, case: Case) -> str:
    if case.post is not None:
        seen = Post.objects.visible_to(viewer).filter(pk=case.post.pk).exists()
        return case.post.get_absolute_url() if seen else ""
    if case.message is not None:
        seen = Message.objects.visible_to(viewer).filter(pk=case.message.pk).exists()
        return case.message.thread.address if seen else ""
    seen = User.objects.visible_to(viewer).filter(pk=case.about_id).exists()
    return case.about.get_absolute_url() if seen else ""
