"""The one place that decides whether somebody is disturbed now, or hears of it in the bundle."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from kenniscafe import mail
from notifications.models import Notice, Nudge, Preference
from people.queries import away
from people.zones import zone_of


def nudge(notice: Notice, wish: Preference) -> bool:
    """A mail at once, when the budget of the day where they are has room for it, and they are neither away nor in quiet hours.

    One per conversation until it is read. What does not leave stays held for the bundle.
    """
    here = timezone.now().astimezone(zone_of(notice.person))
    if notice.mailed_at is not None or is_quiet(wish, here) or away(notice.person):
        return False
    number = _next_number(notice, here, wish.budget)
    if number is None:
        return False
    notice.mailed_at, notice.held_at = timezone.now(), None
    notice.save(update_fields=["mailed_at", "held_at"])
    mail.queue("nudge", to=notice.person, about={"notice": notice.pk, "number": number})
    return True


def hold_back(notice: Notice) -> None:
    """It was to be mailed and may not disturb any more: it waits for the bundle."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(held_at=timezone.now(), mailed_at=None)


def is_quiet(wish: Preference, here: datetime) -> bool:
    """`here` is the time where they are. Quiet hours may go over midnight; the same hour twice is none."""
    if here.weekday() in wish.quiet_days:
        return True
    begin, end, now = wish.quiet_from, wish.quiet_until, here.time()
    if begin <= end:
        return begin <= now < end
    return now >= begin or now < end


def _next_number(notice: Notice, here: datetime, budget: int) -> int | None:
    """Of that day's budget; two workers never take the same."""
    mine = Nudge.objects.filter(person=notice.person_id, day=here.date())
    while True:
        number = (mine.aggregate(last=Max("number"))["last"] or 0) + 1
        if number > budget:
            return None
        try:
            with transaction.atomic():
                Nudge.objects.create(
                    person_id=notice.person_id, day=here.date(), number=number, notice=notice
                )
        except IntegrityError:
            continue
        return number
