"""What runs by the clock about people, and how often."""

from datetime import timedelta
from typing import Final

from people.absence import forget_past_absences
from people.accounts import ask_before_access_ends
from people.devices import forget_old_devices
from people.exporting import forget_old_exports
from people.reactions import let_people_go
from people.rosters.actions import forget_old_rosters

CLOCK: Final = {
    "let people go": (timedelta(hours=1), let_people_go),
    "forget old archives": (timedelta(hours=1), forget_old_exports),
    "forget past absences": (timedelta(hours=6), forget_past_absences),
    "forget old devices": (timedelta(days=1), forget_old_devices),
    "forget old lists of people": (timedelta(days=1), forget_old_rosters),
    "ask before access ends": (timedelta(days=1), ask_before_access_ends),
}
