"""Nothing is outside the matrix but what stands here with a reason."""

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

from django.apps import apps
from django.conf import settings
from django.core.management import get_commands
from django.urls import resolve
from django_tasks.base import Task

from kenniscafe import schedule
from tests.permissions.doors import DOORS
from tests.permissions.introspection import private_models
from tests.permissions.listings import listings
from tests.permissions.routes import administration, ours
from tests.permissions.test_administration import TO_OUR_OWN, WITHOUT_A_DOOR
from tests.permissions.test_matrix import BEGIN_AT, SECOND_LOCKS
from tests.permissions.world import World

CLOSED = (*TO_OUR_OWN, *WITHOUT_A_DOOR)
ROOT = Path(__file__).resolve().parents[2]
APPS = settings.OUR_APPS
SAME = "the same for everybody"
DOOR = "the door itself: tests/people, test_mail_and_commands.py"
ACCOUNTS = "an administrator’s alone, of every account: tests/people/test_accounts.py"
UNITS = "an administrator’s alone, of names every employee reads: tests/people/test_units.py"
DEVELOPERS = "404 without DEBUG: tests/pages/test_mailbox.py"
SECOND = "about its asker alone: tests/people/test_second_factor.py"

ADDRESSES = {
    "read_notices": "marks its asker’s own as read",
    "forget_preferences": "changes how its asker is told",
    "unsubscribe": "stops mail to whom its link was sent: tests/notifications/test_unsubscribing.py",
    "try_again": "of administrators, and about the machinery alone: tests/pages/test_administration.py",
    "mailbox": DEVELOPERS,
    "letter": DEVELOPERS,
    "letter_html": DEVELOPERS,
    "health": SAME,
    "metrics": "for who has its token: tests/pages/test_metrics.py",
    "webmanifest": SAME,
    "portrait": "drawn from the number in its address and nothing else",
    "first_start": "404 once the café is open: tests/pages/test_first_start.py",
    "account_login": DOOR,
    "account_logout": DOOR,
    "sign_out": DOOR,
    "account_reset_password": DOOR,
    "account_reset_password_done": SAME,
    "account_reset_password_from_key": DOOR,
    "account_reset_password_from_key_done": SAME,
    "account_change_password": DOOR,
    "openid_connect_login": "leads out to the provider of work accounts: tests/people/test_work_account.py",
    "openid_connect_callback": "the door itself: tests/people/test_work_account.py",
    "one_account": ACCOUNTS,
    "end_account": ACCOUNTS,
    "open_account": ACCOUNTS,
    "administer": ACCOUNTS,
    "appoint_editor": ACCOUNTS,
    "roster_example": SAME,
    "one_unit": UNITS,
    "remove_unit": UNITS,
    "come_in": "a door for nobody who is here: tests/people/test_invites.py",
    "mfa_authenticate": SECOND,
    "account_reauthenticate": SECOND,
    "mfa_reauthenticate": SECOND,
    "mfa_reauthenticate_webauthn": SECOND,
    "mfa_activate_totp": SECOND,
    "mfa_deactivate_totp": SECOND,
    "mfa_add_webauthn": SECOND,
    "mfa_remove_webauthn": SECOND,
    "mfa_view_recovery_codes": SECOND,
    "mfa_generate_recovery_codes": SECOND,
    "end_device": "ends its asker’s own: tests/people/test_devices.py",
    "end_other_devices": "ends its asker’s own: tests/people/test_devices.py",
    "set_language": "changes how its asker reads",
    "account_closed": SAME,
    "skip_first_day": "keeps that its asker does not want it",
    "leave_for_sure": "asks its asker whether they are sure: tests/people/test_departure.py",
    "stay": "for who typed the password of an account they closed: tests/people/test_departure.py",
    "add_file": "tells its asker of the file they sent",
    "set_time_zone": "changes how its asker reads",
    "redraw_portrait": "changes its asker’s portrait",
    "autosave": "keeps what its asker types, and of a post only for who may edit it: tests/posts/test_drafts.py",
}
NO_DOOR = {"", "wagtailsnippets:index"}  # the second lists how many there are of everything
COMMANDS = {
    "add_person": "test_mail_and_commands.py",
    "compare_search_index": "test_mail_and_commands.py",
    "drain_search": "test_mail_and_commands.py",
    "rebuild_search_index": "test_mail_and_commands.py",
    "tell_installation_code": "test_mail_and_commands.py",
    "import_collection": "says numbers of lines, and what the importer’s own file has wrong",
    "seed_demo": "fills an empty café with made-up people",
    "seed_organisation": "fills an empty café with made-up people",
    "gather_messages": "reads the source code",
    "backup": "the whole café, for who runs the machine: tests/kenniscafe/test_backup.py",
    "restore": "puts one back into an empty place",
    "serve": "its pages are the matrix",
    "work": "runs the tasks below",
}
TASKS = {
    "tell": "what is told is a notice: the doors and lists of notices",
    "send_cups": "as the letters `bundle` and `coffee`",
    "send_letters": "what each letter says: test_mail_and_commands.py",
    "forget_old_reads_later": "deletes rows and says nothing",
    "make_export_later": "what it makes is read in tests/people/test_exporting.py, and goes out through the door `export_file`",
    "read_in_later": "makes what each line says, as its administrator may: tests/people/test_rosters.py",
    "let_go_later": "takes away what was somebody’s: tests/people/test_departure.py",
    "mark_written_by_later": "marks posts for search and says nothing",
    "forget_removed_files_later": "deletes files and says nothing",
    "carry_over_later": "moves rows to another tag and says nothing",
    "carry_leftovers_later": "moves rows to another tag and says nothing",
    "mark_tagged_later": "marks posts for search and says nothing",
    "forget_old_files_later": "deletes files and says nothing",
    "look_into_later": "counts pages; what it makes is seen through the door `sheet`",
    "publish_scheduled_later": "shows pages as if their editor had published them then",
}
BY_THE_CLOCK = {
    "send cups": "the task above",
    "forget old notices": "deletes rows and says nothing",
    "forget old reads": "the task above",
    "forget old lists of people": "deletes rows and says nothing",
    "forget old devices": "deletes rows and says nothing",
    "ask before access ends": "publishes whose access ends; tests/people/test_accounts.py",
    "carry merged tags": "the task above",
    "forget old files": "the task above",
    "forget removed replies": "deletes rows and says nothing",
    "post what is due": "as its author would: tests/posts/test_planning.py",
    "compare search index": "as the command",
    "publish scheduled pages": "the task above",
    "drain search": "as the command",
    "let people go": "the task above",
    "forget old archives": "deletes rows and files and says nothing",
    "forget removed files": "the task above",
    "forget past absences": "deletes rows and says nothing",
    "send letters": "the task above",
    "forget sent letters": "deletes rows and says nothing",
    "forget ended sessions": "deletes rows and says nothing",
    "forget finished tasks": "deletes rows and says nothing",
}
MAILS = {
    **{
        f"{name}": "test_mail_and_commands.py"
        for name in (
            "bundle.html bundle.txt coffee.html coffee.txt coffee_why.txt nudge.html nudge.txt nudge_number.txt"
        ).split()
    },
    "invite.html": "goes to an address nobody here has, about what its sender said: tests/people/test_invites.py",
    "invite.txt": "as invite.html",
    "frame.html": SAME,
    **{
        f"{name}.{kind}": "says nothing but of its reader’s own account: tests/people/test_letters.py"
        for name in ("second_factor", "new_device", "export")
        for kind in ("html", "txt")
    },
    "welcome.html": "goes to who was read in, about themselves: tests/people/test_rosters_files.py",
    "welcome.txt": "as welcome.html",
    "new_password.html": "test_mail_and_commands.py",
    "new_password.txt": "test_mail_and_commands.py",
}
# Files through which something can be seen that the matrix has no columns for yet.
OTHER_CHANNELS = "topics.py api.py viewsets.py exports.py feeds.py consumers.py".split()


