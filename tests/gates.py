"""Every gate that is not a test, two at a time; prints what each said when it failed, and fails if any did."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from run import node_folder  # noqa: E402

BIN = Path(sys.executable).parent
TEMPLATES = sorted(str(path) for path in (ROOT / "frontend").glob("[tce]*/**/*.html"))
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "kenniscafe.settings.production",
    "SECRET_KEY": "gates-" + "".join(chr(97 + i % 26) for i in range(60)),
    "SITE_ADDRESS": "https://cafe.example.org",
}
NODE = {"PATH": f"{node_folder()}:{os.environ['PATH']}"}
MANAGE = [sys.executable, "-W", "ignore", "manage.py"]

# The two that take longest begin, so that neither is waited for alone at the end.
GATES: dict[str, tuple[list[str], str, dict[str, str]]] = {
    "curlylint": ([str(BIN / "curlylint"), "-q", *TEMPLATES], ".", {}),
    "mypy": ([str(BIN / "mypy"), "."], ".", {}),
    "ruff": ([str(BIN / "ruff"), "check", "-q", "."], ".", {}),
    "ruff format": ([str(BIN / "ruff"), "format", "-q", "--check", "."], ".", {}),
    "imports": ([str(BIN / "lint-imports"), "--no-cache"], ".", {}),
    "djade": ([str(BIN / "djade"), "--check", "--target-version", "5.2", *TEMPLATES], ".", {}),
    "djhtml": ([str(BIN / "djhtml"), "-t", "2", "--check", *TEMPLATES], ".", {}),
    "biome and tsc": (["npm", "run", "-s", "check"], "frontend", NODE),
    "vitest": (["npm", "test", "-s"], "frontend", NODE),
    "migrations": ([*MANAGE, "makemigrations", "--check", "--dry-run"], ".", {}),
    "translations": ([*MANAGE, "gather_messages", "--check"], ".", {}),
    "check --deploy": ([*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], ".", PRODUCTION),
}


def run(name: str) -> bool:
    command, folder, extra = GATES[name]
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT / folder, env=os.environ | extra, capture_output=True, text=True
    )
    good = done.returncode == 0
    print(f"  {'ok  ' if good else 'FAIL'} {name} ({time.monotonic() - began:.1f} s)", flush=True)
    if not good:
        print((done.stdout + done.stderr).strip()[-6000:], flush=True)
    return good


def main() -> int:
    chosen = sys.argv[1:] or list(GATES)
    with ThreadPoolExecutor(max_workers=2) as pool:
        return 0 if all(list(pool.map(run, chosen))) else 1


if __name__ == "__main__":
    sys.exit(main())
