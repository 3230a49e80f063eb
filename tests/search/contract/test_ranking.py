import pytest

from search.documents import Passage, Tagged
from tests.search.contract.conftest import Ask, Put, ids


def test_a_title_match_outranks_a_body_match(put: Put, ask: Ask):
    in_body = put("Kwelwater", "Wat de dijk ons leerde")
    in_title = put("De dijk", "Wat kwelwater ons leerde")
    assert ids(ask("dijk")) == [in_title, in_body]


def test_documents_with_all_words_come_before_those_with_most(put: Put, ask: Ask):
    most = put("Klei", "klei " * 20)
    every = put("Overleg", "Een lang verslag waarin de klei en ook de dijk ter sprake komen")
    found = ask("dijk klei")
    assert ids(found) == [every, most]
    assert [hit.has_all for hit in found.hits] == [True, False]


def test_a_document_with_few_of_the_words_is_not_found(put: Put, ask: Ask):
    put("Klei")
    assert ask("klei dijk sloot kade").total == 0


def test_most_of_many_words_is_enough(put: Put, ask: Ask):
    found = put("Wanneer mag je klei uit het gebied gebruiken")
    assert ids(ask("Wanneer mag ik klei gebruiken op een dijk")) == [found]


def test_joining_words_never_decide(put: Put, ask: Ask):
    put("De stand van de zon")
    found = put("Dijk", "klei")
    assert ids(ask("de dijk")) == [found]
    assert ask("de dijk").hits[0].has_all


def test_a_question_of_joining_words_alone_is_asked_as_it_is(put: Put, ask: Ask):
    found = put("Hoe dan ook")
    assert ids(ask("hoe")) == [found]


def test_a_phrase_is_found_in_its_order_only(put: Put, ask: Ask):
    found = put("Zware klei bij Wielsluis")
    put("Klei is zware stof")
    assert ids(ask('"zware klei"')) == [found]


def test_a_phrase_is_found_across_forms_of_its_words(put: Put, ask: Ask):
    found = put("De grote dijken van Brugge")
    assert ids(ask('"grote dijk"')) == [found]


def test_both_sides_of_and_are_required(put: Put, ask: Ask):
    found = put("klei dijk")
    put("klei")
    assert ids(ask("klei AND dijk")) == [found]


def test_either_side_of_or_is_enough(put: Put, ask: Ask):
    wanted = {put("klei"), put("dijk")}
    put("sloot")
    assert set(ids(ask("klei OR dijk"))) == wanted


@pytest.mark.parametrize("text", ["klei -dijk", "klei NOT dijk", 'klei -"de dijk"'])
def test_what_is_excluded_is_not_found(put: Put, ask: Ask, text: str):
    found = put("klei")
    put("klei op de dijk")
    assert ids(ask(text)) == [found]


def test_a_reply_is_found_as_part_of_its_post(put: Put, ask: Ask):
    found = put("Klei", passages=(Passage("Bij ons liepen er schapen op de dijk"),))
    assert ids(ask("schapen")) == [found]


def test_a_tag_is_found_by_its_name(put: Put, ask: Ask):
    found = put("Klei", tags=(Tagged(4, "piping"),))
    assert ids(ask("piping")) == [found]


def test_the_list_ends_at_its_limit_and_the_count_does_not(put: Put, ask: Ask):
    for _ in range(5):
        put("dijk")
    found = ask("dijk", limit=3)
    assert (len(found.hits), found.total, found.tabs["posts"]) == (3, 5, 5)


def test_a_question_with_unknown_words_finds_nothing(put: Put, ask: Ask):
    put("dijk")
    assert ask("xyzzy").total == 0


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("De dijken", "dijk", "nl"),
        ("Mijn collega's", "collega", "nl"),
        ("Twee brieven", "brief", "nl"),
        ("Een huisje", "huizen", "nl"),
        ("Ideeën", "ideeen", "nl"),
        ("Running a pump", "run", "en"),
        ("The dike's clay", "dikes", "en"),
        ("Running a pump", "run", ""),
        ("Grote dijken", "groot", ""),
    ],
)
def test_a_word_is_found_in_another_form(put: Put, ask: Ask, title: str, text: str, language: str):
    found = put(title, language=language)
    assert ids(ask(text)) == [found]


def test_one_question_finds_dutch_and_english(put: Put, ask: Ask):
    wanted = {put("Nieuwe robots", language="nl"), put("A robot arm", language="en")}
    assert set(ids(ask("robot"))) == wanted
