"""Static files under names that say what is in them.

What Vite named so keeps its name: its scripts name each other, and one under two names would run twice.
"""

import re
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

_NAMED = re.compile(r"assets/.+-[\w-]{8}\.\w+")


class Storage(CompressedManifestStaticFilesStorage):
    def hashed_name(self, name: str, *args: Any, **kwargs: Any) -> str:
        named = _NAMED.fullmatch(name)
        return name if named else str(super().hashed_name(name, *args, **kwargs))
