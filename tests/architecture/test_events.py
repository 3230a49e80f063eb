import ast
import importlib
import inspect
from collections import Counter
from pathlib import Path

from django.apps import apps
from django.conf import settings

from kenniscafe import subscriptions
from kenniscafe.events import Event
from kenniscafe.subscriptions import TABLE

OURS = settings.OUR_APPS


def events() -> set[type[Event]]:
    found: set[type[Event]] = set()
    for app in OURS:
        path = apps.get_app_config(app).name + ".events"
        if importlib.util.find_spec(path) is not None:
            module = importlib.import_module(path)
            found |= {
                thing
                for _, thing in inspect.getmembers(module, inspect.isclass)
                if issubclass(thing, Event) and thing is not Event
            }
    return found


def test_every_event_has_a_row_and_every_row_an_event() -> None:
    assert events() == set(TABLE)


def test_events_carry_ids_only() -> None:
    for event in events():
        for name, kind in event.__annotations__.items():
            assert kind in (int, int | None, str, tuple[int, ...]), f"{event}.{name}"


def test_no_event_has_two_rows() -> None:
    """Of two the last one counts, and says nothing of the first."""
    table = next(
        node.value
        for node in ast.parse(Path(subscriptions.__file__).read_text()).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict)
    )
    names = Counter(ast.unparse(key) for key in table.keys if key is not None)
    assert len(names) == len(TABLE)
    assert [name for name, rows in names.items() if rows > 1] == []
