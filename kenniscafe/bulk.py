"""Thousands of rows at once, past the ORM: an import that makes an object per row spends its time on those.

Constraints and defaults hold as ever; signals, `save` and validation are not asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Model


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
            sql, order = _statement(model, batch[0], known_already)
            cursor.executemany(sql, [_values(row, order) for row in batch])


def _statement(
    model: type[Model], row: Mapping[str, Any], known_already: bool
) -> tuple[str, Sequence[tuple[str, Any]]]:
    """The SQL, and per column its name and default."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.attname in row or not field.primary_key
    ]
    quoted = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = (
        f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({quoted}) VALUES ({marks})"  # noqa: S608 - names out of the model
    )
    if known_already:
        sql += " ON CONFLICT DO NOTHING"
    defaults = [
        (field.attname, None if field.attname in row else _ready(field.get_default()))
        for field in fields
    ]
    return sql, defaults


def _values(row: Mapping[str, Any], order: Sequence[tuple[str, Any]]) -> list[Any]:
    return [_ready(row[name]) if name in row else default for name, default in order]


def _ready(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
