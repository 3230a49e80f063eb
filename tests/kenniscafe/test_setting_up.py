"""run.py on machines that lack something: one sentence that helps, and nothing half done that stays."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Only what the first step reads."""
    for path in [ROOT / "run.py", ROOT / "Makefile", *ROOT.glob("requirements*.txt")]:
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.fixture
def run(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py of that checkout, as a module."""
    monkeypatch.syspath_prepend(checkout)
    monkeypatch.delitem(sys.modules, "run", raising=False)
    import run

    assert checkout / "run.py" == Path(run.__file__)
    return run


def set_up(checkout: Path, before: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
    """In a Python that `before` makes older or poorer."""
    code = f"import runpy, sys\n{before}\nsys.argv = ['run.py', 'setup']\n"
    code += "runpy.run_path('run.py', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=checkout,
        env=os.environ | more,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_an_old_python_is_named_with_the_way_out(checkout: Path) -> None:
    done = set_up(checkout, "sys.version_info = (3, 9, 2, 'final', 0)")
    assert done.returncode == 1
    assert done.stderr == (
        "Kenniscafé needs Python 3.11 or newer; this is 3.9."
        " Install a newer one and call it: make run PYTHON=python3.12\n"
    )


def test_a_missing_venv_module_is_named_with_what_to_install(checkout: Path) -> None:
    done = set_up(checkout, "sys.modules['ensurepip'] = None")
    assert done.returncode == 1
    assert done.stderr == (
        "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv\n"
    )


def test_no_connection_is_said_in_a_sentence_and_the_next_start_begins_anew(checkout: Path) -> None:
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}
    nowhere |= {"PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_NO_CACHE_DIR": "1"}
    done = set_up(checkout, **nowhere)
    assert done.returncode == 1
    assert "Is there a connection to a package index?" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (checkout / ".venv" / "stamps" / "venv").exists()


def test_ctrl_c_is_answered_with_how_it_goes_on(checkout: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "run.py", "setup"], cwd=checkout, stderr=subprocess.PIPE, text=True
    )
    while not (checkout / ".venv").exists():
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    said = running.communicate(timeout=30)[1]
    assert said == "\nStopped. The next start goes on where this one was.\n"
    assert not (checkout / ".venv" / "stamps" / "venv").exists()


def test_of_two_who_set_up_the_same_checkout_the_second_waits(checkout: Path) -> None:
    folder = os.open(checkout, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    no_venv = "import sys; sys.modules['ensurepip'] = None; sys.argv = ['run.py', 'setup']; "
    code = no_venv + "import runpy; runpy.run_path('run.py', run_name='__main__')"
    second = subprocess.Popen(
        [sys.executable, "-c", code], cwd=checkout, stdout=subprocess.PIPE, text=True
    )
    assert second.stdout is not None
    assert second.stdout.readline() == "  Waiting for another set-up of this checkout\n"
    assert second.poll() is None
    os.close(folder)
    second.communicate(timeout=30)
    assert second.returncode == 1


def test_a_step_runs_again_only_when_its_sources_changed_or_its_product_is_gone(
    run: ModuleType, checkout: Path
) -> None:
    source, product = checkout / "source", checkout / "product"
    source.write_text("one")
    done: list[str] = []

    def work() -> None:
        done.append(source.read_text())
        product.touch()

    def step() -> list[str]:
        run.step("Trying", "trying", ["source"], str(product), work)
        return done

    assert step() == ["one"]
    assert step() == ["one"]
    source.write_text("two")
    assert step() == ["one", "two"]
    product.unlink()
    assert step() == ["one", "two", "two"]


def test_a_step_that_failed_runs_again(run: ModuleType, checkout: Path) -> None:
    def fail() -> None:
        raise run.Failed

    for _ in range(2):
        with pytest.raises(run.Failed):
            run.step("Failing", "failing", [], str(checkout), fail)


def test_where_uv_cannot_fetch_pip_may(
    run: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python, asked = checkout / "python", checkout / "asked"
    python.write_text(f'#!/bin/sh\necho "$@" >> {asked}\n')
    python.chmod(0o755)
    monkeypatch.setattr(run, "PYTHON", str(python))
    monkeypatch.setattr(run, "UV", "/bin/false")

    run.install("requirements.txt")

    assert asked.read_text().splitlines()[-1] == (
        "-m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt"
    )


def test_uv_fetches_from_where_pip_is_told_to(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "PYTHON", sys.executable)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://extra.example/simple")
    assert run.index_of_pip() == {}
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    assert run.index_of_pip() == {"UV_DEFAULT_INDEX": "https://mirror.example/simple"}


@pytest.mark.parametrize(
    ("version", "will_do"),
    [("v18.20.0", False), ("v20.18.9", False), ("v20.19.0", True), ("v21.7.0", False),
     ("v22.11.0", False), ("v22.12.0", True), ("v24.1.0", True), ("nonsense", False)],
)  # fmt: skip
def test_a_node_of_the_machine_is_used_when_it_is_new_enough(
    run: ModuleType, tmp_path: Path, version: str, will_do: bool
) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {version}\n")
    node.chmod(0o755)
    assert run.new_enough(str(node)) is will_do


@pytest.mark.slow
def test_without_node_one_comes_out_of_a_wheel(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.make_venv()
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    path = f"{run.node_folder()}:/usr/bin:/bin"
    said = subprocess.run(["npm", "--version"], env={"PATH": path}, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    assert run.new_enough(run.NODE)
