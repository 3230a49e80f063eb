"""Who may go through a door, of those who see the thing: told by who comes and by the thing."""

from collections.abc import Callable

from tests.permissions.seen import level
from tests.permissions.world import Thing

OPENS, CLOSED, REFUSED, ABSENT = "opens", "403", "422", "404"
RUN = ("moderator", "manager")
MEMBERS = (*RUN, "member")
GUESTS = ("open_guest", "hidden_guest")

Says = Callable[[str, Thing], str]


def may(condition: bool) -> str:
    return OPENS if condition else CLOSED


def everybody(_role: str, _thing: Thing) -> str:
    return OPENS


# Communities


def who_reads(role: str, thing: Thing) -> str:
    return may(level(role, thing.row) == "F")


def manager(role: str, _thing: Thing) -> str:
    return may(role == "manager")


def manager_among_readers(role: str, thing: Thing) -> str:
    """Who is in a closed community is not for others to know: a name there is no name."""
    return manager(role, thing) if level(role, thing.row) == "F" else ABSENT


def colleagues_walk_in(role: str, thing: Thing) -> str:
    return may(thing.kind == "open" and role not in GUESTS)


def colleagues_knock(role: str, thing: Thing) -> str:
    """Members are led to where they are already."""
    is_in = role in MEMBERS or role in GUESTS or (role, thing.name) == ("neighbour", "elsewhere")
    return may(is_in or thing.kind == "closed")


def members_invite(role: str, thing: Thing) -> str:
    return may(role == "manager" if thing.kind == "hidden" else role in MEMBERS)


# Posts and what is said under them


def in_use(thing: Thing) -> bool:
    return thing.row != "archived"


def runs_it(role: str, thing: Thing) -> bool:
    return thing.row in ("open", "closed", "hidden", "archived") and role in RUN


def author(role: str, thing: Thing) -> str:
    return may(role == thing.author)


def author_or_who_runs(role: str, thing: Thing) -> str:
    return may(role == thing.author or runs_it(role, thing))


def who_may_edit(role: str, thing: Thing) -> str:
    """A link is its keeper's: it stands in their archive too."""
    may_at_all = author if thing.kind == "link" else author_or_who_runs
    return may(in_use(thing) and may_at_all(role, thing) == OPENS)


def who_may_remove(role: str, thing: Thing) -> str:
    return may(role == "administrator" or author_or_who_runs(role, thing) == OPENS)


def asker_or_manager(role: str, thing: Thing) -> str:
    manages = role == "manager" and runs_it(role, thing)
    return may(in_use(thing) and (role == thing.author or manages))


def while_in_use(_role: str, thing: Thing) -> str:
    return may(in_use(thing))


def who_reads_replies(_role: str, thing: Thing) -> str:
    """In the archive the form comes back with the reason and what was typed."""
    return OPENS if in_use(thing) else REFUSED


def replier(role: str, thing: Thing) -> str:
    return may(in_use(thing) and role == thing.replier)


def replier_or_who_clears(role: str, thing: Thing) -> str:
    return may(role in (thing.replier, "administrator") or runs_it(role, thing))


def while_no_post_has_it(_role: str, thing: Thing) -> str:
    return may(thing.kind == "waiting")


# People and what waits


def anybody_else(role: str, thing: Thing) -> str:
    return may(role != thing.author)


def kept_by_others(role: str, thing: Thing) -> str:
    return OPENS if role != thing.author else ABSENT


def who_looks_after(role: str, thing: Thing) -> str:
    return may(in_use(thing) and author_or_who_runs(role, thing) == OPENS)


def who_moves(role: str, thing: Thing) -> str:
    return may(thing.kind != "link" and who_looks_after(role, thing) == OPENS)


def who_runs(role: str, _thing: Thing) -> str:
    return may(role in RUN)


def wrongly_reported(role: str, thing: Thing) -> str:
    """The form comes back; who wrote it is led to it."""
    return OPENS if role == thing.author else REFUSED


def wrongly_reported_reply(role: str, thing: Thing) -> str:
    return OPENS if role == thing.replier else REFUSED


def administrator(role: str, _thing: Thing) -> str:
    return may(role == "administrator")


def asker(role: str, _thing: Thing) -> str:
    return may(role == "neighbour")


def stand_in(role: str, _thing: Thing) -> str:
    return may(role == "moderator")


def wrongly_filled_in(says: Says) -> Says:
    """The form comes back, to whom it would have let through."""
    return lambda role, thing: REFUSED if says(role, thing) == OPENS else says(role, thing)
