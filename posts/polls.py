"""How a poll stands, for one viewer. Numbers show once they voted or it has closed; names only where that was said."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from people.models import User
from posts.models import Poll, PollVote, Post
from posts.permissions import May

NAMED = 8  # people beside one choice; the others are a number


@dataclass(frozen=True, slots=True)
class Choice:
    pk: int
    text: str
    votes: int
    percent: int  # of the people who voted, 0 to 100
    mine: bool
    people: list[User]
    others: int  # people who chose it and are not among these


@dataclass(frozen=True, slots=True)
class PollState:
    choices: list[Choice]
    voters: int
    several: bool
    named: bool
    closes_at: datetime | None
    is_closed: bool
    has_voted: bool
    asks: bool  # the form stands there, not the numbers
    may_vote: bool
    may_close: bool


def poll_of(viewer: User, post: Post, may: May, *, again: bool = False) -> PollState | None:
    """`again`: who voted wants to choose anew."""
    poll = Poll.objects.filter(post=post).first()
    if poll is None:
        return None
    mine = set(
        PollVote.objects.filter(option__poll=poll, person=viewer).values_list("option", flat=True)
    )
    open_to = may.vote and not poll.is_closed
    asks = open_to and (not mine or again)
    votes = PollVote.objects.filter(option__poll=poll)
    voters = 0 if asks and not mine else votes.values("person").distinct().count()
    return PollState(
        choices=_choices(viewer, poll, mine, voters),
        voters=voters,
        several=poll.several,
        named=poll.named,
        closes_at=poll.closes_at,
        is_closed=poll.is_closed,
        has_voted=bool(mine),
        asks=asks,
        may_vote=open_to,
        may_close=may.close_poll and not poll.is_closed,
    )


def _choices(viewer: User, poll: Poll, mine: set[int], voters: int) -> list[Choice]:
    people = _people(viewer, poll) if poll.named and voters else {}
    choices = []
    # A query that counts leaves the model's own order out.
    for option in poll.options.annotate(n=Count("votes")).order_by("position"):
        votes = option.n if voters else 0
        shown = people.get(option.pk, [])[:NAMED]
        choices.append(
            Choice(
                pk=option.pk,
                text=option.text,
                votes=votes,
                percent=round(100 * votes / voters) if voters else 0,
                mine=option.pk in mine,
                people=shown,
                others=votes - len(shown),
            )
        )
    return choices


def _people(viewer: User, poll: Poll) -> dict[int, list[User]]:
    """Whom the viewer sees, in the order in which they chose."""
    rows = list(
        PollVote.objects.filter(option__poll=poll, person__in=User.objects.visible_to(viewer))
        .select_related("person")
        .order_by("pk")
    )
    found: dict[int, list[User]] = {}
    for row in rows:
        found.setdefault(row.option_id, []).append(row.person)
    return found
