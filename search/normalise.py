"""Dutch and English words in one plain form, so that *brieven* finds *brief* and *running* finds *run*.

Ours, in Python, the same for every engine, when indexing, when asking and when marking what was found.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

LANGUAGES = ("nl", "en")

# Letters and digits; an apostrophe-s belongs to its word and says nothing (collega's, dike's).
WORD = re.compile(r"(?P<word>[^\W_]+)(?:['’ʼ]s(?![^\W_]))?")
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LONGEST = 60  # what is longer is no word but noise

# Plurals that change their vowel, also at the end of a compound (binnensteden, fietspaden).
DUTCH_ENDINGS = {
    "steden": "stad",
    "schepen": "schip",
    "dagen": "dag",
    "paden": "pad",
    "wegen": "weg",
    "leden": "lid",
    "glazen": "glas",
    "daken": "dak",
    "gaten": "gat",
    "vaten": "vat",
    "bladeren": "blad",
    "eieren": "ei",
    "kinderen": "kind",
    "goederen": "goed",
    "verslagen": "verslag",
    "bedragen": "bedrag",
    "verdragen": "verdrag",
    "motoren": "motor",
    "sensoren": "sensor",
}
DUTCH_WORDS = {
    "collegas": "collega",
    "fotos": "foto",
    "autos": "auto",
    "videos": "video",
    "themas": "thema",
    "pompje": "pomp",
    "pompjes": "pomp",
    "droogte": "droogte",
    "zone": "zone",
    "zones": "zone",
}
ENGLISH_WORDS = {"children": "child", "men": "man", "women": "woman", "feet": "foot"}
ENGLISH_BRITISH = re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)")

# Words that join others: they never decide whether a document answers a question.
STOPWORDS = frozenset(
    """aan al als bij dan dat de der deze die dit door een en er haar heb hebben heeft het hier hij hoe
    hun ik in is je kan kun kunnen maar mag me men met mij mijn moet na naar niet nog nu of om ons onze
    ook op over te tot u uit uw van voor waar wanneer was wat we wel welke werd wie wij word worden zal
    ze zich zij zijn zo zou
    a an and are as at be by can do does for from has have how i if into it its my not on or our
    that the their there these this to was we what when where which who why will with you your""".split()
)

_dutch = snowballstemmer.stemmer("dutch")
_english = snowballstemmer.stemmer("english")


class Word(NamedTuple):
    text: str
    start: int
    end: int


def readable(text: str) -> str:
    """Composed letters; control characters and halves of characters become spaces."""
    return unicodedata.normalize("NFC", UNREADABLE.sub(" ", text))


def words(text: str) -> Iterator[Word]:
    """The words of readable text with their places, an apostrophe-s within the place only."""
    for found in WORD.finditer(text):
        yield Word(found["word"], *found.span())


def plain(text: str) -> str:
    """For an engine's own analysis: the words alone, which keep their order."""
    return " ".join(word.text for word in words(readable(text)))


def forms(word: str, language: str = "") -> frozenset[str]:
    """The plain form in that language; in both where the language is not known."""
    return _forms(word.lower(), language if language in LANGUAGES else "")


def normal(text: str, language: str = "") -> str:
    """What an engine keeps of a text, and is asked for: plain forms, one space between."""
    return " ".join(forms_of(text, language))


def forms_of(text: str, language: str = "") -> Iterator[str]:
    """The plain forms of all words of a text, in their order."""
    for word in words(readable(text)):
        if len(word.text) <= LONGEST:
            yield from sorted(forms(word.text, language))


@lru_cache(maxsize=200_000)
def _forms(word: str, language: str) -> frozenset[str]:
    folded = fold(word)
    if not folded.isalpha():
        return frozenset({folded})
    dutch = {_dutch_form(folded)} if language != "en" else set()
    return frozenset(dutch if language == "nl" else dutch | {_english_form(folded)})


def fold(word: str) -> str:
    """Lower case without accents; the letter ĳ is two."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _dutch_form(word: str) -> str:
    if word in DUTCH_WORDS:
        return DUTCH_WORDS[word]
    for ending, singular in DUTCH_ENDINGS.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + singular
    if word.endswith("eeen"):  # ideeën
        return word.removesuffix("en")
    stem = str(_dutch.stemWord(word))
    if stem.endswith("ts") and len(stem) > 4:  # robots, events: the stemmer leaves these
        stem = stem.removesuffix("s")
    bare = len(stem) > 3 and stem.endswith("e") and not stem.endswith("ee")
    return _without_e(stem) if bare else stem


def _without_e(stem: str) -> str:
    """*grote* is *groot*, *kleine* is *klein*, *wijze* is *wijs*: the bare form, spelled as it is."""
    bare = stem[:-1]
    open_syllable = re.search(r"(?<![aeiouy])([aeou])[^aeiouyw]$", bare)
    if open_syllable:
        bare = bare[:-1] + open_syllable[1] + bare[-1]
    if bare[-2:-1] == bare[-1:] and bare[-1] not in "aeiou":  # dikke is dik
        bare = bare[:-1]
    return bare[:-1] + {"v": "f", "z": "s"}.get(bare[-1], bare[-1])


def _english_form(word: str) -> str:
    word = ENGLISH_WORDS.get(word, word)
    return str(_english.stemWord(ENGLISH_BRITISH.sub("iz", word)))
