"""What editorial pages are made of. Text is sanitised whenever it is stored, and drawn by our own components.

Cards show a reader only what they may see: whoever wrote the page may see more.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final

from django.forms import Widget
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChooserBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
)
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.coreutils import resolve_model_string
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText, expand_db_html

from kenniscafe.richtext import LONGEST_HTML, clean_line, plain_text, sanitise

WORDS: Final = ["bold", "italic", "link", "document-link", "ol", "ul"]
PAGES: Final = ["pages.HomePage", "pages.StandardPage", "pages.HandbookPage", "themes.ThemePage"]
MOST_CARDS: Final = 6
# What a card shows of each, read together with it.
JOINED: Final = {"page": (), "post": ("author",), "person": ("profile",)}

# The apps that own these say which window of the administration one chooses them in.
_choosers: dict[str, Callable[[], type[Widget]]] = {}


def know_chooser(model: str, widget: Callable[[], type[Widget]]) -> None:
    """`model` as in "posts.Post"."""
    _choosers[model] = widget


class LineBlock(CharBlock):
    """One line; what cannot be seen is not there."""

    def value_from_form(self, value: Any) -> str:
        return clean_line(str(value or ""), limit=self.field.max_length or 200)

    def get_prep_value(self, value: Any) -> str:
        return clean_line(str(value or ""), limit=self.field.max_length or 200)


class TextBlock(RichTextBlock):
    """A few paragraphs. Links to pages and documents are stored as the addresses they lead to."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": WORDS, "max_length": LONGEST_HTML // 4} | kwargs)

    def value_from_form(self, value: Any) -> RichText:
        return RichText(_safe(str(value or "")))

    def get_prep_value(self, value: RichText) -> str:
        return _safe(value.source)

    class Meta:
        template = "components/blocks/text.html"


def _safe(html: str) -> str:
    return sanitise(expand_db_html(html[:LONGEST_HTML]))


class ThingBlock(ChooserBlock):
    """One of the things colleagues make or are, chosen from those the chooser may see."""

    def __init__(self, target_model: str, **kwargs: Any) -> None:
        self._target_model = target_model
        super().__init__(**kwargs)

    @cached_property
    def target_model(self) -> Any:
        return resolve_model_string(self._target_model)

    @cached_property
    def widget(self) -> Widget:
        return _choosers[self._target_model]()()


class PictureBlock(StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt = LineBlock(
        label=_("What is to be seen?"), max_length=200, help_text=_("For who cannot see it.")
    )
    caption = LineBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "components/blocks/picture.html"


class QuoteBlock(StructBlock):
    words = LineBlock(label=_("What was said"), max_length=400)
    who = LineBlock(label=_("By whom"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "components/blocks/quote.html"


class StepBlock(StructBlock):
    title = LineBlock(label=_("In short"), max_length=120)
    text = LineBlock(label=_("What one does"), required=False, max_length=400)


class NoticeBlock(StructBlock):
    title = LineBlock(label=_("In short"), max_length=120)
    text = LineBlock(label=_("Text"), max_length=600)

    class Meta:
        icon = "info-circle"
        label = _("Notice")
        template = "components/blocks/notice.html"


class FileBlock(StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    label = LineBlock(label=_("What is in it?"), required=False, max_length=120)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "components/blocks/document.html"


class CardsBlock(StreamBlock):
    page = PageChooserBlock(label=_("Page"), page_type=PAGES)
    post = ThingBlock("posts.Post", label=_("Post"), icon="doc-full")
    person = ThingBlock("people.User", label=_("Colleague"), icon="user")

    def get_context(self, value: Any, parent_context: Mapping[str, Any] | None = None) -> Any:
        context = super().get_context(value, parent_context=parent_context)
        context["cards"] = _seen_cards(value, context.get("viewer"))
        return context

    class Meta:
        icon = "list-ul"
        label = _("Cards")
        max_num = MOST_CARDS
        template = "components/blocks/cards.html"


def _seen_cards(value: Any, viewer: Any) -> list[tuple[str, Any]]:
    """In the order of the page; a query for each kind of thing."""
    asked: dict[tuple[str, Any], list[int]] = defaultdict(list)
    for child in value:
        if child.value is not None and viewer is not None:
            asked[child.block_type, _model_of(child)].append(child.value.pk)
    seen = {
        (kind, row.pk): row
        for (kind, model), ids in asked.items()
        for row in model.objects.visible_to(viewer).select_related(*JOINED[kind]).filter(pk__in=ids)
    }
    keys = [(child.block_type, child.value.pk) for child in value if child.value is not None]
    return [(kind, seen[kind, pk]) for kind, pk in keys if (kind, pk) in seen]


def _model_of(child: Any) -> Any:
    return child.value.specific_class if child.block_type == "page" else type(child.value)


class BodyField(StreamField):
    """The text of a page. Whatever way it comes in, what is stored went through its blocks."""

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, StreamValue):
            list(value)  # what is still as it came in is read now, and written anew
        return super().get_prep_value(value)


BODY: Final = [
    (
        "heading",
        LineBlock(
            label=_("Heading"),
            max_length=120,
            icon="title",
            template="components/blocks/heading.html",
        ),
    ),
    ("paragraph", TextBlock(label=_("Text"))),
    ("picture", PictureBlock()),
    ("quote", QuoteBlock()),
    (
        "steps",
        ListBlock(
            StepBlock(label=_("Step")),
            label=_("Steps"),
            icon="list-ol",
            template="components/blocks/steps.html",
        ),
    ),
    ("cards", CardsBlock()),
    ("notice", NoticeBlock()),
    (
        "table",
        TypedTableBlock(
            [("text", LineBlock(label=_("Text"), required=False, max_length=400))],
            label=_("Table"),
            template="components/blocks/table.html",
        ),
    ),
    ("document", FileBlock()),
]


def text_of(body: Any) -> str:
    """What a page says, as plain text for search."""
    words = [text for child in body for text in child.block.get_searchable_content(child.value)]
    return plain_text("<p>" + "</p><p>".join(map(escape, words)) + "</p>")
