"""Runs one group in this process, prints it as a table and writes its results."""

import importlib
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import django

RESULTS = Path(__file__).parent / "results"


def main(group: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kenniscafe.settings.base"
    django.setup()
    size = os.environ.get("SIZE", "")
    results = importlib.import_module(f"benchmarks.groups.{group}").measure(full=size == "full")
    rows = [asdict(result) for result in results]
    name = f"{group}-full" if size == "full" else group
    (RESULTS / f"{name}.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    for row in rows:
        print("  " + "  ".join(f"{key}={value}" for key, value in row.items() if value is not None))


if __name__ == "__main__":
    main(sys.argv[1])
