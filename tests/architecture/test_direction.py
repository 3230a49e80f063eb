"""A lower app never looks up at a higher one, not by the back way either: a reverse relation is an import.

What a higher app's models hang on a lower one's (`thread.post`, `Q(post__title=…)`) is for that app and those above it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
# From high to low.
ORDER = "pages themes archive posts threads communities people tags".split()
QUERY = set(
    """filter exclude get annotate alias aggregate values values_list only defer order_by distinct select_related
    prefetch_related get_object_or_404 Q F Count Min Max Exists OuterRef Prefetch When""".split()
)


def hung_on(app: str) -> dict[str, str]:
    """Names by which models of this app and of lower ones lead to higher apps: name → that app."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label in ORDER[ORDER.index(app) :]:
            for relation in model._meta.related_objects:
                owner = relation.related_model._meta.app_label
                if owner in ORDER[: ORDER.index(app)]:
                    found[relation.get_accessor_name() or relation.name] = owner
                    found[relation.name] = owner
    return {name: owner for name, owner in found.items() if not name.endswith("+")}


def own_names(app: str) -> set[str]:
    """What a word may also mean there: fields of its own models and of those below."""
    models = [
        model for model in apps.get_models() if model._meta.app_label in ORDER[ORDER.index(app) :]
    ]
    return {
        field.name for model in models for field in model._meta.fields + model._meta.many_to_many
    }


def words_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Attributes, and the paths of fields that are given to a query."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Call) and _name(node.func) in QUERY:
            for argument in (*node.args, *node.keywords):
                path = argument.arg if isinstance(argument, ast.keyword) else _text(argument)
                yield from ((node.lineno, part) for part in (path or "").lstrip("-").split("__"))


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _text(node: ast.expr) -> str:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if is_text else ""


def forbidden_in(app: str) -> dict[str, str]:
    names = own_names(app)
    return {name: owner for name, owner in hung_on(app).items() if name not in names}


def wrong_in(app: str, code: str) -> list[str]:
    forbidden = forbidden_in(app)
    return [
        f"{line}: {name} is of {forbidden[name]}"
        for line, name in words_in(ast.parse(code))
        if name in forbidden
    ]


@pytest.mark.parametrize(
    "code",
    [
        "thread.post.title",
        "rows.filter(post__kind='note')",
        "Prefetch('post')",
        "order_by('-post')",
    ],
)
def test_looking_up_is_noticed(code: str) -> None:
    assert wrong_in("threads", code) == ["1: post is of posts"]


@pytest.mark.parametrize("app", ORDER[1:])
def test_no_code_of_a_lower_app_uses_what_a_higher_one_hangs_on_it(app: str) -> None:
    wrong = []
    for path in sorted((ROOT / app).rglob("*.py")):
        if "migrations" not in path.parts:
            found = wrong_in(app, path.read_text(encoding="utf-8"))
            wrong += [f"{path.relative_to(ROOT)}:{each}" for each in found]
    assert wrong == []


@pytest.mark.parametrize("app", ORDER[1:])
def test_no_template_of_a_lower_app_does(app: str) -> None:
    forbidden = forbidden_in(app)
    wrong = []
    for path in sorted((ROOT / "frontend" / "templates" / app).rglob("*.html")):
        for tag in re.findall(r"{[{%].*?[%}]}", path.read_text(encoding="utf-8")):
            wrong += [
                f"{path.relative_to(ROOT)}: {tag} uses {name} of {forbidden[name]}"
                for name in re.findall(r"\.([a-z_]+)", re.sub(r"\"[^\"]*\"", "", tag))
                if name in forbidden
            ]
    assert wrong == []
