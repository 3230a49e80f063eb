import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.normalise import forms, normal, plain, readable, words


@pytest.mark.parametrize(
    "pair",
    """dijken/dijk gemalen/gemaal collega's/collega collega’s/collega brieven/brief huisje/huis huizen/huis
    duurzame/duurzaam grote/groot kinderen/kind steden/stad binnensteden/binnenstad schepen/schip
    pompje/pomp pompen/pomp boompje/boom bomen/boom sluisjes/sluis polders/polder ideeën/idee ideeen/idee
    ideetje/idee kades/kade kaden/kade wegen/weg leden/lid teamleden/teamlid hoge/hoog nieuwe/nieuw
    vergunningen/vergunning bruggetje/brug foto's/foto fotos/foto dikke/dik peilbesluiten/peilbesluit
    waterschappen/waterschap mogelijkheden/mogelijkheid café/cafe Wijze/wijs sloten/sloot robots/robot sensoren/sensor""".split(),
)
def test_dutch_forms_of_one_word_meet(pair: str):
    one, other = pair.split("/")
    assert normal(one, "nl") == normal(other, "nl")


@pytest.mark.parametrize(
    "pair",
    """running/run dikes/dike dike's/dike studies/study policies/policy flooding/flood children/child
    learned/learning organisations/organization organised/organize""".split(),
)
def test_english_forms_of_one_word_meet(pair: str):
    one, other = pair.split("/")
    assert normal(one, "en") == normal(other, "en")


@pytest.mark.parametrize(
    "pair", "dijk/dek brief/bries huis/huid zoon/zone stad/staat klei/klein".split()
)
def test_different_dutch_words_stay_apart(pair: str):
    one, other = pair.split("/")
    assert normal(one, "nl") != normal(other, "nl")


def test_a_word_of_unknown_language_has_both_forms():
    assert forms("grote") == forms("grote", "nl") | forms("grote", "en")


def test_the_place_of_a_word_includes_its_apostrophe_s():
    text = "Mijn collega's dijk"
    assert [text[word.start : word.end] for word in words(text)] == ["Mijn", "collega's", "dijk"]


def test_numbers_and_codes_stay_as_they_are():
    assert normal("vak 12b, N346", "nl") == "vak 12b n346"


@given(st.text())
def test_any_text_has_a_plain_form_that_is_its_own_plain_form_again(text: str):
    assert plain(plain(text)) == plain(text)
    normal(text).encode()
    readable(text).encode()
