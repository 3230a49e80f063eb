"""What the server loads. Ordinary pages go to WSGI threads (1.7 to 4.6 times faster, docs/adr/0002);
a request reaches a thread only once its whole body is here, so a slow sender holds none."""

import asyncio
import errno
import re
import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import IO, Any

from a2wsgi import WSGIMiddleware

from kenniscafe.settings import environment
from kenniscafe.uploads.serving import PIECE, Piece
from kenniscafe.wsgi import application as pages

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

LARGEST_HEAD = 32 * 1024  # address and headers together
LARGEST_BODY = 10 * 1024 * 1024
LARGEST_UPLOAD = 200 * 1024 * 1024 + LARGEST_BODY  # a file and the form it comes in
UPLOADS = re.compile(r"/bestanden/|/schrijven/|/berichten/[0-9]+/bewerken/")
SIGNED_IN = re.compile(rb"(?:^|;)\s*sessionid=\w")
IN_MEMORY = 1024 * 1024
PATIENCE = 15.0  # seconds that any sender gets …
SLOWEST = 32 * 1024  # … and the bytes that earn one second more
LINGER = 10.0  # seconds in which what a refused sender still sends is thrown away
CHUNK = 256 * 1024

HEAD_TOO_LARGE = "Dit adres is te lang. / This address is too long."
TOO_LARGE = "Dit is te groot om te versturen. / This is too large to send."
NO_ROOM = "Hier is nu geen plaats voor. / There is no room for this now."
TOO_SLOW = "Het versturen duurde te lang. / Sending took too long."
CLOSING = "Het café gaat even dicht. / The café is closing for a moment."

threads = WSGIMiddleware(pages, workers=environment.WEB_THREADS)  # type: ignore[arg-type]


class Refused(Exception):
    """The status and the sentence that the sender gets."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


class SenderLeft(Exception):
    pass


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        await threads(scope, receive, send)  # type: ignore[arg-type]
        return
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body, suppress(SenderLeft):
        try:
            most = most_for(scope)
            check_head(scope, most)
            size = await read_body(receive, body, most)
        except Refused as refused:
            await say_no(receive, send, refused)
            return
        scope["headers"] = plain_headers(scope["headers"], size)
        await threads(scope, replay(body, receive), handing_out(scope, send))  # type: ignore[arg-type]


def most_for(scope: Scope) -> int:
    """Bytes: only who may be signed in brings in files, and only where there is a form for them."""
    is_upload = scope["method"] == "POST" and UPLOADS.fullmatch(scope["path"])
    cookies = b";".join(value for name, value in scope["headers"] if name == b"cookie")
    return LARGEST_UPLOAD if is_upload and SIGNED_IN.search(cookies) else LARGEST_BODY


def check_head(scope: Scope, most: int) -> None:
    weight = len(scope["raw_path"]) + len(scope["query_string"])
    weight += sum(len(name) + len(value) for name, value in scope["headers"])
    if weight > LARGEST_HEAD:
        raise Refused(431, HEAD_TOO_LARGE)
    announced = [value for name, value in scope["headers"] if name == b"content-length"]
    if announced and int(announced[0]) > most:
        raise Refused(413, TOO_LARGE)


async def read_body(receive: Receive, body: IO[bytes], most: int) -> int:
    """How many bytes there were; `body` stands at its beginning again."""
    loop = asyncio.get_running_loop()
    began, size, more = loop.time(), 0, True
    while more:
        try:
            async with asyncio.timeout_at(began + PATIENCE + size / SLOWEST):
                message = await receive()
        except TimeoutError:
            raise Refused(408, TOO_SLOW) from None
        except asyncio.CancelledError:  # the server ends, and this sender has not
            raise Refused(503, CLOSING) from None
        if message["type"] == "http.disconnect":
            raise SenderLeft
        chunk = message.get("body", b"")
        size, more = size + len(chunk), message.get("more_body", False)
        if size > most:
            raise Refused(413, TOO_LARGE)
        write(body, chunk)
    body.seek(0)
    return size


def write(body: IO[bytes], chunk: bytes) -> None:
    try:
        body.write(chunk)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        raise Refused(507, NO_ROOM) from None


def plain_headers(headers: Headers, size: int) -> Headers:
    """CGI turns `_` and `-` into one, so a header spelled with `_` can only be a disguise.

    The body is whole, whatever way it came: its length is known.
    """
    left_out = (b"content-length", b"transfer-encoding")
    kept = [pair for pair in headers if b"_" not in pair[0] and pair[0] not in left_out]
    return [*kept, (b"content-length", str(size).encode())]


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


def handing_out(scope: Scope, send: Send) -> Send:
    """Where the view only named a file, its bytes go out here: however slowly they are read, they hold no thread."""

    async def send_on(message: Message) -> None:
        piece = scope.get(PIECE)
        ends = message["type"] == "http.response.body" and not message.get("more_body")
        if piece and ends:
            await send_piece(piece, send)
        await send(message)

    return send_on


async def send_piece(piece: Piece, send: Send) -> None:
    loop = asyncio.get_running_loop()
    with piece.path.open("rb") as file:
        file.seek(piece.start)
        left = piece.length
        while left and (chunk := await loop.run_in_executor(None, file.read, min(CHUNK, left))):
            left -= len(chunk)
            await send({"type": "http.response.body", "body": chunk, "more_body": True})


async def say_no(receive: Receive, send: Send, refused: Refused) -> None:
    sentence = refused.sentence.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(sentence)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence, "more_body": True})
    if refused.status == 413:
        await throw_away(receive)
    await send({"type": "http.response.body", "body": b""})


async def throw_away(receive: Receive) -> None:
    """A connection that closes while its sender still sends is reset, and the sentence lost."""
    with suppress(TimeoutError):
        async with asyncio.timeout(LINGER):
            more = True
            while more:
                message = await receive()
                more = message["type"] == "http.request" and message.get("more_body", False)
