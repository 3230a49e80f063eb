"""What there is, asked of the code itself, so that nothing new is forgotten."""

from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet


def private_models() -> list[type[Model]]:
    """Every model with a `visible_to`."""
    return [model for model in apps.get_models() if hasattr(_rows(model), "visible_to")]


def queryset_class(model: type[Model]) -> type[QuerySet[Any]]:
    return type(_rows(model))


def _rows(model: type[Model]) -> QuerySet[Any]:
    return model._default_manager.get_queryset()
