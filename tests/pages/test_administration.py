"""An administrator's morning: one sentence, what waits and what failed, and nothing of what anybody does."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import module_has_submodule
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from kenniscafe.letters import _writers
from kenniscafe.models import Letter
from kenniscafe.schedule import ATTEMPTS
from pages.queries.administration import LETTERS, TASKS, administration
from search.models import SearchChange
from tests.conftest import Visitor
from tests.factories import a_guest, a_person, an_administrator

pytestmark = pytest.mark.django_db
SECRET = "fluisterwoord"


def a_failed_task() -> DBTaskResult:
    return DBTaskResult.objects.create(
        status=TaskResultStatus.FAILED,
        args_kwargs={"args": [SECRET], "kwargs": {}},
        task_path="posts.tasks.look_into_later",
        worker_ids=[str(number) for number in range(ATTEMPTS)],
        backend_name="default",
        run_after=timezone.now(),
        finished_at=timezone.now(),
        exception_class_path="builtins.ValueError",
        traceback=f"ValueError: {SECRET}",
    )


def a_failed_letter() -> Letter:
    return Letter.objects.create(
        kind="new_password",
        to=a_person(),
        failed_at=timezone.now(),
        attempts=9,
        fault=f"550 no such person <{SECRET}@example.org>",
        key=uuid4(),
    )


def test_all_is_well_and_it_says_so(visitor: Visitor) -> None:
    SearchChange.objects.all().delete()
    page = visitor.visit(an_administrator()).get(reverse("administration"))
    SearchChange.objects.all().delete()
    assert administration().kind == "ok"
    assert "Alles" in page.text


def test_only_administrators_come_in(visitor: Visitor) -> None:
    for person in (a_person(), a_guest()):
        visitor.visit(person)
        assert visitor.get(reverse("administration")).status_code == 403
        assert visitor.post(reverse("try_again")).status_code == 403
        assert reverse("administration") not in visitor.get("/").text
    assert f'href="{reverse("administration")}"' in visitor.visit(an_administrator()).get("/").text


def test_what_failed_is_told_without_anybodys_words(visitor: Visitor) -> None:
    a_failed_task()
    a_failed_letter()
    SearchChange.objects.create(kind="post", object_id=10**6, seq=10**6, attempts=3, reason="Bad")
    page = visitor.visit(an_administrator()).get(reverse("administration")).text
    assert "3 dingen lukten niet." in page
    assert "builtins.ValueError" in page
    assert "550 no such person" in page
    assert SECRET not in page


def test_what_failed_is_tried_once_more(visitor: Visitor) -> None:
    task, letter = a_failed_task(), a_failed_letter()
    visitor.visit(an_administrator())
    visitor.post(reverse("try_again"), {"queue": "task", "pk": str(task.pk)})
    task.refresh_from_db()
    letter.refresh_from_db()
    assert (task.status, task.worker_ids) == (TaskResultStatus.READY, [])
    assert letter.failed_at is not None
    visitor.post(reverse("try_again"))
    letter.refresh_from_db()
    assert (letter.failed_at, letter.attempts) == (None, 0)


def test_a_letter_that_is_tried_again_leaves_at_once(visitor: Visitor) -> None:
    """And not with the next tick of the clock, a minute later."""
    a_failed_letter()
    waiting = DBTaskResult.objects.filter(task_path="kenniscafe.tasks.send_letters")
    waiting.delete()
    visitor.visit(an_administrator())
    visitor.post(reverse("try_again"), {"queue": "letter"})
    assert waiting.exists()


@pytest.mark.parametrize(
    "asked",
    [
        {"queue": "task", "pk": "1"},
        {"queue": "letter", "pk": "x' OR 1=1"},
        {"queue": "letter", "pk": "²"},
        {"queue": "everything"},
        {"pk": "1"},
        {"queue": "search", "pk": "9" * 40},
    ],
)
def test_what_is_no_failure_is_not_there(visitor: Visitor, asked: dict[str, str]) -> None:
    letter = a_failed_letter()
    assert visitor.visit(an_administrator()).post(reverse("try_again"), asked).status_code == 404
    letter.refresh_from_db()
    assert letter.failed_at is not None


def test_people_are_counted_per_kind_and_guests_who_go_this_month(visitor: Visitor) -> None:
    now = timezone.localtime()
    last = (now.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(minutes=1)
    a_person("Wie gaat", kind="guest", access_until=max(last, now + timedelta(minutes=1)))
    a_person("Wie blijft", kind="guest", access_until=now + timedelta(days=90))
    seen = administration()
    assert dict(seen.people)["gast" if "gast" in dict(seen.people) else "guest"] == 2
    assert seen.guests_who_go in (0, 1)
    assert "Wie gaat" not in visitor.visit(an_administrator()).get(reverse("administration")).text


def test_it_costs_the_same_number_of_questions_however_much_failed(
    visitor: Visitor, django_assert_max_num_queries: object
) -> None:
    visitor.visit(an_administrator())
    for _ in range(30):
        a_failed_task()
        a_failed_letter()
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        visitor.get(reverse("administration"))


def test_every_task_and_every_letter_has_words() -> None:
    """What failed is told in words, never by the name of a function."""
    tasks = {
        name
        for app in apps.get_app_configs()
        if module_has_submodule(app.module, "tasks") and not app.name.startswith("wagtail")
        for name, found in vars(import_module(f"{app.name}.tasks")).items()
        if isinstance(found, Task)
    }
    assert tasks - set(TASKS) == set()
    assert set(_writers) - set(LETTERS) == set()
