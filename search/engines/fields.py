"""A document as the flat fields an engine keeps: words in plain form, and marks to narrow by."""

from zlib import crc32

from search.documents import Document, fingerprint, whole_text
from search.engine import Entry
from search.normalise import LANGUAGES, normal
from search.results import Key

Fields = dict[str, str | int | list[str]]


def key_name(key: Key) -> str:
    return f"{key.kind}:{key.id}"


def place_code(place: str) -> int:
    return crc32(place.encode())


def fields_of(entry: Entry) -> Fields:
    document = entry.document
    place, published = f"{document.kind}/{document.tab}", document.published_at
    return {
        "key": key_name(Key(document.kind, document.id)),
        "place": place,
        "place_code": place_code(place),
        "id": document.id,
        "seq": entry.seq,
        "fingerprint": fingerprint(document),
        "published": max(0, int(published.timestamp())) if published else 0,  # before 1970: last
        "audience": list(document.audience),
        "marks": _marks(document),
        **_texts(document),
    }


def _texts(document: Document) -> Fields:
    language, near = document.language, document.near
    texts: Fields = {
        "title": _words(document.title, language),
        "tags": _words(" ".join(tag.name for tag in document.tags), ""),
        "body": _words(whole_text(document), language),
    }
    if near:
        near_text = " ".join((near.body, *(tag.name for tag in near.tags)))
        texts |= {"near": _words(near_text, language), "near_audience": list(near.audience)}
    return texts


def _marks(document: Document) -> list[str]:
    return [
        f"kind:{document.kind}",
        f"tab:{document.tab}",
        *(f"tag:{tag.id}" for tag in document.tags),
        *(f"by:{each.person_id}" for each in document.people if each.part == "wrote"),
        *([f"in:{document.community}"] if document.community else []),
    ]


def _words(text: str, language: str) -> str:
    """In an unknown language one reading after the other, so that phrases hold in both."""
    return " ".join(normal(text, each) for each in ([language] if language else LANGUAGES))
