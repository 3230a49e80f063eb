"""The pages that must stand when everything else has fallen over."""

import pytest
from django.template.loader import render_to_string


@pytest.fixture(params=["500.html", "503.html"])
def page(request: pytest.FixtureRequest) -> str:
    return render_to_string(request.param)


def test_they_need_no_request_no_database_and_no_translations(page: str) -> None:
    assert "<h1>" in page
    assert 'lang="en"' in page
    assert "<script" not in page


def test_they_stand_without_their_style_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_manifest(path: str) -> str:
        raise ValueError(path)

    monkeypatch.setattr("frontend.templatetags.cafe.static", no_manifest)
    page = render_to_string("500.html")
    assert "stylesheet" not in page
    assert "<h1>" in page
