"""A file as an answer: whole or the part that was asked for (RFC 9110, 14), never read into memory.

Under our own server no thread is held while a file goes out: the view names the piece, the edge sends it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags

CHUNK: Final = 64 * 1024
PIECE: Final = "kenniscafe.piece"  # where the edge finds it, in the scope of the request

_RANGE: Final = re.compile(r"bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))")


class Piece(NamedTuple):
    path: Path
    start: int
    length: int


def file_answer(
    request: HttpRequest, path: Path, *, etag: str, content_type: str, name: str = "", inline: bool
) -> HttpResponseBase:
    """`etag` names these bytes and no others. Asked again each time, so that nobody keeps what they lost sight of."""
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _labelled(HttpResponseNotModified(), etag)
    size = path.stat().st_size
    asked = _asked(request, etag, size)
    if asked is None:
        answer: HttpResponseBase = HttpResponse(status=416)
        answer["Content-Range"] = f"bytes */{size}"
        return _labelled(answer, etag)
    start, length = asked
    answer = _body(request, Piece(path, start, length))
    if length < size:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    answer["Content-Length"] = str(length)
    answer["Content-Type"] = content_type
    answer["Content-Disposition"] = content_disposition_header(not inline, name) or "inline"
    return _labelled(answer, etag)


def _labelled(answer: HttpResponseBase, etag: str) -> HttpResponseBase:
    answer["ETag"] = etag
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _asked(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """Start and length; all of it where nothing else is asked for, or in a way we do not serve. None: there is no such part."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if found is None or request.headers.get("If-Range", etag) != etag:
        return 0, size
    first, last, final = found.groups()
    if final is not None:
        length = min(int(final), size)
        return (size - length, length) if length else None
    start, end = int(first), min(int(last or size), size - 1)
    if last and int(last) < start:
        return 0, size
    return (start, end - start + 1) if start < size else None


def _body(request: HttpRequest, piece: Piece) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse()
    scope = request.META.get("asgi.scope")
    if scope is None:
        return StreamingHttpResponse(_chunks(piece))
    scope[PIECE] = piece
    return HttpResponse()


def _chunks(piece: Piece) -> Iterator[bytes]:
    with piece.path.open("rb") as file:
        file.seek(piece.start)
        left = piece.length
        while left and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
