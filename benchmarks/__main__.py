"""`make bench`: each group in a process and a data directory of its own, its results in benchmarks/results.

ONLY=pages      one group            SIZE=full      the largest sizes, into <group>-full.json
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
GROUPS = sorted(path.stem for path in (HERE / "groups").glob("[a-z]*.py"))
LONGEST = {"": 12 * 60, "full": 90 * 60}  # seconds


def main(chosen: list[str]) -> int:
    unknown = set(chosen) - set(GROUPS)
    if unknown:
        print(f"No group {', '.join(sorted(unknown))}. There are: {', '.join(GROUPS)}.")
        return 2
    return max(run(group) for group in chosen or GROUPS)


def run(group: str) -> int:
    with tempfile.TemporaryDirectory(prefix="kenniscafe-bench-") as data:
        environment = os.environ | {"DATA_DIR": data, "DATABASE_URL": "", "REDIS_URL": ""}
        command = [sys.executable, "-W", "ignore", "-m", "benchmarks.one", group]
        return subprocess.run(
            command, env=environment, timeout=LONGEST[os.environ.get("SIZE", "")], check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
