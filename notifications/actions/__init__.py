"""Every write of this app."""

from .cups import forget_old, send_cups
from .notify import tell
from .nudging import hold_back, is_quiet
from .preferences import choose_preferences, forget_preferences, stop_mail
from .reading import read_all, read_conversation, read_notice, read_place
from .retracting import retract
from .unsubscribing import unsubscribe

__all__ = [
    "choose_preferences",
    "forget_old",
    "forget_preferences",
    "hold_back",
    "is_quiet",
    "read_all",
    "read_conversation",
    "read_notice",
    "read_place",
    "retract",
    "send_cups",
    "stop_mail",
    "tell",
    "unsubscribe",
]
