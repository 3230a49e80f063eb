"""Whoever sends slowly, endlessly or wrongly costs nobody else anything."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles

import httpx
import pytest

from kenniscafe import asgi
from tests.servers import Serving, serving

FORM = b"content-type: application/x-www-form-urlencoded\r\n"


@pytest.fixture(scope="module")
def server(_opened: Path) -> Iterator[Serving]:
    with serving(_opened) as running:
        yield running


def dial(server: Serving, *, window: int = 0) -> socket.socket:
    line = socket.socket()
    if window:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    line.settimeout(40)
    line.connect(("127.0.0.1", server.port))
    return line


def head(server: Serving, first_line: str, *more: bytes) -> bytes:
    host = f"host: localhost:{server.port}\r\n".encode()
    return first_line.encode() + b" HTTP/1.1\r\n" + host + b"".join(more) + b"\r\n"


def everything(line: socket.socket) -> bytes:
    """Until the server closes."""
    said = b""
    while piece := line.recv(65536):
        said += piece
    return said


def p95(server: Serving, times: int = 40) -> float:
    """Seconds for a page, as a visitor who comes back."""
    took = []
    with httpx.Client(base_url=server.address, timeout=30) as browser:
        for _ in range(times):
            began = time.perf_counter()
            assert browser.get("/aanmelden/").status_code == 200
            took.append(time.perf_counter() - began)
    return quantiles(took, n=20)[-1]


def test_fifty_stalled_forms_leave_pages_as_they_were(server: Serving) -> None:
    p95(server, 10)
    before = p95(server)
    lines = [dial(server) for _ in range(55)]
    try:
        for line in lines[:50]:
            line.sendall(head(server, "POST /aanmelden/", FORM, b"content-length: 1000\r\n"))
            line.sendall(b"login=" + 100 * b"x")
        began = time.monotonic()
        assert p95(server) <= 2 * before + 0.05
        for line in lines[:50]:
            said = everything(line)
            assert said.startswith(b"HTTP/1.1 408 ")
            assert asgi.TOO_SLOW.encode() in said
        assert [everything(line) for line in lines[50:]] == [b""] * 5, "said nothing, got nothing"
        assert asgi.PATIENCE - 1 < time.monotonic() - began < asgi.PATIENCE + 10
    finally:
        for line in lines:
            line.close()
    assert "Traceback" not in server.said


def test_slow_readers_hold_no_page(server: Serving) -> None:
    large = max(Path("staticfiles/wagtailadmin/js").glob("vendor.*.js"))
    lines = [dial(server, window=2048) for _ in range(20)]
    try:
        for line in lines:
            line.sendall(head(server, f"GET /static/wagtailadmin/js/{large.name}"))
        time.sleep(0.5)
        assert httpx.get(server.address + "/health", timeout=5).status_code == 200
    finally:
        for line in lines:
            line.close()


@pytest.mark.parametrize("announced", [True, False])
def test_too_large_a_body_is_refused_with_a_sentence_that_arrives(
    server: Serving, announced: bool
) -> None:
    """Also at a simple client, which listens only when it has said all."""
    client = HTTPConnection("localhost", server.port, timeout=30)
    with closing(client):
        if announced:
            client.request("POST", "/aanmelden/", body=12 * 1024 * 1024 * b"x")
        else:
            pieces = (1024 * 1024 * b"x" for _ in range(12))
            client.request("POST", "/aanmelden/", body=pieces, encode_chunked=True)
        answer = client.getresponse()
        assert answer.status == 413
        assert answer.read().decode() == asgi.TOO_LARGE


def test_somebody_who_leaves_half_way_leaves_nothing(server: Serving) -> None:
    for _ in range(20):
        with dial(server) as line:
            line.sendall(head(server, "POST /aanmelden/", FORM, b"content-length: 1000\r\n\r\nx"))
    assert httpx.get(server.address + "/health").status_code == 200
    assert "Traceback" not in server.said
    assert "rror" not in server.said


def test_a_form_in_pieces_of_unknown_number_arrives_whole(server: Serving) -> None:
    """WSGI alone takes a body without a length for an empty one."""
    with httpx.Client(base_url=server.address) as browser:
        page = browser.get("/aanmelden/")
        answer = browser.post(
            "/aanmelden/",
            content=iter([b"csrfmiddlewaretoken=", b"forged"]),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
        assert page.status_code == 200
        assert answer.status_code == 403, "the forged token was read"


@pytest.mark.parametrize(
    "first_line", ["GET /" + 40_000 * "x", "GET /zoeken/?q=" + 40_000 * "x"], ids=["path", "query"]
)
def test_too_long_an_address_is_refused_with_a_sentence(server: Serving, first_line: str) -> None:
    with dial(server) as line:
        line.sendall(head(server, first_line))
        said = everything(line)
    assert said.startswith(b"HTTP/1.1 431 ")
    assert asgi.HEAD_TOO_LARGE.encode() in said


@pytest.mark.parametrize("beginning", [b"GET /", b"GET / HTTP/1.1\r\nx-long: "])
def test_a_head_without_end_is_cut_off(server: Serving, beginning: bytes) -> None:
    def talk_on(line: socket.socket) -> None:
        line.sendall(beginning)
        for _ in range(10_000):
            line.sendall(10_000 * b"x")

    with dial(server) as line, pytest.raises(ConnectionError):
        talk_on(line)


def test_headers_after_the_body_are_nobodys(server: Serving) -> None:
    with dial(server) as line:
        line.sendall(head(server, "POST /aanmelden/", FORM, b"transfer-encoding: chunked\r\n"))
        line.sendall(b"1\r\nx\r\n0\r\naccept-language: en\r\nconnection: close\r\n\r\n")
        assert line.recv(20).startswith(b"HTTP/1.1 403 ")


def test_a_header_with_an_underscore_is_no_header(server: Serving) -> None:
    def language(name: str) -> str:
        answer = httpx.get(server.address + "/aanmelden/", headers={name: "en"})
        return answer.headers["content-language"]

    assert language("accept-language") == "en"
    assert language("accept_language") == "nl"


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabc",
        b"GET /\xc3\xa9 HTTP/1.1\r\nhost: localhost\r\n\r\n",
        b"GET /zoeken/?q=\xc3\xa9 HTTP/1.1\r\nhost: localhost\r\n\r\n",
    ],
    ids=["tls", "negative", "two ways", "two lengths", "path", "query"],
)
def test_nonsense_is_answered_with_400(server: Serving, nonsense: bytes) -> None:
    with dial(server) as line:
        line.sendall(nonsense)
        assert line.recv(100).startswith(b"HTTP/1.1 400 ")
    assert "Traceback" not in server.said
