"""Every engine keeps the same promises: the same tests, a fresh real index each."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from search.documents import EMPLOYEES, Document
from search.engine import EVERYTHING, Entry, Filters, SearchEngine
from search.engines.embedded import EmbeddedEngine
from search.query import parse
from search.results import Results

_ids = count(1)


@pytest.fixture(params=["embedded"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    fresh = {"embedded": lambda: EmbeddedEngine(tmp_path)}[request.param]()
    fresh.ensure_index()
    yield fresh
    fresh.drop()


Put = Callable[..., int]
Ask = Callable[..., Results]


@pytest.fixture
def put(engine: SearchEngine) -> Put:
    """Indexes one document for every employee and gives its id."""

    def put(title: str = "", body: str = "", *, seq: int = 1, **fields: object) -> int:
        plain = Document(
            kind="post",
            id=next(_ids),
            tab="posts",
            audience=(EMPLOYEES,),
            title=title,
            body=body,
            language="nl",
        )
        document = replace(plain, **fields)
        engine.index([Entry(document, seq)])
        engine.refresh()
        return document.id

    return put


@pytest.fixture
def ask(engine: SearchEngine) -> Ask:
    def ask(
        text: str,
        *,
        audience: tuple[str, ...] = (EMPLOYEES,),
        filters: Filters = EVERYTHING,
        limit: int = 100,
    ) -> Results:
        return engine.search(parse(text), audience=audience, filters=filters, limit=limit)

    return ask


def ids(results: Results) -> list[int]:
    return [hit.key.id for hit in results.hits]
