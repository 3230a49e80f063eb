"""`visible_to` is the only door to what can be hidden; who goes round it says why, in the line itself
(`# visibility: …`) or here.

Free are an app's own rows in what writes, indexes, imports and hands somebody their own, one's own rows (`owner=viewer`), and permissions,
which judge one row.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
APPS = sorted(set(settings.OUR_APPS) - {"kenniscafe", "frontend"})  # these two know no domain app
PRIVATE = {
    model.__name__
    for model in apps.get_models()
    if hasattr(model._default_manager.get_queryset(), "visible_to")
} | {"Person"}  # another name for User
DOORS = {"visible_to", "administered_by", "readable_by", "joined_by", "managed_by", "written_by"}
FREE_FILES = {
    "querysets.py",
    "permissions.py",
    "policies.py",
    "actions.py",
    "documents.py",
    "reactions.py",
    "importing.py",
    "collections.py",
    "personal.py",
    "handing_out.py",
    "exporting.py",
    "departure.py",
}
FREE_FOLDERS = {"migrations", "actions", "seeding", "management"}
SELF = {"viewer", "actor", "owner", "request", "me"}

ROUND_THE_DOOR = {
    "notifications/letters.py: Notice": "of whom it goes to; judged by can_view as it leaves",
    "notifications/lines.py: Message": "of conversations that were seen, or are judged before they are shown",
    "notifications/lines.py: Watch": "of whom the notices are for",
    "notifications/queries.py: Notice": "those that were seen a moment ago, by number",
    "notifications/telling/people.py: Absence": "whether they are still asked",
    "notifications/telling/people.py: User": "administrators, of whose access nobody else is asked",
    "notifications/telling/reports.py: Case": "whether it still waits",
    "notifications/telling/reports.py: Report": "who reported hears what was decided",
    "people/mail.py: Device": "of whom the letter is to",
    "people/mail.py: Export": "of whom the letter is to",
    "posts/judging.py: Membership": "who judges a case",
    "posts/judging.py: User": "who judges a case",
    "notifications/telling/talks.py: Follow": "who hears of something; who may not read it is taken out",
    "notifications/telling/doors.py: Invitation": "whether it still waits",
    "notifications/telling/talks.py: Involvement": "whom a post names; who may not read it is taken out",
    "notifications/telling/doors.py: JoinRequest": "whether it still waits",
    "notifications/telling/doors.py: Membership": "who hears of something; who may not read it is taken out",
    "notifications/telling/talks.py: Membership": "who hears of something; who may not read it is taken out",
    "notifications/telling/talks.py: Message": "what happened, for nobody in particular",
    "notifications/telling/talks.py: Post": "what happened, for nobody in particular",
    "notifications/telling/talks.py: Watch": "who hears of something; who may not read it is taken out",
    "notifications/tray.py: Community": "which are open; what is chosen is judged by can_view for the one person",
    "notifications/tray.py: Follow": "of whom it goes to",
    "notifications/tray.py: Membership": "of whom it goes to",
    "notifications/tray.py: Message": "what they answered themselves",
    "notifications/tray.py: Notice": "of whom it goes to; judged by can_read for the one person",
    "notifications/tray.py: PersonTag": "who is chosen is judged by can_view_tag_of for the one person",
    "notifications/tray.py: Post": "what is chosen is judged by can_view for the one person",
    "notifications/tray.py: Tag": "of what they follow themselves",
    "notifications/tray.py: Thread": "judged by can_read for the one person",
    "notifications/tray.py: User": "who is really here",
    "notifications/tray.py: Watch": "of whom it goes to",
    "notifications/views/preferences.py: User": "whoever holds the link speaks for them",
    "people/administrators.py: User": "who administers is asked; nobody is told who",
    "people/rosters/planning.py: User": "whose address is taken; only administrators read in lists",
    "threads/queries.py: User": "everybody who may read it: can_read, asked of all at once",
    "themes/queries.py: User": "who asks stands on a page that was seen",
    "communities/guests.py: Community": "whether this one is managed by who asks; its name, for whom it is open to come",
    "people/accounts.py: Device": "ends those of an account that an administrator ends",
    "people/accounts.py: User": "administrators, held while they change; and by the clock",
    "people/inviting.py: Invite": "by the key that opens it, or locked by who was judged",
    "people/mail.py: Invite": "mails whom it is for",
    "people/devices.py: Device": "ends and forgets; by session, or the actor’s own",
    "people/first_start.py: User": "whether anybody is here at all",
    "people/handles.py: User": "which handles are taken",
    "people/mail.py: User": "mails the person themselves",
    "people/queries.py: Tag": "tags of stances that were seen",
    "people/absence.py: Absence": "what only writes: one’s own, and whether a stand-in is free",
    "people/absence.py: User": "holds one’s own row",
    "people/queries.py: Absence": "days of people who were seen; a stand-in only to who sees them",
    "people/tags.py: Follow": "moves rows; how many follow a tag, never who",
    "people/tags.py: PersonTag": "moves rows",
    "people/tags.py: User": "who is still here",
    "people/work_account.py: User": "whose address it is that somebody proved to have",
    "posts/tags.py: Thread": "holds those whose posts move",
    "tags/queries.py: Tag": "an old address leads on; what it became is judged there",
    "communities/apps.py: Membership": "for the index",
    "communities/queries.py: Invitation": "the viewer’s own",
    "communities/queries.py: Membership": "who manages a community that was seen, of people one sees",
    "communities/queries.py: Community": "of communities that were seen",
    "communities/queries.py: User": "of requests that were seen, those by who is still here",
    "threads/queries.py: Message": "of a conversation that was seen",
    "threads/queries.py: Reaction": "counts, of a conversation that was seen",
    "threads/queries.py: Membership": "narrows people one sees",
    "threads/mentions.py: User": "names in a text that was seen; for_reader takes the links out",
    "threads/fragments.py: Message": "of a conversation that was seen",
    "threads/fragments.py: Reaction": "counts, of a conversation that was seen",
    "threads/table.py: Message": "of a conversation that was seen",
    "threads/table.py: User": "who wrote in a conversation that was seen",
    "posts/queries.py: User": "who had a part in a post that was seen, as far as one may know",
    "posts/queries.py: Involvement": "of a post that was seen",
    "posts/answers.py: Post": "whether the post of a reply that was seen is a question",
    "posts/upkeep.py: Membership": "counts the members of a community one is in",
    "posts/upkeep.py: User": "who keeps posts right that were seen",
    "posts/audience.py: Membership": "narrows people one sees",
    "posts/forms/writing.py: User": "who is named in the text already",
    "themes/slot.py: Contribution": "whether there is any; which is asked through the door",
    "pages/queries/cards.py: Reaction": "counts, of posts that were seen",
    "pages/queries/cards.py: User": "known to be seen",
    "pages/queries/vitals.py: User": "counts by kind, for administrators",
    "pages/queries/day_message.py: Tag": "the viewer’s own stance",
    "pages/queries/pulse.py: Tag": "of posts that were seen",
}


def test_nobody_goes_round_the_door_unsaid() -> None:
    found = {way for app in APPS for way in round_the_door(app)}
    assert found - ROUND_THE_DOOR.keys() == set()
    assert ROUND_THE_DOOR.keys() - found == set(), "no longer so: take the line out"


def round_the_door(app: str) -> Iterator[str]:
    for path in sorted((ROOT / app).rglob("*.py")):
        if path.name not in FREE_FILES and not FREE_FOLDERS & set(path.parts):
            for model in asked_past_it(path.read_text(encoding="utf-8")):
                yield f"{path.relative_to(ROOT)}: {model}"


def asked_past_it(code: str) -> Iterator[str]:
    """Private models of which a query begins with something else than a door or oneself."""
    lines = code.splitlines()
    for node in ast.walk(ast.parse(code)):
        model = _begins_at(node.func) if isinstance(node, ast.Call) else ""
        own = model and any(_is_self(keyword.value) for keyword in node.keywords)
        if model and not own and "# visibility: " not in lines[node.lineno - 1]:
            yield model


def _begins_at(function: ast.expr) -> str:
    """`Model` of `Model.objects.something`, where something is no door."""
    if not isinstance(function, ast.Attribute) or function.attr in DOORS:
        return ""
    manager = function.value
    if not isinstance(manager, ast.Attribute) or manager.attr != "objects":
        return ""
    model = getattr(manager.value, "id", "")
    return model if model in PRIVATE else ""


def _is_self(value: ast.expr) -> bool:
    if isinstance(value, ast.Attribute):  # request.user, viewer.pk
        value = value.value
    called = isinstance(value, ast.Call) and getattr(value.func, "id", "") in SELF
    return called or getattr(value, "id", "") in SELF


def test_what_goes_round_it_is_noticed() -> None:
    assert list(asked_past_it("Post.objects.filter(pk=pk)")) == ["Post"]
    assert list(asked_past_it("Post.objects.published().visible_to(viewer)")) == ["Post"]
    assert list(asked_past_it("Post.objects.visible_to(viewer).filter(pk=pk)")) == []
    assert list(asked_past_it("Post.objects.all()  # visibility: counted")) == []
    assert list(asked_past_it("Bookmark.objects.filter(owner=request.user, pk=pk)")) == []
