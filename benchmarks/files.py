"""Bringing in files: a large one, a photograph, and a page beside fifty uploads that stand still."""

import io
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

from PIL import Image, ImageFilter

from benchmarks.measuring import Result, Server, Visitor, percentiles
from people.models import User

MEGABYTE = 1024 * 1024
BOUNDARY = "een-naad-in-het-formulier"
STALLED = 50


def measure(server: Server, member: User, page: str) -> list[Result]:
    visitor = Visitor(server, member)
    visitor.client.get("/schrijven/", headers={"host": "localhost"})
    send(visitor, "eerst.zip", b"PK\x03\x04" + bytes(MEGABYTE))
    return [large(visitor), photograph(visitor), beside_stalled(visitor, page)]


def send(visitor: Visitor, name: str, content: bytes) -> float:
    """Milliseconds until it is kept."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "X-CSRFToken": visitor.client.cookies["csrftoken"].value,
    }
    spent, status, said = visitor.ask("POST", "/bestanden/", body, headers)
    if status != 201:
        raise RuntimeError(f"Bringing in a file answered {status}: {said[:200]!r}")
    return spent


def large(visitor: Visitor) -> Result:
    server, content = visitor.server, b"PK\x03\x04" + bytes(50 * MEGABYTE)
    before, most, times = server.anonymous_megabytes(), 0.0, []
    with ThreadPoolExecutor(1) as aside:
        for _ in range(5):
            sending = aside.submit(send, visitor, "film.zip", content)
            while not sending.done():
                most = max(most, server.anonymous_megabytes())
                time.sleep(0.01)
            times.append(sending.result())
    p50, p95 = percentiles(times)
    return Result(
        name="50 MB brought in, and what the server then holds more in memory",
        n=len(times),
        p50_ms=p50,
        p95_ms=p95,
        value=round(most - before, 1),
        unit="MB more",
        aim="≤ 10 MB more",
        met=most - before <= 10,
    )


def photograph(visitor: Visitor) -> Result:
    place = io.BytesIO()
    noise = Image.effect_noise((4000, 3000), 90).filter(ImageFilter.GaussianBlur(2))
    noise.convert("RGB").save(place, "JPEG", quality=90)
    p50, p95 = percentiles([send(visitor, "dijk.jpg", place.getvalue()) for _ in range(5)])
    return Result(
        name="a photograph of 12 million pixels, until it is written anew in three sizes",
        n=5,
        p50_ms=p50,
        p95_ms=p95,
    )


def beside_stalled(visitor: Visitor, page: str, n: int = 60) -> Result:
    for _ in range(10):
        visitor.get(page)
    _, alone = percentiles([visitor.get(page)[0] for _ in range(n)])
    with stalled(visitor):
        p50, p95 = percentiles([visitor.get(page)[0] for _ in range(n)])
    return Result(
        name=f"a page beside {STALLED} uploads that stand still; the floor is the page alone",
        n=n,
        p50_ms=p50,
        p95_ms=p95,
        floor_p95_ms=alone,
        aim="p95 ≤ 2 × the page alone",
        met=p95 <= 2 * alone,
    )


@contextmanager
def stalled(visitor: Visitor) -> Iterator[None]:
    cookies = "; ".join(f"{name}={one.value}" for name, one in visitor.client.cookies.items())
    head = (
        "POST /bestanden/ HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
        f"Content-Length: {100 * MEGABYTE}\r\nCookie: {cookies}\r\n\r\n--{BOUNDARY}\r\n"
    )
    address = ("127.0.0.1", visitor.server.port)
    lines = [socket.create_connection(address) for _ in range(STALLED)]
    try:
        for line in lines:
            line.sendall(head.encode() + bytes(200_000))
        yield
    finally:
        for line in lines:
            with suppress(OSError):
                line.close()
