from datetime import UTC, datetime

from search.documents import EMPLOYEES, Involved, Tagged, community_token
from search.engine import Filters, SearchEngine
from search.query import parse
from tests.search.contract.conftest import Ask, Put, ids


def test_a_tab_narrows_the_list_and_the_counts_tell_of_every_tab(put: Put, ask: Ask):
    put("dijk")
    link = put("dijk", tab="bookmarks")
    found = ask("dijk", filters=Filters(tab="bookmarks"))
    assert ids(found) == [link]
    assert (found.total, found.tabs["bookmarks"], found.tabs["posts"]) == (1, 1, 1)


def test_objects_of_two_kinds_with_one_number_are_two(put: Put, ask: Ask):
    number = put("dijk")
    put("dijk", kind="person", tab="people", id=number)
    assert {hit.key for hit in ask("dijk").hits} == {("post", number), ("person", number)}


def test_the_best_of_one_kind_are_those_of_the_search(engine: SearchEngine, put: Put, ask: Ask):
    both, one = put("dijk klei"), put("dijk")
    for kind, each in (("person", 1), ("tag", 2)):
        put("dijk klei", kind=kind, tab="people", id=each)
    put("dijk klei", audience=(community_token(7),))
    query, mine = parse("dijk klei"), Filters(kind="post")
    best = engine.best(query, audience=(EMPLOYEES,), filters=mine, limit=5)
    assert [(hit.key.id, hit.has_all) for hit in best] == [(both, True), (one, False)]
    assert best == ask("dijk klei", filters=mine).hits
    assert engine.best(query, audience=(EMPLOYEES,), filters=mine, limit=1) == best[:1]


def test_a_tag_narrows(put: Put, ask: Ask):
    found = put("dijk", tags=(Tagged(3, "klei"),))
    put("dijk", tags=(Tagged(33, "veen"),))
    assert ids(ask("dijk", filters=Filters(narrowed=[("tag", [3])]))) == [found]


def test_who_wrote_it_narrows_and_who_only_replied_does_not(put: Put, ask: Ask):
    found = put("dijk", people=(Involved(5, "wrote"),))
    put("dijk", people=(Involved(5, "replied"), Involved(6, "wrote")))
    assert ids(ask("dijk", filters=Filters(narrowed=[("by", [5])]))) == [found]


def test_two_narrowings_both_hold(put: Put, ask: Ask):
    found = put("dijk", tags=(Tagged(3, "klei"),), community=9)
    put("dijk", tags=(Tagged(3, "klei"),), community=8)
    filters = Filters(narrowed=[("tag", [3]), ("in", [9])])
    assert ids(ask("dijk", filters=filters)) == [found]


def test_narrowing_to_nothing_finds_nothing(put: Put, ask: Ask):
    put("dijk")
    assert ask("dijk", filters=Filters(narrowed=[("tag", [])])).total == 0


def test_an_excluded_tag_is_left_out(put: Put, ask: Ask):
    put("dijk", tags=(Tagged(3, "klei"),))
    found = put("dijk")
    assert ids(ask("dijk", filters=Filters(excluded={"tag": [3]}))) == [found]


def test_excluding_nothing_leaves_nothing_out(put: Put, ask: Ask):
    found = put("dijk")
    assert ids(ask("dijk", filters=Filters(excluded={"tag": []}))) == [found]


def test_narrowing_without_words_lists_the_newest_first(put: Put, ask: Ask):
    old = put("een", published_at=datetime(2020, 1, 1, tzinfo=UTC), community=9)
    new = put("twee", published_at=datetime(2026, 1, 1, tzinfo=UTC), community=9)
    put("drie")
    assert ids(ask("", filters=Filters(narrowed=[("in", [9])]))) == [new, old]
