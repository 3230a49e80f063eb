"""A script has one address: under two it would run twice."""

from pathlib import Path

from django.test import override_settings

from frontend.storage import Storage

NAMED = "assets/main-CuKO8CE-.js"


def test_what_vite_named_keeps_its_name(tmp_path: Path) -> None:
    with override_settings(DEBUG=False):
        assert Storage(location=tmp_path).hashed_name(NAMED) == NAMED


def test_another_file_is_named_after_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "icons.svg").write_text("<svg/>", encoding="utf-8")
    assert Storage(location=tmp_path).hashed_name("icons.svg").startswith("icons.")
    assert Storage(location=tmp_path).hashed_name("icons.svg") != "icons.svg"
