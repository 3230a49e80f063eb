"""Whoever changes something that can be found marks it, in the same transaction.

A mark cannot be lost: it is a row that commits or rolls back with the change. Marking again gives
the row a higher `seq`, so that a drain which was reading the older state leaves it standing.
"""

from collections.abc import Iterable

from django.db import connection, transaction

# Evaluated while the row is locked, so that of two writers the later one has the higher number.
NEXT = {"postgresql": "nextval('search_seq')", "sqlite": "(SELECT value FROM search_searchcounter)"}
COUNT_ON = """
    INSERT INTO search_searchcounter (id, value) VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET value = value + 1
"""
MARK = """
    INSERT INTO search_searchchange (kind, object_id, seq, attempts, reason)
    VALUES (%s, %s, {next}, 0, '')
    ON CONFLICT (kind, object_id) DO UPDATE
    SET seq = {next}, claimed_until = NULL, attempts = 0, reason = ''
"""


def mark(kind: str, object_id: int) -> None:
    """The index must look at this object again. `kind` is its source's (search/sources.py)."""
    mark_many(kind, [object_id])


def mark_many(kind: str, ids: Iterable[int]) -> None:
    # In one order, so that two who mark the same objects wait for each other instead of dying.
    rows = [(kind, object_id) for object_id in sorted(set(ids))]
    if not rows:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(COUNT_ON)
        cursor.executemany(MARK.format(next=NEXT[connection.vendor]), rows)
