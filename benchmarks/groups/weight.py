"""What the browser must fetch, and what an idle process holds."""

import time
from gzip import compress

from django.conf import settings

from benchmarks.measuring import Result, Visitor, organisation, served
from people.models import User

JAVASCRIPT_LIMIT = 60 * 1024
IDLE_LIMIT = 220


def measure(*, full: bool) -> list[Result]:
    organisation(people=200, posts=5_000)
    scripts = list((settings.ROOT / "frontend" / "dist" / "assets").glob("*.js"))
    script = sum(len(compress(path.read_bytes())) for path in scripts)
    with served() as server:
        visitor = Visitor(server, User.objects.get(handle="collega-2"))
        for path in ["/", "/communities/", "/mensen/", "/zoeken/?q=klei", "/archief/"]:
            visitor.get(path)
        time.sleep(3)
        memory = server.anonymous_megabytes()
    return [
        Result(
            name="JavaScript, compressed",
            value=script,
            unit="bytes",
            aim="≤ 60 KB",
            met=script <= JAVASCRIPT_LIMIT,
        ),
        Result(
            name="idle process, RssAnon",
            value=round(memory, 1),
            unit="MB",
            aim="≤ 220 MB",
            met=memory <= IDLE_LIMIT,
        ),
    ]
