"""Every address that names no thing of its own: lists, counts, suggestions, filters and forms.

The words of the questions are those of what is hidden as well as of what is not.
"""

from collections.abc import Iterator

from tests.permissions.words import word
from tests.permissions.world import World

KINDS = ["article", "question", "idea", "link", "note"]
PLACES = ["open", "closed", "hidden", "archived", "everyone", "withdrawn", "removed"]
TABS = ["posts", "people", "communities", "bookmarks"]
SECRETS = "privatenote privatetag sharednote requestwords open_articlebefore open_articletakenback"
TOLD = "reclusephone recluseplace recluseabout reclusetag managerphone managertag managerwish"

# These pages are for them alone.
ADMINISTRATORS = (
    "cafe_reports cafe_log administration invites accounts read_in_people units"
).split()

Question = tuple[str, dict[str, str]]  # the name of the address, and what is asked of it


def listings(world: World) -> Iterator[Question]:
    yield from _today()
    yield "themes", {}
    for tab in ("", "genoemd", "reacties", "communities", "bundel"):
        yield "notices", {"soort": tab}
    yield from ((name, {}) for name in ADMINISTRATORS)
    yield from _communities()
    yield from _people()
    yield from _suggestions()
    yield from _existing()
    yield from _archive(world)
    yield from _search()
    yield from _forms(world)


def _today() -> Iterator[Question]:
    yield "today", {}
    yield "today", {"soort": "question"}
    for kind in ("", *KINDS):
        yield "today", {"toon": "alles", "soort": kind}


def _communities() -> Iterator[Question]:
    for shelf in ("mine", "all", "archive"):
        yield "communities", {"plank": shelf}
    yield "communities", {"plank": "all", "naam": word("closed", "purpose")}
    yield "communities", {"plank": "all", "naam": word("hidden", "name")}
    yield "communities", {"plank": "all", "toegang": "hidden"}


def _people() -> Iterator[Question]:
    yield "people", {"page": "999999999999"}
    for name in ("reclusename", "deactivatedname", "reclusephone"):
        yield "people", {"name": word(name)}
    for tag in ("hidden_articletag", "reclusetag", "inferredtag"):
        yield "people", {"tag": word(tag)}
    yield "people", {"place": word("recluse", "place")}


def _suggestions() -> Iterator[Question]:
    for begin in ("x", "xhidden", "xremoved", "xrecluse", "xmanager", "xprivate"):
        yield "tag_suggestions", {"q": begin}
    for begin in ("x", "xrecluse", "ximported", "xadministrator"):
        yield "people_to_call", {"q": begin}


def _existing() -> Iterator[Question]:
    for place in ("open", "closed", "hidden", "removed"):
        yield "exists_already", {"q": word(f"{place}_article", "title")}
        yield "exists_already", {"title": word(f"{place}_question", "title"), "soort": "question"}


def _archive(world: World) -> Iterator[Question]:
    for shelf in ("all", "people", "private"):
        yield "archive", {"plank": shelf}
    for asked in ("sharednote", "removed_articletitle", "hidden_articlebody"):
        yield "archive", {"q": word(asked)}
    yield "archive", {"tag": word("privatetag")}
    for thing in world.things.values():
        if thing.name.endswith("_bookmark"):
            yield "archive", {"stuk": str(thing.ids["pk"])}


def _search() -> Iterator[Question]:
    for place in PLACES:
        yield _asked(f"{place}_articletitle {place}_articlereply {place}_articletag")
    for place in ("open", "hidden", "removed"):
        yield _asked(f"{place}_articlebody")
    anything = " ".join(f"{place}_{kind}title" for place in PLACES[:4] for kind in KINDS)
    for tab in TABS:
        yield _asked(f"{anything} reclusename hiddenname closedname", soort=tab)
    for place in ("closed", "hidden"):
        yield "search", {"q": f"in:{word(place, 'name')}"}
        yield "search", {"q": f"tag:{word(f'{place}_article', 'tag')}"}
    yield "search", {"q": f"by:{word('recluse', 'name')}"}
    yield _asked("closedabout closedpurpose hiddenabout hiddenpurpose")
    yield _asked(TOLD)
    yield _asked(
        "standingbody chapterbody runningquestion draftquestion comingtheme standing_unreadtitle"
    )
    yield _asked(SECRETS)


def _asked(names: str, **more: str) -> Question:
    """Any of these words."""
    return "search", {"q": " OR ".join(word(name) for name in names.split()), **more}


def _forms(world: World) -> Iterator[Question]:
    for name in (
        "account",
        "edit_profile",
        "away",
        "my_data",
        "leave",
        "mfa_index",
        "edit_profile",
        "start_community",
        "keep",
        "write",
        "drafts",
        "notice_preferences",
    ):
        yield name, {}
    for number in "1234":
        yield "first_day", {"stap": number}
    if "coming_theme" in world.things:
        yield "write", {"thema": str(world.things["coming_theme"].ids["pk"])}
    if "hidden" in world.places:
        yield "write", {"community": world.places["hidden"].slug}
