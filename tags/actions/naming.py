"""Words become tags: found under any of their names, or made.

Names are kept in small letters, so that a tag somebody types never shows how another place spells it.
"""

from collections.abc import Sequence
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kenniscafe.naming import first_free
from kenniscafe.permissions import RuleBroken, require
from kenniscafe.richtext import clean_line
from tags.carriers import Viewer
from tags.models import Synonym, Tag

MOST = 20
LONGEST = 50


class TooManyTags(RuleBroken):
    message = _("Choose at most 20 tags.")


class TagIsTooLong(RuleBroken):
    message = _("A tag has at most 50 characters.")


def tags_named(actor: Viewer | None, *, names: Sequence[str]) -> list[Tag]:
    """One tag per word, in the order of the words; `actor` is None where the server itself works."""
    require(actor is None or (actor.is_authenticated and actor.may_enter))
    wanted = tidy(names)
    if len(wanted) > MOST:
        raise TooManyTags
    if any(len(name) > LONGEST for name in wanted):
        raise TagIsTooLong
    if not wanted:
        return []
    with transaction.atomic():
        known = _known(wanted)
        found = [known.get(name) or _made(name) for name in wanted]
    return list(dict.fromkeys(found))


def tidy(names: Sequence[str]) -> list[str]:
    """Small letters, no `#` in front, each word once."""
    words = (clean_line(name, limit=4 * LONGEST).lstrip("# ").lower() for name in names)
    return list(dict.fromkeys(word for word in words if word))


def _known(names: list[str]) -> dict[str, Tag]:
    """By name, English name and synonym; a merged tag stands for what it was merged into."""
    tags = Tag.objects.annotate(nl=Lower("name"), en=Lower("name_en"))
    found = {}
    for synonym in (
        Synonym.objects.annotate(nl=Lower("name")).filter(nl__in=names).select_related("tag")
    ):
        found[synonym.name.lower()] = synonym.tag
    for tag in tags.filter(Q(nl__in=names) | Q(en__in=names)):
        found.setdefault(tag.name_en.lower(), tag)
        found[tag.name.lower()] = tag
    return {name: _standing(tag) for name, tag in found.items()}


def _standing(tag: Tag) -> Tag:
    while tag.merged_into is not None:
        tag = tag.merged_into
    return tag


def _made(name: str) -> Tag:
    tag: Tag
    tag, _new = Tag.objects.get_or_create(name=name, defaults={"slug": _free_slug(name)})
    return tag


def _free_slug(name: str) -> str:
    """The address of a tag is plain ASCII; a word of other letters gets a number of its own."""
    base = slugify(name) or f"tag-{sha256(name.encode()).hexdigest()[:8]}"
    begun = Tag.objects.filter(slug__startswith=base)
    return first_free(base, set(begun.values_list("slug", flat=True)))
