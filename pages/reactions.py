"""What must follow when editors publish: search looks again, and the frame says anew what can be read."""

from pages.events import PagePublished, PageUnpublished
from pages.shell import forget_what_is_told
from search.changes import mark


def mark_page(event: PagePublished | PageUnpublished) -> None:
    mark("page", event.page_id)


def tell_in_frame(event: PagePublished | PageUnpublished) -> None:
    forget_what_is_told()
