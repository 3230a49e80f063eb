from search.documents import EMPLOYEES, Near, Tagged, community_token, members_token
from search.engine import SearchEngine
from tests.search.contract.conftest import Ask, Put, ids


def test_a_document_outside_the_audience_is_in_no_hit_and_no_count(put: Put, ask: Ask):
    put("dijk", audience=(community_token(7),))
    found = ask("dijk", audience=(EMPLOYEES, community_token(8)))
    assert (found.hits, found.total, dict(found.tabs)) == ((), 0, {})


def test_one_token_in_common_is_enough(put: Put, ask: Ask):
    found = put("dijk", audience=(EMPLOYEES, community_token(7)))
    assert ids(ask("dijk", audience=(community_token(7),))) == [found]


def test_without_tokens_nothing_is_found(put: Put, ask: Ask):
    put("dijk")
    assert ask("dijk", audience=()).total == 0


def test_a_token_is_matched_whole(put: Put, ask: Ask):
    put("dijk", audience=(community_token(7),))
    assert ask("dijk", audience=(community_token(77), community_token(70))).total == 0


def test_the_text_for_a_smaller_circle_is_found_within_it_only(put: Put, ask: Ask):
    near = Near(audience=(members_token(7),), body="houdt van fluitketels")
    found = put("Marleen Dekkers", near=near)
    assert ids(ask("fluitketel", audience=(EMPLOYEES, members_token(7)))) == [found]
    assert ask("fluitketel", audience=(EMPLOYEES, members_token(8))).total == 0
    assert ids(ask("marleen", audience=(EMPLOYEES,))) == [found]


def test_a_word_for_a_smaller_circle_does_not_help_others_to_all_words(put: Put, ask: Ask):
    near = Near(audience=(members_token(7),), body="fluitketels")
    put("Marleen Dekkers", near=near)
    assert not ask("marleen fluitketels", audience=(EMPLOYEES,)).hits[0].has_all
    assert ask("marleen AND fluitketels", audience=(EMPLOYEES,)).total == 0


def test_a_phrase_never_runs_from_one_text_into_the_other(put: Put, ask: Ask):
    near = Near(audience=(members_token(7),), body="fluitketels")
    put("Marleen", "houdt van", near=near)
    assert ask('"van fluitketels"', audience=(EMPLOYEES, members_token(7))).total == 0


def test_tags_for_a_smaller_circle_are_found_within_it_only(put: Put, ask: Ask):
    near = Near(audience=(members_token(7),), body="", tags=(Tagged(3, "jongleren"),))
    found = put("Marleen", near=near)
    assert ids(ask("jongleren", audience=(EMPLOYEES, members_token(7)))) == [found]
    assert ask("jongleren").total == 0


def test_excluding_a_word_of_a_smaller_circle_tells_others_nothing(put: Put, ask: Ask):
    near = Near(audience=(members_token(7),), body="fluitketels")
    found = put("Marleen", near=near)
    assert ids(ask("marleen -fluitketels")) == [found]


def test_the_audience_of_a_document_can_change(put: Put, ask: Ask, engine: SearchEngine):
    first = put("dijk", audience=(community_token(7),))
    put("dijk", id=first, audience=(EMPLOYEES,), seq=2)
    assert ids(ask("dijk")) == [first]
    assert ask("dijk", audience=(community_token(7),)).total == 0
