"""Through the real queue and the real engine; the documents are those of people."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from kenniscafe.models import Lease
from people.models import User
from search import indexing, rebuilding
from search.batches import Batch
from search.changes import mark, mark_many
from search.documents import EMPLOYEES
from search.engine import SearchEngine
from search.engines import current_engine
from search.indexing import DRAIN, drain, drain_all
from search.models import SearchChange
from search.query import parse
from search.results import Key
from search.sources import sources
from tests.factories import a_person

pytestmark = pytest.mark.django_db


def found(text: str) -> set[int]:
    results = current_engine().search(parse(text), audience=(EMPLOYEES,))
    return {hit.key.id for hit in results.hits}


def a_marked_person(name: str) -> User:
    person = a_person(name)
    mark("person", person.pk)
    return person


def renamed(person: User, name: str) -> None:
    User.objects.filter(pk=person.pk).update(name=name)
    mark("person", person.pk)


def test_what_is_marked_is_found_after_the_drain(engine: SearchEngine):
    person = a_marked_person("Fenna Postma")
    assert drain() == 1
    assert found("fenna") == {person.pk}
    assert not SearchChange.objects.exists()


def test_what_is_gone_from_the_database_goes_from_the_index(engine: SearchEngine):
    person = a_marked_person("Fenna Postma")
    drain()
    User.objects.filter(pk=person.pk).update(is_active=False)
    mark("person", person.pk)
    drain()
    assert found("fenna") == set()


def test_nothing_to_do_takes_no_lease(engine: SearchEngine):
    assert drain() == 0
    assert not Lease.objects.exists()


def test_a_batch_is_no_larger_than_asked(engine: SearchEngine):
    for number in range(3):
        a_marked_person(f"Fenna {number}")
    assert [drain(limit=2), drain(limit=2), drain(limit=2)] == [2, 1, 0]


def test_a_change_during_the_drain_is_not_lost(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
):
    person = a_marked_person("Fenna Postma")
    read = Batch.read

    def read_and_meanwhile(batch):
        read(batch)
        renamed(person, "Tjitske Postma")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Batch, "read", read_and_meanwhile)
        drain()
    assert found("tjitske") == set()
    assert SearchChange.objects.count() == 1
    drain()
    assert (found("fenna"), found("tjitske")) == (set(), {person.pk})


def test_what_a_killed_drain_had_in_hand_comes_back_when_its_claim_ends(engine: SearchEngine):
    person = a_marked_person("Fenna Postma")
    indexing._claim(500)
    assert drain() == 0
    SearchChange.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    drain()
    assert found("fenna") == {person.pk}


def test_two_never_drain_at_once(engine: SearchEngine):
    person = a_marked_person("Fenna Postma")
    later = timezone.now() + timedelta(seconds=60)
    Lease.objects.create(name=DRAIN, holder="another", until=later)
    assert drain() == 0
    Lease.objects.update(until=timezone.now())  # it died, and its time is over
    drain()
    assert found("fenna") == {person.pk}


def test_an_engine_that_cannot_write_keeps_the_rows_and_says_why(engine: SearchEngine):
    person = a_marked_person("Fenna Postma")
    directory = current_engine()._directories.path(engine.generation)
    lock = current_engine()._index().writer()  # another writer holds the index
    assert drain() == 0
    row = SearchChange.objects.get()
    assert row.attempts == 1
    assert row.reason
    assert row.claimed_until > timezone.now() + timedelta(seconds=3)
    lock.wait_merging_threads()
    assert directory.exists()
    assert drain() == 0  # not yet: it waits
    SearchChange.objects.update(claimed_until=timezone.now())
    drain()
    assert found("fenna") == {person.pk}


def test_the_wait_doubles_and_ends_at_ten_minutes(engine: SearchEngine):
    mark("person", 1)
    waits = []
    for _ in range(12):
        row, key = SearchChange.objects.get(), Key("person", 1)
        indexing._postpone({key: row}, {key: "full"})
        waits.append((SearchChange.objects.get().claimed_until - timezone.now()).total_seconds())
    assert [round(wait / 5) for wait in waits[:4]] == [1, 2, 4, 8]
    assert round(waits[-1]) == 600


def test_one_object_that_cannot_be_read_holds_up_no_other(engine: SearchEngine):
    broken, fine = a_marked_person("Fenna Postma"), a_marked_person("Tjitske Postma")
    broken.profile.delete()
    drain()
    assert found("postma") == {fine.pk}
    row = SearchChange.objects.get()
    assert (row.object_id, row.attempts) == (broken.pk, 1)
    assert "profile" in row.reason


def test_one_document_that_cannot_be_written_holds_up_no_other(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
):
    broken, fine = a_marked_person("Fenna Postma"), a_marked_person("Tjitske Postma")
    source = sources()["person"]

    def to_document(person):
        document = source.to_document(person)
        return replace(document, published_at="gisteren") if person == broken else document

    monkeypatch.setitem(sources(), "person", replace(source, to_document=to_document))
    drain()
    assert found("postma") == {fine.pk}
    assert SearchChange.objects.count() == 1


def test_a_kind_that_nobody_knows_any_more_leaves_the_queue(engine: SearchEngine):
    mark("table", 1)
    drain()
    assert not SearchChange.objects.exists()


def test_an_index_that_is_missing_is_made_anew(tmp_path):
    person = a_person("Fenna Postma")  # never marked: it was there before
    assert not current_engine().is_ready()
    drain()
    assert found("fenna") == {person.pk}


@pytest.mark.parametrize("harm", ["pointer gone", "directory gone", "files gone", "nonsense"])
def test_an_index_that_is_broken_is_made_anew(engine: SearchEngine, settings, harm: str):
    person = a_marked_person("Fenna Postma")
    drain()
    root = settings.SEARCH_INDEX_DIR
    directory = root / engine.generation
    if harm == "pointer gone":
        (root / "current").unlink()
    elif harm == "nonsense":
        (root / "current").write_bytes(b"\xff\xfe../../etc")
    else:
        for file in directory.iterdir():
            file.unlink()
        if harm == "directory gone":
            directory.rmdir()
    assert not current_engine().is_ready()
    drain()
    assert found("fenna") == {person.pk}


def test_a_rebuild_brings_what_was_never_marked_and_drops_what_is_gone(engine: SearchEngine):
    gone = a_marked_person("Tjitske Postma")
    drain()
    User.objects.filter(pk=gone.pk).update(is_active=False)
    person = a_person("Fenna Postma")
    assert rebuilding.rebuild()
    assert found("postma") == {person.pk}


def test_a_rebuild_never_takes_search_away_and_misses_no_write_made_meanwhile(
    engine: SearchEngine,
):
    early = a_marked_person("Fenna Postma")
    drain()

    def meanwhile(done: int) -> None:
        if found("fenna"):  # read already, and search goes on
            renamed(early, "Tjitske Postma")
            drain()
            assert found("tjitske") == {early.pk}

    rebuilding.rebuild(meanwhile)
    drain_all()
    assert (found("fenna"), found("tjitske")) == (set(), {early.pk})
    assert not SearchChange.objects.exists()


def test_a_rebuild_goes_past_what_cannot_be_read(engine: SearchEngine):
    broken, fine = a_person("Fenna Postma"), a_person("Tjitske Postma")
    broken.profile.delete()
    assert rebuilding.rebuild()
    assert found("postma") == {fine.pk}
    assert SearchChange.objects.get().object_id == broken.pk


def test_a_place_where_no_index_can_be_made_stops_no_command(settings, tmp_path):
    (tmp_path / "index").write_text("a file")
    mark("person", a_person().pk)
    assert drain_all() == 1


def test_two_never_rebuild_at_once(engine: SearchEngine):
    later = timezone.now() + timedelta(seconds=60)
    Lease.objects.create(name=rebuilding.REBUILD, holder="another", until=later)
    assert not rebuilding.rebuild()


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(engine: SearchEngine):
    person = a_marked_person("Fenna Postma")
    drain()

    def fail(done: int) -> None:
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        rebuilding.rebuild(fail)
    assert found("fenna") == {person.pk}


def test_comparing_reports_each_drift_and_repairs_none(engine: SearchEngine):
    same, changed, gone = (a_marked_person(f"Fenna {number}") for number in range(3))
    drain()
    assert rebuilding.compare() == []
    missing = a_person("Fenna 4")
    User.objects.filter(pk=changed.pk).update(name="Tjitske")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    for _ in range(2):
        (drift,) = rebuilding.compare()
        assert (drift.missing, drift.different, drift.left_over) == (
            [missing.pk],
            [changed.pk],
            [gone.pk],
        )
    assert same.pk in found("fenna")


def test_what_waits_in_the_queue_is_no_drift(engine: SearchEngine):
    a_marked_person("Fenna Postma")
    assert rebuilding.compare() == []


def test_draining_everything_waits_for_what_another_has_in_hand(engine: SearchEngine):
    person = a_marked_person("Fenna Postma")
    soon = timezone.now() + timedelta(seconds=0.3)
    SearchChange.objects.update(claimed_until=soon)
    assert drain_all() == 0
    assert found("fenna") == {person.pk}


def test_draining_everything_tells_what_could_not_be_indexed(engine: SearchEngine):
    a_marked_person("Fenna Postma").profile.delete()
    assert drain_all() == 1


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_engine_writes(engine: SearchEngine):
    person = a_marked_person("Fenna Postma")
    open_while_writing = []
    write = type(engine).index

    def index(self, entries):
        open_while_writing.append(connection.in_atomic_block)
        write(self, entries)

    with pytest.MonkeyPatch.context() as watched:
        watched.setattr(type(engine), "index", index)
        drain()
    assert open_while_writing == [False]
    assert found("fenna") == {person.pk}


def test_many_marks_are_one_row_each(engine: SearchEngine):
    mark_many("person", [1, 2, 2, 1])
    assert SearchChange.objects.count() == 2
