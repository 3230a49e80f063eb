"""The database's half: one snapshot, read without holding anybody up, and the way back.

SQLite copies itself page by page. PostgreSQL tells each table by COPY in one transaction that sees one moment.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from kenniscafe.backup.manifest import Manifest, pieces

FOLDER: Final = "database"
FILE: Final = f"{FOLDER}/kenniscafe.sqlite3"
PLAIN_COLUMNS: Final = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'
    ORDER BY ordinal_position
"""
SEQUENCES: Final = """
    SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = current_schema() AND last_value IS NOT NULL
"""


def is_empty() -> bool:
    return not connection.introspection.table_names()


def dump(folder: Path, manifest: Manifest) -> None:
    (folder / FOLDER).mkdir()
    if connection.vendor == "sqlite":
        _copy_sqlite(folder, manifest)
    else:
        _copy_tables(folder, manifest)


def load(folder: Path, manifest: Manifest) -> None:
    """Into an empty database; brought up to date where the backup is older than this code."""
    if connection.vendor == "sqlite":
        _put_sqlite(folder)
    else:
        _migrate_as_it_was(manifest)
        _put_tables(folder, manifest)
    call_command("migrate", verbosity=0)


def _copy_sqlite(folder: Path, manifest: Manifest) -> None:
    """All pages in one go: a read of one moment, during which others go on writing to the log."""
    connection.ensure_connection()
    copy = folder / FILE
    with closing(sqlite3.connect(copy)) as target:
        connection.connection.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
        tables = target.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
        for (table,) in tables.fetchall():
            counted = target.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - a name of our own
            manifest.rows[table] = counted.fetchone()[0]


def _put_sqlite(folder: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True)) as source:
        source.backup(connection.connection)
    connection.close()


def _copy_tables(folder: Path, manifest: Manifest) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in connection.introspection.table_names(cursor):
            cursor.execute(PLAIN_COLUMNS, [table])
            manifest.columns[table] = [name for (name,) in cursor.fetchall()]
            asked = f"COPY {_named(table, manifest)} TO STDOUT"
            with (folder / FOLDER / table).open("wb") as file, cursor.copy(asked) as told:
                for piece in told:
                    file.write(piece)
            manifest.rows[table] = cursor.rowcount
        cursor.execute(SEQUENCES)
        manifest.sequences.update(dict(cursor.fetchall()))


def _migrate_as_it_was(manifest: Manifest) -> None:
    leaves = MigrationLoader(connection).graph.leaf_nodes()
    if dict(leaves) == manifest.migrations:
        call_command("migrate", verbosity=0)
        return
    for app, name in sorted(manifest.migrations.items()):
        call_command("migrate", app, name, verbosity=0)


def _put_tables(folder: Path, manifest: Manifest) -> None:
    """What migrations wrote gives way to what was there."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"TRUNCATE {', '.join(map(quote, manifest.columns))}")
        for table in manifest.columns:
            given = f"COPY {_named(table, manifest)} FROM STDIN"
            with (folder / FOLDER / table).open("rb") as file, cursor.copy(given) as taken:
                for piece in pieces(file):
                    taken.write(piece)
        for name, value in manifest.sequences.items():
            cursor.execute("SELECT setval(%s, %s)", [quote(name), value])


def _named(table: str, manifest: Manifest) -> str:
    quote = connection.ops.quote_name
    return f"{quote(table)} ({', '.join(map(quote, manifest.columns[table]))})"
