"""What somebody has been told, why, and what waits for their bundle."""

from collections.abc import Collection

from notifications.models import Preference
from people.models import User


def preferences_of(person_ids: Collection[int]) -> dict[int, Preference]:
    """Who never chose gets the defaults."""
    chosen = Preference.objects.in_bulk(list(person_ids))
    return {pk: chosen.get(pk) or Preference(person_id=pk) for pk in person_ids}


def preference_of(person: User) -> Preference:
    return preferences_of([person.pk])[person.pk]