def test_every_address_is_in_the_matrix() -> None:
    walked = {door.name for door in DOORS} | {name for name, _asked in listings(World())}
    assert not walked & ADDRESSES.keys()
    assert {route.name for route in ours()} == walked | ADDRESSES.keys()


def test_every_address_of_the_administration_can_be_tried() -> None:
    """test_administration.py walks them all, so a new one needs no line here."""
    assert len(administration()) > 100
    for route in administration():
        if route.name not in NO_DOOR and not route.sample.startswith(CLOSED):
            assert resolve(route.sample).view_name == route.name


def test_every_model_that_hides_something_is_mutated() -> None:
    assert {model.__name__ for model in private_models()} == BEGIN_AT.keys() | SECOND_LOCKS.keys()


def test_every_command_is_accounted_for() -> None:
    assert {name for name, app in get_commands().items() if app in APPS} == COMMANDS.keys()


def test_every_task_is_accounted_for() -> None:
    found = {
        name
        for module in modules_named("tasks")
        for name, thing in vars(module).items()
        if isinstance(thing, Task) and thing.module_path.startswith(module.__name__)
    }
    assert found == TASKS.keys()
    assert schedule._clock.keys() <= BY_THE_CLOCK.keys()


def test_every_mail_is_accounted_for() -> None:
    assert {path.name for path in (ROOT / "frontend" / "email").iterdir()} == MAILS.keys()


def test_there_is_no_channel_without_a_column() -> None:
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    assert len(files) > 100
    assert [str(path) for path in files if path.name in OTHER_CHANNELS] == []


def modules_named(name: str) -> list[ModuleType]:
    found = []
    for app in APPS:
        package = apps.get_app_config(app).module
        assert package is not None
        if name in {each.name for each in pkgutil.iter_modules(package.__path__)}:
            found.append(importlib.import_module(f"{package.__name__}.{name}"))
    return found
