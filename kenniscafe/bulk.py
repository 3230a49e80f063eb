"""Thousands of rows at once, past the ORM: an import that makes an object per row spends its time on those.

Constraints and defaults hold as ever; signals, `save` and validation are not asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models import DateTimeField, Max, Model


def reserve_ids(model: type[Model], count: int) -> range | list[int]:
    """Ids nobody else gets, inside a transaction: SQLite has one writer, PostgreSQL a sequence."""
    if not count:
        return []
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        last = model._default_manager.aggregate(last=Max("pk"))["last"] or 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            used = cursor.fetchone()
        start = max(last, used[0] if used else 0) + 1
        return range(start, start + count)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def insert(
    model: type[Model], rows: Iterable[Mapping[str, Any]], *, known_already: bool = False
) -> None:
    """`rows` by column name, all with the same names; what they leave out gets the model's default.

    With `known_already` a row that is there stays as it is.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        batch = list(rows)
        if batch:
            fields = _fields(model, batch[0])
            statement = _statement(model, fields, known_already)
            cursor.executemany(statement, list(_values(fields, batch)))


def _fields(model: type[Model], row: Mapping[str, Any]) -> list[Any]:
    """Every column but an id that the database gives."""
    fields = model._meta.concrete_fields
    return [field for field in fields if field.attname in row or not field.primary_key]


def _statement(model: type[Model], fields: Sequence[Any], known_already: bool) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - names out of the model
    return f"{sql} ON CONFLICT DO NOTHING" if known_already else sql


def _values(fields: Sequence[Any], rows: Sequence[Mapping[str, Any]]) -> Iterator[list[Any]]:
    named = rows[0]
    order = [(f.attname, None if f.attname in named else f.get_default()) for f in fields]
    moments = [n for n, field in enumerate(fields) if isinstance(field, DateTimeField)]
    for row in rows:
        values = [row.get(name, default) for name, default in order]
        for n in moments:
            values[n] = _moment(values[n])
        yield values


@lru_cache(maxsize=4096)  # a post, its thread and who wrote it are of one moment
def _moment(value: datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(value)
