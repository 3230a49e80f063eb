"""Days from today, as somebody is away on them."""

from datetime import date, timedelta

from django.utils import timezone


def days(first: int, last: int) -> dict[str, date]:
    today = timezone.localdate()
    return {"first_day": today + timedelta(first), "last_day": today + timedelta(last)}
