from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kenniscafe import richtext
from kenniscafe.events import publish
from kenniscafe.permissions import NotAllowed, require
from people.models import User
from posts.actions.holding import hold
from posts.events import PollClosed, Voted
from posts.models import Poll, PollOption, PollVote, Post
from posts.permissions import (
    ChoiceIsUnknown,
    PollClosesTooSoon,
    PollIsClosed,
    TooFewChoices,
    can_close_poll,
    can_vote,
)

FEWEST, MOST, LONGEST = 2, 10, 120


def start_poll(
    actor: User,
    *,
    post: Post,
    choices: Sequence[str],
    several: bool = False,
    named: bool = False,
    closes_at: datetime | None = None,
) -> Poll:
    """With the post itself: what a vote will show is known before anybody votes."""
    require(actor.pk == post.author_id)
    texts = list(dict.fromkeys(richtext.clean_line(text, limit=LONGEST) for text in choices))
    texts = [text for text in texts if text]
    if not FEWEST <= len(texts) <= MOST:
        raise TooFewChoices
    if closes_at is not None and closes_at <= timezone.now():
        raise PollClosesTooSoon
    with transaction.atomic():
        hold(post)
        poll, is_new = Poll.objects.get_or_create(
            post=post, defaults={"several": several, "named": named, "closes_at": closes_at}
        )
        if is_new:
            PollOption.objects.bulk_create(
                PollOption(poll=poll, position=number, text=text)
                for number, text in enumerate(texts)
            )
    return poll


def vote(actor: User, *, post: Post, options: Collection[int]) -> None:
    """Exactly these are the actor's choices from now on; none takes the vote back."""
    require(can_vote(actor, post))
    with transaction.atomic():
        hold(post)
        poll = _poll_of(post)
        if poll.is_closed:
            raise PollIsClosed
        chosen = set(poll.options.filter(pk__in=options).values_list("pk", flat=True))
        if len(chosen) < len(set(options)) or (len(chosen) > 1 and not poll.several):
            raise ChoiceIsUnknown
        mine = PollVote.objects.filter(option__poll=poll, person=actor)
        before = set(mine.values_list("option", flat=True))
        if before == chosen:
            return
        mine.exclude(option__in=chosen).delete()
        PollVote.objects.bulk_create(
            PollVote(option_id=option, person=actor) for option in sorted(chosen - before)
        )
        publish(Voted(post_id=post.pk))


def close_poll(actor: User, *, post: Post) -> None:
    require(can_close_poll(actor, post))
    with transaction.atomic():
        hold(post)
        poll = _poll_of(post)
        if not poll.is_closed:
            poll.closes_at = timezone.now()
            poll.save(update_fields=["closes_at"])
            publish(PollClosed(post_id=post.pk, person_id=actor.pk))


def _poll_of(post: Post) -> Poll:
    poll = Poll.objects.filter(post=post).first()
    if poll is None:
        raise NotAllowed
    return poll
