"""HTML → Markdown → HTML loses nothing that the sanitiser allows."""

from hypothesis import given
from hypothesis import strategies as st

from kenniscafe.richtext import (
    from_markdown,
    from_plain,
    plain_text,
    resolve_mentions,
    sanitise,
    to_markdown,
)
from kenniscafe.richtext.characters import visible
from tests.kenniscafe.written_html import HANDLES, PEOPLE, broken, documents, patient, typed

# Whoever a text names, the writer may see: the worst case for text that must stay text.
EVERYBODY = {**PEOPLE, "niemand": 99}


@patient
@given(st.one_of(documents, broken, typed))
def test_stored_text_comes_back_from_the_form_as_it_was(html: str) -> None:
    stored = resolve_mentions(sanitise(html), handles=HANDLES)

    shown = to_markdown(stored, handles=HANDLES)

    assert from_markdown(shown, people=EVERYBODY, pictures=True) == stored


@patient
@given(typed)
def test_typed_markdown_keeps_its_meaning_when_it_is_edited_again(text: str) -> None:
    stored = from_markdown(text, people=PEOPLE, pictures=True)

    assert sanitise(stored) == stored
    assert (
        from_markdown(to_markdown(stored, handles=HANDLES), people=EVERYBODY, pictures=True)
        == stored
    )


@patient
@given(st.text())
def test_plain_text_keeps_every_visible_sign(text: str) -> None:
    assert "".join(plain_text(from_plain(text)).split()) == "".join(visible(text).split())
