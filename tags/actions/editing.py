"""What is said of a tag: its names, what else people call it, and what it is about."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Lower

from kenniscafe.events import publish
from kenniscafe.permissions import require
from kenniscafe.richtext import clean_line
from tags.actions.naming import LONGEST, MOST, TagIsTooLong, TooManyTags, tidy
from tags.carriers import Viewer
from tags.events import TagChanged
from tags.models import Synonym, Tag
from tags.permissions import TagIsMerged, WordIsMissing, WordIsTaken, can_change

LONGEST_DESCRIPTION = 300


def change_tag(
    actor: Viewer,
    *,
    tag: Tag,
    name: str,
    name_en: str = "",
    synonyms: Sequence[str] = (),
    description: str = "",
    description_en: str = "",
    curated: bool = False,
) -> Tag:
    """`synonyms` are all of them. A name it no longer has becomes one, so that who types it gets the tag."""
    require(can_change(actor, tag))
    name, name_en = _sound_name(name), _sound_name(name_en)
    if not name:
        raise WordIsMissing
    words = [word for word in tidy(synonyms) if word not in (name, name_en)]
    if len(words) > MOST:
        raise TooManyTags
    if any(len(word) > LONGEST for word in (name, name_en, *words)):
        raise TagIsTooLong
    with transaction.atomic():
        tag = Tag.objects.select_for_update().get(pk=tag.pk)
        if tag.merged_into is not None:
            raise TagIsMerged(tag, tag.merged_into)
        words += [before for before in {tag.name.lower()} - {name, name_en, *words} if before]
        _refuse_taken(actor, tag, [name, name_en], words)
        tag.name_en, tag.curated = name_en, curated
        tag.description = clean_line(description, limit=LONGEST_DESCRIPTION)
        tag.description_en = clean_line(description_en, limit=LONGEST_DESCRIPTION)
        _rename(tag, name)
        _set_synonyms(tag, words)
        publish(TagChanged(tag_id=tag.pk, person_id=actor.pk))
    return tag


def _sound_name(name: str) -> str:
    return next(iter(tidy([name])), "")


def _refuse_taken(actor: Viewer, tag: Tag, names: list[str], synonyms: list[str]) -> None:
    """What the actor may not know of stands in the way of a name, which is one, and not of a synonym."""
    wanted = [word for word in (*names, *synonyms) if word]
    for word, other in _others(tag, wanted):
        known = Tag.objects.visible_to(actor).filter(pk=other.pk).first()
        if known is not None or word == names[0]:
            raise WordIsTaken(word, known)


def _others(tag: Tag, words: list[str]) -> list[tuple[str, Tag]]:
    """Words that lead to another tag, with that tag."""
    tags = Tag.objects.annotate(nl=Lower("name"), en=Lower("name_en")).exclude(pk=tag.pk)
    taken = [
        (word, other.merged_into or other)
        for other in tags.filter(Q(nl__in=words) | Q(en__in=words)).select_related("merged_into")
        for word in words
        if word in (other.nl, other.en)
    ]
    synonyms = Synonym.objects.annotate(nl=Lower("name")).filter(nl__in=words).exclude(tag=tag)
    taken += [(row.nl, row.tag) for row in synonyms.select_related("tag")]
    return [(word, other) for word, other in taken if other != tag]


def _rename(tag: Tag, name: str) -> None:
    """A tag that was merged into this one and has that name takes the old one: no two have the same."""
    before, tag.name = tag.name, name
    namesake = Tag.objects.filter(merged_into=tag, name=name).first()
    if namesake is not None:
        Tag.objects.filter(pk=namesake.pk).update(name=f"#{namesake.pk}")
    try:
        with transaction.atomic():
            tag.save()
    except IntegrityError:  # somebody made it just now
        raise WordIsTaken(name, None) from None
    if namesake is not None:
        Tag.objects.filter(pk=namesake.pk).update(name=before)


def _set_synonyms(tag: Tag, words: list[str]) -> None:
    tag.synonyms.exclude(name__in=words).delete()
    Synonym.objects.bulk_create(
        [Synonym(tag=tag, name=word) for word in words], ignore_conflicts=True
    )
