"""Where a reply stands. A number never changes, so neither does the page it is on nor the address of either."""

from typing import Final
from urllib.parse import urlencode

from threads.models import Thread

REPLIES_ON_A_PAGE: Final = 100


def page_of(number: int) -> int:
    return (number - 1) // REPLIES_ON_A_PAGE + 1


def pages_of(thread: Thread) -> int:
    return page_of(max(thread.last_number, 1))


def numbers_on(page: int) -> tuple[int, int]:
    """The first and last place on a page, both included."""
    last = page * REPLIES_ON_A_PAGE
    return last - REPLIES_ON_A_PAGE + 1, last


def address_of(thread: Thread, number: int) -> str:
    """The host's page, at that reply."""
    return f"{thread.address}?{urlencode({'pagina': page_of(number)})}#reactie-{number}"
