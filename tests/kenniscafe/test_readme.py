"""What README.md and docs/operate.md say is run: every block, in order, in a clone."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from kenniscafe.settings import environment
from tests.servers import OF_THE_MACHINE, ROOT, free_port

PAGES = ["README.md", "docs/operate.md"]
LEFT_OUT = {
    "docker compose": "there is no Docker engine; test_compose.py runs the commands of the services",
    "serve --no-worker": "needs PostgreSQL and Redis; test_compose.py runs these very commands",
}
BUILT = ["frontend/dist", "staticfiles", "locale/nl/LC_MESSAGES/django.mo"]


class Block(NamedTuple):
    page: str
    commands: str

    @property
    def left_out(self) -> str:
        return next((why for word, why in LEFT_OUT.items() if word in self.commands), "")


BLOCKS = [
    Block(page, commands)
    for page in PAGES
    for commands in re.findall(r"^```sh\n(.*?)^```", (ROOT / page).read_text(), re.DOTALL | re.M)
]


@pytest.fixture(scope="module")
def clone(_migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of this checkout, with what its set-up made: that was tested before this test could run."""
    assert (ROOT / ".venv" / "stamps").exists(), "Set up by make, as `make test` does."
    place = tmp_path_factory.mktemp("clone") / "kenniscafe"
    subprocess.run(["git", "clone", "-q", "--shared", ROOT, place], check=True)
    (place / ".venv").symlink_to(ROOT / ".venv")
    for path in BUILT:
        copy = shutil.copytree if (ROOT / path).is_dir() else shutil.copy
        copy(ROOT / path, place / path)
    (place / "data").mkdir()
    shutil.copy(_migrated, place / "data" / "kenniscafe.sqlite3")
    return place


def surroundings() -> dict[str, str]:
    """A terminal with nothing set but another port, so that two runs do not meet."""
    clean = {name: value for name, value in os.environ.items() if name not in OF_THE_MACHINE}
    for name in ("DATA_DIR", "DJANGO_SETTINGS_MODULE", "MAKEFLAGS", "MAKELEVEL"):
        clean.pop(name, None)
    return clean | {"PORT": str(free_port()), "PYTHON": sys.executable}


def until_it_answers(command: str, clone: Path) -> None:
    """Then Ctrl-C, which a terminal sends to everything in it."""
    with subprocess.Popen(
        ["bash", "-ec", command],
        cwd=clone,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stdout is not None
        try:
            said = ""
            for line in running.stdout:
                said += line
                if "Kenniscafé: http://localhost:" in line:
                    os.killpg(running.pid, signal.SIGINT)
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
    assert "Kenniscafé: http://localhost:" in said, said
    assert "The café is closed. Everything is kept." in said, said
    assert "Traceback" not in said


def run(commands: str, clone: Path) -> None:
    if "make run" in commands:
        until_it_answers(commands, clone)
        return
    commands = re.sub(r"^make test$", "make -n test", commands, flags=re.M)
    done = subprocess.run(
        ["bash", "-euc", commands], cwd=clone, env=surroundings(), capture_output=True, text=True
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}{done.stderr}"


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_every_command_does_what_is_said(clone: Path) -> None:
    assert len(BLOCKS) > 10
    for block in BLOCKS:
        if not block.left_out:
            run(block.commands, clone)
    assert (clone / "my-cafe" / "installation_code").exists()
    assert (clone / "elsewhere" / "kenniscafe.sqlite3").stat().st_size > 100_000


def test_every_reason_to_leave_something_out_is_still_needed() -> None:
    assert {block.left_out for block in BLOCKS} == {"", *LEFT_OUT.values()}


def test_every_setting_is_told_and_every_told_one_is_a_setting() -> None:
    read = set()
    for name in ("base.py", "environment.py", "production.py"):
        code = (Path(environment.__file__).parent / name).read_text()
        read |= set(re.findall(r'env\.\w+\(\s*"(\w+)"', code))
    told = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/operate.md").read_text(), re.M))
    keys_of_a_collection = {name for name in told if name.islower()}
    assert told - keys_of_a_collection == read


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        text = (ROOT / page).read_text()
        for target in re.findall(r"\]\(([^)#:]+)(?:#[\w-]+)?\)", text):
            assert ((ROOT / page).parent / target).exists(), f"{page}: {target}"
