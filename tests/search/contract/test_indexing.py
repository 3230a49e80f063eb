import threading
from dataclasses import replace

import pytest

from search.documents import EMPLOYEES, Document, fingerprint
from search.engine import EngineUnavailable, Entry, SearchEngine
from search.query import parse
from search.results import Key
from tests.search.contract.conftest import Ask, Put, ids

DIKE = Document(kind="post", id=1, tab="posts", audience=(EMPLOYEES,), title="dijk", language="nl")


def test_a_document_replaces_the_one_before(put: Put, ask: Ask):
    number = put("dijk", seq=1)
    put("sloot", id=number, seq=2)
    assert ids(ask("sloot")) == [number]
    assert ask("dijk").total == 0


def test_an_older_state_never_replaces_a_newer(engine: SearchEngine, ask: Ask):
    engine.index([Entry(DIKE, 5)])
    engine.index([Entry(replace(DIKE, title="sloot"), 4)])
    engine.refresh()
    assert ids(ask("dijk")) == [1]
    assert ask("sloot").total == 0


def test_writing_the_same_again_changes_nothing(engine: SearchEngine, ask: Ask):
    for _ in range(3):
        engine.index([Entry(DIKE, 5)])
    engine.refresh()
    assert (ids(ask("dijk")), ask("dijk").total) == ([1], 1)


def test_a_removed_document_is_gone_and_its_neighbour_is_not(
    engine: SearchEngine, put: Put, ask: Ask
):
    gone, stays = put("dijk"), put("dijk")
    engine.remove([Key("post", gone)])
    engine.refresh()
    assert ids(ask("dijk")) == [stays]


def test_removing_what_is_not_there_is_no_fault(engine: SearchEngine):
    engine.remove([Key("post", 999)])


def test_an_engine_without_an_index_says_so(engine: SearchEngine, put: Put):
    put("dijk")
    engine.drop()
    assert not engine.is_ready()
    with pytest.raises(EngineUnavailable):
        engine.search(parse("dijk"), audience=(EMPLOYEES,))
    with pytest.raises(EngineUnavailable):
        engine.index([Entry(DIKE, 1)])


def test_making_sure_keeps_what_is_there(engine: SearchEngine, put: Put, ask: Ask):
    number = put("dijk")
    engine.ensure_index()
    assert ids(ask("dijk")) == [number]


def test_an_index_built_aside_answers_only_once_promoted(engine: SearchEngine, put: Put, ask: Ask):
    old, before = put("dijk"), engine.generation
    aside = engine.aside()
    aside.index([Entry(replace(DIKE, id=old + 1000), 0)])
    assert ids(ask("dijk")) == [old]
    aside.promote()
    assert ids(ask("dijk")) == [old + 1000]
    assert engine.generation not in ("", before)


def test_an_index_aside_can_be_dropped_without_harm(engine: SearchEngine, put: Put, ask: Ask):
    number = put("dijk")
    engine.aside().drop()
    assert ids(ask("dijk")) == [number]


def test_fingerprints_tell_what_the_index_holds(engine: SearchEngine):
    engine.index([Entry(DIKE, 1), Entry(replace(DIKE, kind="person", tab="people"), 1)])
    engine.refresh()
    assert list(engine.fingerprints("post")) == [(1, fingerprint(DIKE))]
    assert fingerprint(DIKE) != fingerprint(replace(DIKE, title="sloot"))


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\ud800 dijk",
        "💧" * 300,
        "a" * 100_000,
        "ﬁ ĳ ß İ",
        "\u202edijk\u202c",
        "' ’s \"",
        "x" * 70_000 + " dijk",
    ],
)
def test_any_text_can_be_indexed_and_asked_for(put: Put, ask: Ask, text: str):
    number = put(text, text + " gemaal")
    assert ids(ask("gemaal")) == [number]
    ask(text)


def test_searching_goes_on_while_others_write(engine: SearchEngine, put: Put, ask: Ask):
    put("dijk")
    failures: list[BaseException] = []
    ended = threading.Event()

    def read() -> None:
        try:
            while not ended.is_set():
                assert ask("dijk").total >= 1
        except BaseException as failure:
            failures.append(failure)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(30):
        engine.index([Entry(replace(DIKE, id=5000 + number), number)])
    ended.set()
    for reader in readers:
        reader.join()
    assert failures == []
    engine.refresh()
    assert ask("dijk").total == 31
