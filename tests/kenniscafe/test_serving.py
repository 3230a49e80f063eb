"""`serve` as whoever runs it meets it: what it says, when it refuses, how it ends."""

import re
import signal
import socket
import time
from pathlib import Path

import httpx
import pytest

from tests.kenniscafe.conftest import signed_in
from tests.servers import Serving, free_port, manage, serving


def test_it_answers_to_both_names_on_this_machine_only(data: Path) -> None:
    with serving(data) as server:
        for name in ("localhost", "127.0.0.1"):
            answer = httpx.get(f"http://{name}:{server.port}/aanmelden/", timeout=10)
            assert answer.status_code == 200
        assert httpx.get(server.address + "/health").json() == {"status": "ok"}
        stranger = {"host": "cafe.example.org"}
        assert httpx.get(server.address + "/aanmelden/", headers=stranger).status_code == 400
        listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    port = f"{server.port:04X}"
    assert re.findall(rf"([0-9A-F]+):{port} [0-9A-F:]+ 0A", listening) == ["0100007F"]


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_and_keeps_everything(data: Path, by: signal.Signals) -> None:
    with serving(data) as server:
        line = socket.create_connection(("127.0.0.1", server.port))
        line.sendall(b"POST /aanmelden/ HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\nx")
        time.sleep(0.2)
        began = time.monotonic()
        assert server.end(by) == 0
        assert time.monotonic() - began < 15, "also when somebody is still sending"
        line.close()
        assert server.said.rstrip().endswith("The café is closed. Everything is kept.")
        assert "Traceback" not in server.said
    assert list(data.glob("*-wal")) == []


def test_a_second_server_on_the_same_data_is_told_why_not(data: Path) -> None:
    with serving(data):
        second = manage(data, "serve", PORT=str(free_port()))
    assert second.returncode == 1
    assert one_sentence(second.stderr).startswith(f"Another server already uses {data}.")


def test_after_kill_9_the_next_one_starts_at_once(data: Path) -> None:
    with serving(data) as server:
        server.end(signal.SIGKILL)
        with serving(data) as next_one, signed_in(next_one.address) as browser:
            assert browser.get("/").status_code == 200


def test_a_port_in_use_is_said_with_what_to_do(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = manage(data, "serve", PORT=str(port))
    assert done.returncode == 1
    assert one_sentence(done.stderr) == (
        f"Port {port} is in use. Choose another one: PORT={port + 1} make run"
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"PORT": "koffie"}, 'Environment variable "PORT" invalid: Not a valid integer.'),
        ({"HOST": "203.0.113.9"}, "The café cannot listen on 203.0.113.9:"),
        ({"DATA_DIR": "/proc/nowhere"}, "/proc/nowhere cannot be used: "),
        (
            {"DATABASE_URL": "postgres://nobody:x@127.0.0.1:9/nothing"},
            "The database does not answer. Is DATABASE_URL right?",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_is_wrong_in_the_environment_is_said_without_a_traceback(
    data: Path, wrong: dict[str, str], said: str
) -> None:
    done = manage(data, "serve", **{"PORT": str(free_port())} | wrong)
    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert "Traceback" not in done.stderr


def test_an_empty_cafe_prints_its_installation_code(empty: Path) -> None:
    with serving(empty) as server:
        code = re.search(r"Installation code: ([A-Z]{8})\n", server.said)
        assert code is not None
        assert code[1] == (empty / "installation_code").read_text()
        assert "Sign in" not in server.said
        answer = httpx.get(server.address + "/", follow_redirects=True)
        assert answer.url.path == "/eerste-start/"


def test_an_engine_that_has_no_effect_yet_is_named_in_one_line(data: Path) -> None:
    with serving(data, ELASTICSEARCH_URL="http://127.0.0.1:9") as server:
        told = [line for line in server.said.splitlines() if "ELASTICSEARCH_URL" in line]
    assert told == ["  ELASTICSEARCH_URL has no effect yet: search uses the embedded engine."]


def test_ctrl_c_while_it_starts_says_nothing_ugly(tmp_path: Path) -> None:
    starting = Serving(tmp_path, ["serve"])
    try:
        while not (tmp_path / "server.lock").exists():
            time.sleep(0.01)
        assert starting.end() == 130
        assert "Traceback" not in starting.said
    finally:
        starting.close()


def one_sentence(said: str) -> str:
    (line,) = said.strip().splitlines()
    return line
