"""What the browser must fetch, and what an idle process holds."""

import time
from gzip import compress

from django.conf import settings

from benchmarks.measuring import Result, Visitor, organisation, served
from people.models import User

JAVASCRIPT_LIMIT = 60 * 1024
EDITOR_LIMIT = 160 * 1024
IDLE_LIMIT = 220


def measure(*, full: bool) -> list[Result]:
    organisation(people=200, posts=5_000)
    script, editor = compressed("main"), compressed("writing") + compressed("editor")
    with served() as server:
        visitor = Visitor(server, User.objects.get(handle="collega-2"))
        for path in ["/", "/communities/", "/mensen/", "/zoeken/?q=klei", "/archief/"]:
            visitor.get(path)
        time.sleep(3)
        memory = server.anonymous_megabytes()
    return [
        Result(
            name="JavaScript of a page that is read, compressed",
            value=script,
            unit="bytes",
            aim="≤ 60 KB",
            met=script <= JAVASCRIPT_LIMIT,
        ),
        Result(
            name="JavaScript that a form for a post adds, compressed",
            value=editor,
            unit="bytes",
            aim="≤ 160 KB",
            met=editor <= EDITOR_LIMIT,
        ),
        Result(
            name="idle process, RssAnon",
            value=round(memory, 1),
            unit="MB",
            aim="≤ 220 MB",
            met=memory <= IDLE_LIMIT,
        ),
    ]


def compressed(name: str) -> int:
    """Bytes; `name` is what Vite calls the script."""
    scripts = (settings.ROOT / "frontend" / "dist" / "assets").glob(f"{name}-*.js")
    return sum(len(compress(path.read_bytes())) for path in scripts)
