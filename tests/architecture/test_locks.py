from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_no_lock_or_configuration_file_names_a_registry() -> None:
    files = [
        *ROOT.glob("requirements*"),
        ROOT / "frontend" / "package-lock.json",
        ROOT / "frontend" / ".npmrc",
    ]
    assert len(files) > 8
    for path in files:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [
            line
            for line in lines
            if '"resolved"' in line or ("index-url" in line and "#" not in line)
        ] == []
        if path.name.startswith("requirements"):
            assert "://" not in path.read_text(encoding="utf-8"), path


def test_every_locked_package_has_a_hash() -> None:
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text(encoding="utf-8").replace("\\\n", " ")
        pins = [
            line for line in text.splitlines() if "==" in line and not line.lstrip().startswith("#")
        ]
        assert pins
        assert [pin for pin in pins if "--hash=sha256:" not in pin] == []
