"""Two tags become one. The words change at once; the rows follow in batches, in the worker.

A batch is a transaction of its own and looks anew at what is left, so killing and repeating it is safe.
"""

import time
from typing import Final

from django.db import transaction
from django.db.models.functions import Lower

from kenniscafe.audit import record
from kenniscafe.events import publish
from kenniscafe.permissions import require
from tags.carriers import Carrier, Viewer, carriers
from tags.events import TagCarriedOver, TagsMerged
from tags.models import Synonym, Tag
from tags.permissions import (
    TagIsItself,
    TagIsMerged,
    TagIsNotForAll,
    can_change,
    is_known_to_all,
)

BATCH: Final = 500  # rows


def merge_tags(actor: Viewer, *, tag: Tag, into: Tag) -> Tag:
    """Every word of `tag` leads to `into`. Of two who merge them in opposite directions one is told so."""
    require(can_change(actor, tag) and can_change(actor, into))
    if tag == into:
        raise TagIsItself
    with transaction.atomic():
        tag, into = _held(tag, into)
        if tag.merged_into == into:
            return into
        for one in (tag, into):
            if one.merged_into is not None:
                raise TagIsMerged(one, one.merged_into)
            if not is_known_to_all(one):
                raise TagIsNotForAll(one)
        Tag.objects.filter(pk=tag.pk).update(merged_into=into)
        Tag.objects.filter(merged_into=tag).update(merged_into=into)
        _hand_over_words(tag, into)
        record(actor, "tags_merged", about=into, words=f"#{tag.name} → #{into.name}")
        publish(TagsMerged(tag_id=tag.pk, into_id=into.pk, person_id=actor.pk))
    return into


def carry_over(tag_id: int) -> int:
    """How many rows followed. Pages are made meanwhile: after each batch it rests as long as it worked."""
    moved = sum(_all_of(carrier, tag_id) for carrier in carriers())
    into_id = Tag.objects.values_list("merged_into", flat=True).get(pk=tag_id)
    if moved and into_id is not None:
        with transaction.atomic():
            publish(TagCarriedOver(tag_id=tag_id, into_id=into_id))
    return moved


def carry_leftovers() -> int:
    """Somebody may have been writing with the old tag at the moment it was merged."""
    merged = Tag.objects.filter(merged_into__isnull=False).order_by("pk")
    return sum(carry_over(pk) for pk in merged.values_list("pk", flat=True))


def _held(tag: Tag, into: Tag) -> tuple[Tag, Tag]:
    """In one order, so that two who merge wait for each other instead of dying."""
    rows = Tag.objects.select_for_update().filter(pk__in=[tag.pk, into.pk]).order_by("pk")
    held = {row.pk: row for row in rows}
    return held[tag.pk], held[into.pk]


def _hand_over_words(tag: Tag, into: Tag) -> None:
    Synonym.objects.filter(tag=tag).update(tag=into)
    theirs = {into.name.lower(), into.name_en.lower(), ""}
    words = {tag.name.lower(), tag.name_en.lower()} - theirs
    known = Synonym.objects.annotate(word=Lower("name")).filter(word__in=words)
    words -= set(known.values_list("word", flat=True))
    Synonym.objects.bulk_create(Synonym(tag=into, name=word) for word in sorted(words))


def _all_of(carrier: Carrier, tag_id: int) -> int:
    total = 0
    while moved := _batch(carrier, tag_id):
        total += moved
    return total


def _batch(carrier: Carrier, tag_id: int) -> int:
    began = time.thread_time()  # its own work: what it waited for pages is no reason to rest longer
    with transaction.atomic():
        tag = Tag.objects.select_for_update().get(pk=tag_id)
        moved = carrier.move(tag, tag.merged_into, BATCH) if tag.merged_into else 0
    if moved:
        time.sleep(min(time.thread_time() - began, 0.5))
    return moved
