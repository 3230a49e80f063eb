"""Brings a database up to date, also an empty one; costs a look when it already is."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def bring_up_to_date() -> None:
    if is_behind():
        call_command("migrate", verbosity=0)
