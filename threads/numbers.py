"""Where numbers in a thread come from: the row lock of one UPDATE makes them gapless and in commit order.

A sequence would leave gaps and could commit out of order. Source: design/realtime.md, Nothing is lost.
"""

from typing import NamedTuple

from django.db import connection


class Taken(NamedTuple):
    number: int
    change: int


def take(thread_id: int, *, messages: int = 0) -> Taken:
    """Inside a transaction: the last place and the change number after adding `messages` replies."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE threads_thread SET last_change = last_change + 1, last_number = last_number + %s"
            " WHERE id = %s RETURNING last_number, last_change",
            [messages, thread_id],
        )
        return Taken(*cursor.fetchone())
