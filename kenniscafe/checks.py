"""What would go wrong later is said at start-up, in a sentence."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

from kenniscafe.settings import environment

Apps = Sequence[AppConfig] | None
Found = list[checks.CheckMessage]


def say_what_is_wrong(say: Callable[[str], None]) -> None:
    """One line each; what cannot work ends the program."""
    found = [issue for issue in checks.run_checks() if not issue.is_silenced()]
    for issue in found:
        if issue.level < checks.ERROR:
            say(f"  {issue.msg}")
    faults = [issue.msg for issue in found if issue.level >= checks.ERROR]
    if faults:
        sys.exit("\n".join(faults))


@checks.register
def the_front_end_is_built(app_configs: Apps, **kwargs: Any) -> Found:
    manifest: Path = settings.DJANGO_VITE["default"]["manifest_path"]
    if manifest.exists():
        return []
    return [checks.Error("The front end is not built yet: run `make setup`.", id="kenniscafe.E001")]


@checks.register
def data_can_be_kept(app_configs: Apps, **kwargs: Any) -> Found:
    data: Path = settings.DATA_DIR
    nearest = next(folder for folder in (data, *data.parents) if folder.exists())
    if os.access(nearest, os.W_OK):
        return []
    sentence = f"{data} cannot be written. Say with DATA_DIR where data may stand."
    return [checks.Error(sentence, id="kenniscafe.E002")]


@checks.register
def processes_share_their_limits(app_configs: Apps, **kwargs: Any) -> Found:
    """Each process would count failed sign-ins for itself."""
    embedded = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if embedded or environment.REDIS_URL:
        return []
    sentence = "REDIS_URL is not set: with more than one process, each has limits of its own."
    return [checks.Info(sentence, id="kenniscafe.I001")]
