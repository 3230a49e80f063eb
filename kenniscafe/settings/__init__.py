"""The settings of every installation. With nothing in the environment: embedded (SQLite, one process)."""

from kenniscafe.settings.base import *  # noqa: F403
