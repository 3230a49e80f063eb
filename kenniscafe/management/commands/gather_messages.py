"""Gathers what people read into locale/<language>/LC_MESSAGES/django.po; needs no gettext programs."""

import ast
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polib
from babel.messages.extract import extract_from_dir
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

from kenniscafe.settings.environment import ROOT

APPS = settings.OUR_APPS
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
LITERAL = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(
    rf"\b(?P<name>n?p?gettext)\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?(?:\s*,\s*{LITERAL})?"
)


class Text(NamedTuple):
    context: str | None
    single: str
    plural: str


class Command(BaseCommand):
    help = "Writes new texts into the translation files; --check only says what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options: Any) -> None:
        wanted = dict.fromkeys([*from_code(ROOT), *from_templates(ROOT)])
        path = ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po"
        catalogue = polib.pofile(str(path)) if path.exists() else new_catalogue()
        if check:
            missing = untranslated(catalogue, wanted)
            if missing:
                raise CommandError(
                    f"{len(missing)} texts have no Dutch: "
                    + " | ".join(text.single for text in missing[:400])
                )
            return
        merge(catalogue, wanted)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
        self.stdout.write(
            f"{len(wanted)} texts, {len(catalogue.untranslated_entries())} without Dutch."
        )


def from_code(root: Path) -> Iterator[Text]:
    for app in APPS:
        found = extract_from_dir(
            str(root / app),
            [("**/node_modules/**", "ignore"), ("**.py", "python")],
            keywords=KEYWORDS,
        )
        for _file, _line, message, _comments, context in found:
            single, plural = message if isinstance(message, tuple) else (message, "")
            yield Text(context, single, plural)


def from_templates(root: Path) -> Iterator[Text]:
    """Django turns a template into something like code; the calls in it are found by their shape."""
    for pattern in ("templates/**/*", "components/**/*", "email/**/*"):
        for path in sorted((root / "frontend").glob(pattern)):
            if path.suffix in (".html", ".txt"):
                for call in CALL.finditer(templatize(path.read_text(encoding="utf-8"))):
                    yield as_text(
                        call["name"], [ast.literal_eval(a) for a in call.groups()[1:] if a]
                    )


def as_text(name: str, literals: list[str]) -> Text:
    context = literals.pop(0) if "p" in name.removesuffix("gettext") else None
    return Text(context, literals[0], literals[1] if name.startswith("n") else "")


def new_catalogue() -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Language": "nl",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue


def untranslated(catalogue: polib.POFile, wanted: dict[Text, None]) -> list[Text]:
    known = {
        (entry.msgctxt, entry.msgid)
        for entry in catalogue.translated_entries()
        if not entry.obsolete
    }
    return [text for text in wanted if (text.context, text.single) not in known]


def merge(catalogue: polib.POFile, wanted: dict[Text, None]) -> None:
    """Keeps every translation, adds what is new, drops what nobody says any more."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    fresh: list[polib.POEntry] = []
    for text in sorted(wanted, key=lambda text: (text.single, text.context or "")):
        entry = known.get((text.context, text.single)) or polib.POEntry(
            msgctxt=text.context, msgid=text.single
        )
        if text.plural:
            entry.msgid_plural = text.plural
            entry.msgstr_plural = entry.msgstr_plural or {0: "", 1: ""}
        entry.obsolete = False
        if all((entry.msgid, entry.msgctxt) != (old.msgid, old.msgctxt) for old in fresh[-3:]):
            fresh.append(entry)
    catalogue[:] = fresh
