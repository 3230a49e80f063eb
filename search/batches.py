"""A batch of objects on its way into an index. One that is at fault itself holds up no other."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation

from search.documents import Document
from search.engine import EngineUnavailable, Entry, SearchEngine
from search.results import Key
from search.sources import sources

log = logging.getLogger("search.batches")


@dataclass(slots=True)
class Batch:
    """`seqs` names the objects, each with the number of the change that is brought in."""

    seqs: Mapping[Key, int]
    entries: list[Entry] = field(default_factory=list)
    gone: list[Key] = field(default_factory=list)
    faults: dict[Key, str] = field(default_factory=dict)

    def read(self) -> None:
        """What the database says now; a kind that nobody knows any more is gone."""
        by_kind = defaultdict(list)
        for key in self.seqs:
            by_kind[key.kind].append(key)
        for kind, keys in by_kind.items():
            documents = self._documents(kind, keys)
            for key in keys:
                if document := documents.get(key.id):
                    self.entries.append(Entry(document, self.seqs[key]))
                elif key not in self.faults:
                    self.gone.append(key)

    def write(self, engine: SearchEngine) -> None:
        try:
            engine.index(self.entries)
        except EngineUnavailable:
            raise
        except Exception:
            for entry in self.entries:
                self._write_one(engine, entry)
        if self.gone:
            engine.remove(self.gone)

    def _documents(self, kind: str, keys: Sequence[Key]) -> dict[int, Document]:
        """In the organisation's language, whoever asks: an index has no reader."""
        if kind not in sources():
            return {}
        try:
            with translation.override(settings.LANGUAGE_CODE):
                return sources()[kind].documents(key.id for key in keys)
        except Exception as error:
            if len(keys) == 1:
                self._fail(keys[0], error)
                return {}
        found: dict[int, Document] = {}
        for key in keys:
            found |= self._documents(kind, [key])
        return found

    def _write_one(self, engine: SearchEngine, entry: Entry) -> None:
        try:
            engine.index([entry])
        except EngineUnavailable:
            raise
        except Exception as error:
            self._fail(Key(entry.document.kind, entry.document.id), error)

    def _fail(self, key: Key, error: Exception) -> None:
        log.error("%s %s cannot be indexed.", key.kind, key.id, exc_info=error)
        self.faults[key] = f"{type(error).__name__}: {error}"
