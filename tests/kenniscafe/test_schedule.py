"""What a worker does on its rounds, round by round, with the clock put forward in the rows."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import close_old_connections, connections
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kenniscafe import schedule
from kenniscafe.models import Lease, ScheduledRun
from kenniscafe.worker import BackgroundWorker
from posts.models import ReadMark
from tests.factories import a_person
from tests.factories.posts import a_post
from tests.kenniscafe import work_to_do

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    return tmp_path / "diary"


def rounds_of(worker: BackgroundWorker, times: int = 9) -> None:
    """Each one a sweep as well."""
    for _ in range(times):
        worker._swept = None
        worker.round()


def an_orphan(diary: Path, *, workers: list[str]) -> DBTaskResult:
    task = DBTaskResult.objects.get(pk=work_to_do.take_a_while.enqueue(str(diary), 0).id)
    task.status, task.worker_ids = TaskResultStatus.RUNNING, workers
    task.save()
    return task


def put_back(task: DBTaskResult, by: timedelta) -> None:
    DBTaskResult.objects.filter(pk=task.pk).update(finished_at=timezone.now() - by)


def test_a_task_of_a_worker_that_is_gone_runs_once_more(diary: Path) -> None:
    task = an_orphan(diary, workers=["elsewhere-1-aa"])

    rounds_of(BackgroundWorker())

    task.refresh_from_db()
    assert task.status == TaskResultStatus.SUCCESSFUL
    assert diary.read_text() == "begun\nended\n"


def test_a_task_of_a_worker_that_lives_is_left_to_it(diary: Path) -> None:
    task = an_orphan(diary, workers=["elsewhere-1-aa"])
    schedule.beat("elsewhere-1-aa")

    rounds_of(BackgroundWorker())

    task.refresh_from_db()
    assert task.status == TaskResultStatus.RUNNING
    assert not diary.exists()


def test_a_worker_elsewhere_is_gone_when_its_lease_has_ended(diary: Path) -> None:
    an_orphan(diary, workers=["elsewhere-1-aa"])
    schedule.beat("elsewhere-1-aa")
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))

    rounds_of(BackgroundWorker())

    assert diary.read_text() == "begun\nended\n"
    assert not Lease.objects.filter(holder="elsewhere-1-aa").exists()


def test_a_worker_here_is_gone_when_its_process_is(diary: Path) -> None:
    here = schedule.new_worker().split("-")[0]
    an_orphan(diary, workers=[f"{here}-999999999-aa"])
    schedule.beat(f"{here}-999999999-aa")

    rounds_of(BackgroundWorker())

    assert diary.read_text() == "begun\nended\n"


def test_a_worker_that_had_the_number_of_this_process_is_gone(diary: Path) -> None:
    """In a container every worker is process 1."""
    before = schedule.new_worker()
    an_orphan(diary, workers=[before])
    schedule.beat(before)

    rounds_of(BackgroundWorker())

    assert diary.read_text() == "begun\nended\n"


def test_a_task_that_took_down_five_workers_is_left_as_failed(diary: Path) -> None:
    task = an_orphan(diary, workers=[f"elsewhere-{n}-aa" for n in range(5)])

    rounds_of(BackgroundWorker())

    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
    assert not diary.exists()


def test_a_task_that_fails_is_tried_five_times_with_longer_waits(diary: Path) -> None:
    task = DBTaskResult.objects.get(pk=work_to_do.fail.enqueue(str(diary)).id)
    worker = BackgroundWorker()

    for attempt, wait in enumerate([10, 40, 90, 160], start=1):
        rounds_of(worker)
        assert diary.read_text() == attempt * "begun\n"
        put_back(task, timedelta(seconds=wait - 3))
        rounds_of(worker)
        assert diary.read_text() == attempt * "begun\n", "not before its time"
        put_back(task, timedelta(seconds=wait))
    rounds_of(worker)
    put_back(task, timedelta(minutes=50))
    rounds_of(worker)

    task.refresh_from_db()
    assert diary.read_text() == 5 * "begun\n"
    assert (task.status, len(task.worker_ids)) == (TaskResultStatus.FAILED, 5)
    assert "ValueError" in task.traceback


def test_what_cannot_run_holds_up_nothing_else(diary: Path) -> None:
    work_to_do.fail.enqueue(str(diary) + "-failing")
    lost = DBTaskResult.objects.get(pk=work_to_do.fail.enqueue(str(diary)).id)
    lost.task_path = "nowhere.at_all"
    lost.save()
    work_to_do.take_a_while.enqueue(str(diary), 0)

    rounds_of(BackgroundWorker())

    assert diary.read_text() == "begun\nended\n"


def a_day_passes() -> None:
    ScheduledRun.objects.update(last_run_at=timezone.now() - timedelta(days=1))


def test_what_runs_by_the_clock_runs_once_an_interval_whoever_looks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(schedule, "_clock", {})
    schedule.every(timedelta(days=1), "ours", lambda: ran.append("once"))
    start = threading.Barrier(6)
    schedule.run_due()
    assert ran == []  # a day begins now
    a_day_passes()

    def look() -> None:
        start.wait()
        schedule.run_due()
        close_old_connections()
        connections.close_all()

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ran == ["once"]

    a_day_passes()
    schedule.run_due()
    schedule.run_due()
    assert ran == ["once", "once"]


def test_a_fault_in_what_runs_by_the_clock_keeps_no_other_from_running(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ran: list[str] = []

    def fault() -> None:
        raise ValueError

    monkeypatch.setattr(schedule, "_clock", {})
    schedule.every(timedelta(days=1), "broken", fault)
    schedule.every(timedelta(days=1), "ours", lambda: ran.append("once"))

    schedule.run_due()
    a_day_passes()
    assert schedule.run_due() == ["broken", "ours"]
    assert ran == ["once"]
    assert "What runs by the clock failed: broken" in caplog.text


def test_every_day_what_is_past_is_forgotten(diary: Path) -> None:
    old, young = (work_to_do.take_a_while.enqueue(str(diary), 0).id for _ in range(2))
    rounds_of(BackgroundWorker())
    DBTaskResult.objects.filter(pk=old).update(finished_at=timezone.now() - timedelta(days=15))
    now = timezone.now()
    Session.objects.create(session_key="old", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="young", expire_date=now + timedelta(days=1))
    post = a_post()
    ReadMark.objects.create(post=post, person=a_person(), at=now - timedelta(days=91))
    ReadMark.objects.create(post=post, person=a_person(), at=now - timedelta(days=89))
    a_day_passes()

    rounds_of(BackgroundWorker())

    assert not DBTaskResult.objects.filter(pk=old).exists()
    assert DBTaskResult.objects.filter(pk=young).exists()
    assert [session.pk for session in Session.objects.all()] == ["young"]
    assert ReadMark.objects.count() == 1
