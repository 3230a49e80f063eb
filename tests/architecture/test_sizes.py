"""The size budget of the architecture: where a file or function stops and is split."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
APPS = settings.OUR_APPS
PYTHON = [
    path
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if not {"migrations", "node_modules"} & set(path.parts)
]
TEMPLATES = [
    path
    for folder in ("templates", "components", "email")
    for path in (ROOT / "frontend" / folder).rglob("*.html")
]
TYPESCRIPT = [
    *(ROOT / "frontend" / "src").rglob("*.ts"),
    *(ROOT / "frontend" / "components").rglob("*.ts"),
]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(("paths", "stop"), [(PYTHON, 350), (TEMPLATES, 120), (TYPESCRIPT, 200)])
def test_no_file_is_longer_than_its_stop(paths: list[Path], stop: int) -> None:
    assert paths
    assert [
        f"{path.relative_to(ROOT)}: {lines(path)}" for path in paths if lines(path) > stop
    ] == []


def test_no_function_is_longer_than_forty_lines() -> None:
    long = []
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > 40:
                    long.append(f"{path.relative_to(ROOT)}:{node.name}: {length}")
    assert long == []
