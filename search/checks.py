"""What would surprise later is said at start-up."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Info, register

from kenniscafe.settings import environment


@register
def an_engine_that_is_not_used_yet(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    if not environment.ELASTICSEARCH_URL:
        return []
    return [
        Info(
            "ELASTICSEARCH_URL has no effect yet: search uses the embedded engine.",
            id="search.I001",
        )
    ]
