"""Every write in a conversation. Order: may they, is it sound, write in one transaction, say what happened."""

from threads.actions.messages import (
    begin_to_watch,
    choose_level,
    describe_thread,
    edit_message,
    open_thread,
    post_message,
    react,
    remove_message,
    show_changed,
    take_back_all,
    unreact,
)
from threads.actions.withhold import adapt, forget_withheld, give_back, withhold

__all__ = [
    "adapt",
    "begin_to_watch",
    "choose_level",
    "describe_thread",
    "edit_message",
    "forget_withheld",
    "give_back",
    "open_thread",
    "post_message",
    "react",
    "remove_message",
    "show_changed",
    "take_back_all",
    "unreact",
    "withhold",
]
