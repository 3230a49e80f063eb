"""What the server loads. Ordinary pages go to WSGI threads (1.7 to 4.6 times faster, docs/adr/0002);
a request reaches a thread only once its whole body is here, so a slow sender holds none."""

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from typing import IO, Any

from a2wsgi import WSGIMiddleware

from kenniscafe.wsgi import application as pages

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LARGEST_BODY = 10 * 1024 * 1024
IN_MEMORY = 1024 * 1024
PATIENCE = 15.0  # seconds that any sender gets …
SLOWEST = 32 * 1024  # … and the bytes that earn one second more
CHUNK = 256 * 1024

TOO_LARGE = "Dit is te groot om te versturen. / This is too large to send."
TOO_SLOW = "Het versturen duurde te lang. / Sending took too long."

threads = WSGIMiddleware(pages, workers=int(os.environ.get("WEB_THREADS", "8")))


class BodyRefused(Exception):
    """The status and the sentence that the sender gets."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        await threads(scope, receive, send)  # type: ignore[arg-type]
        return
    # CGI turns `_` and `-` into one; a header spelled with `_` can only be a disguise.
    scope["headers"] = [pair for pair in scope["headers"] if b"_" not in pair[0]]
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
        try:
            arrived = await read_body(receive, body)
        except BodyRefused as refused:
            await say_no(send, refused)
            return
        if arrived:
            await threads(scope, replay(body, receive), send)  # type: ignore[arg-type]


async def read_body(receive: Receive, body: IO[bytes]) -> bool:
    """False when the sender went away half-way."""
    loop = asyncio.get_running_loop()
    began, size, more = loop.time(), 0, True
    while more:
        try:
            async with asyncio.timeout_at(began + PATIENCE + size / SLOWEST):
                message = await receive()
        except TimeoutError:
            raise BodyRefused(408, TOO_SLOW) from None
        if message["type"] == "http.disconnect":
            return False
        chunk = message.get("body", b"")
        size, more = size + len(chunk), message.get("more_body", False)
        if size > LARGEST_BODY:
            raise BodyRefused(413, TOO_LARGE)
        body.write(chunk)
    body.seek(0)
    return True


def replay(body: IO[bytes], receive: Receive) -> Receive:
    """The body once more, as the server would have sent it; after that the server's own messages."""
    done = False

    async def next_message() -> Message:
        nonlocal done
        if done:
            return await receive()
        chunk = body.read(CHUNK)
        done = len(chunk) < CHUNK
        return {"type": "http.request", "body": chunk, "more_body": not done}

    return next_message


async def say_no(send: Send, refused: BodyRefused) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": refused.sentence.encode()})
