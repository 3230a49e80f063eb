"""Every write of this app."""

from .begin import make_page, open_page, page_changed
from .doors import (
    accept_invitation,
    ask_to_join,
    decline_invitation,
    decline_request,
    invite,
    let_in,
    withdraw_invitation,
    withdraw_request,
)
from .members import (
    change_role,
    choose_community_level,
    join_community,
    leave_community,
    remove_member,
)
from .places import archive_community, change_community, reopen_community, start_community

__all__ = [
    "accept_invitation",
    "archive_community",
    "ask_to_join",
    "change_community",
    "change_role",
    "choose_community_level",
    "decline_invitation",
    "decline_request",
    "invite",
    "join_community",
    "leave_community",
    "let_in",
    "make_page",
    "open_page",
    "page_changed",
    "remove_member",
    "reopen_community",
    "start_community",
    "withdraw_invitation",
    "withdraw_request",
]
