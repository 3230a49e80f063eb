"""Large files, slow senders and slow readers at a real server: they cost nobody else anything."""

import re
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.kenniscafe.conftest import signed_in
from tests.kenniscafe.test_senders import dial, everything, head, p95
from tests.servers import Serving, serving

MEGABYTE = 1024 * 1024
FORM = b"content-type: multipart/form-data; boundary=x\r\n"


@pytest.fixture(scope="module")
def server(_opened: Path) -> Iterator[Serving]:
    with serving(_opened) as running:
        yield running


@pytest.fixture
def browser(server: Serving) -> Iterator[httpx.Client]:
    with signed_in(server.address) as signed:
        yield signed


def send(browser: httpx.Client, megabytes: int) -> httpx.Response:
    content = b"PK\x03\x04" + bytes(megabytes * MEGABYTE)
    headers = {"x-csrftoken": token(browser), "referer": str(browser.base_url)}
    return browser.post("/bestanden/", files={"file": ("film.zip", content)}, headers=headers)


def token(browser: httpx.Client) -> str:
    return str(browser.cookies["csrftoken"])


def cookies(browser: httpx.Client) -> bytes:
    pairs = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    return f"cookie: {pairs}\r\n".encode()


def megabytes_of(server: Serving) -> float:
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    found = re.search(r"RssAnon:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1024


def test_only_who_is_signed_in_sends_more_than_a_form(
    server: Serving, browser: httpx.Client
) -> None:
    assert send(browser, 12).status_code == 201
    too_large = f"content-length: {300 * MEGABYTE}\r\n".encode()
    large = f"content-length: {20 * MEGABYTE}\r\n".encode()
    for path, more in (
        ("POST /bestanden/", large),
        ("POST /bestanden/", large + b"cookie: theme=dark; xsessionid=1\r\n"),
        ("POST /bestanden/", too_large + cookies(browser)),
        ("POST /account/profiel/", large + cookies(browser)),
        ("GET /bestanden/", large + cookies(browser)),
        ("POST /bestanden/1/weg/", large + cookies(browser)),
    ):
        with dial(server) as line:
            line.sendall(head(server, path, FORM, more))
            assert line.recv(100).startswith(b"HTTP/1.1 413 "), path


def test_a_large_file_arrives_and_goes_out_without_standing_in_memory(
    server: Serving, browser: httpx.Client
) -> None:
    send(browser, 2)
    before, most = megabytes_of(server), 0.0
    with ThreadPoolExecutor(1) as aside:
        sending = aside.submit(send, browser, 50)
        while not sending.done():
            most = max(most, megabytes_of(server))
            time.sleep(0.02)
    told = sending.result().json()
    assert told["size"] == 50 * MEGABYTE + 4
    with browser.stream("GET", told["address"]) as answer:
        assert sum(map(len, answer.iter_raw())) == told["size"]
        most = max(most, megabytes_of(server))
    part = browser.get(told["address"], headers={"range": "bytes=1000000-1000003"})
    assert (part.status_code, part.content) == (206, bytes(4))
    assert most - before < 20
    assert "Traceback" not in server.said


def test_fifty_stalled_uploads_leave_pages_as_they_were(
    server: Serving, browser: httpx.Client
) -> None:
    p95(server, 10)
    before = p95(server)
    lines = [dial(server) for _ in range(50)]
    try:
        length = f"content-length: {100 * MEGABYTE}\r\n".encode()
        for line in lines:
            line.sendall(head(server, "POST /bestanden/", FORM, length + cookies(browser)))
            line.sendall(b"--x\r\n" + bytes(100_000))
        assert p95(server) <= 2 * before + 0.05
        for line in lines:
            assert everything(line).startswith(b"HTTP/1.1 408 ")
    finally:
        for line in lines:
            line.close()
    assert "Traceback" not in server.said


def test_readers_of_large_files_who_read_slowly_hold_no_page(
    server: Serving, browser: httpx.Client
) -> None:
    address = send(browser, 30).json()["address"]
    lines: list[socket.socket] = [dial(server, window=2048) for _ in range(20)]
    try:
        for line in lines:
            line.sendall(head(server, f"GET {address}", cookies(browser)))
        time.sleep(1)
        assert httpx.get(server.address + "/health", timeout=5).status_code == 200
        assert p95(server, 10) < 1
        assert megabytes_of(server) < 400
    finally:
        for line in lines:
            line.close()
    assert "Traceback" not in server.said
