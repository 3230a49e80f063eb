"""The pair rule: what can be hidden is asked of all rows by `visible_to`, of one by `can_view`, and the two are tested side by side."""

import importlib
import inspect
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = [
    model
    for model in apps.get_models()
    if hasattr(model._default_manager.get_queryset(), "visible_to")
]


def test_there_is_something_to_hide() -> None:
    assert len(PRIVATE) >= 15


@pytest.mark.parametrize("model", PRIVATE, ids=lambda model: model.__name__)
def test_what_is_asked_of_all_rows_can_be_asked_of_one(model: type[Model]) -> None:
    permissions = importlib.import_module(f"{model._meta.app_label}.permissions")
    judged = [
        list(inspect.signature(function).parameters.values())[1].annotation
        for name, function in inspect.getmembers(permissions, inspect.isfunction)
        if name.startswith("can_view")
    ]
    assert model in judged


@pytest.mark.parametrize("app", sorted({model._meta.app_label for model in PRIVATE}))
def test_the_two_are_tested_side_by_side(app: str) -> None:
    text = (ROOT / "tests" / app / "test_visibility.py").read_text(encoding="utf-8")
    for model in PRIVATE:
        if model._meta.app_label == app:
            assert f"{model.__name__}.objects.visible_to(" in text
