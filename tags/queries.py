from typing import Final

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from kenniscafe.richtext import clean_line
from search.sources import Signpost
from tags.carriers import Counted, Viewer, carriers
from tags.models import Synonym, Tag
from tags.querysets import TagQuerySet

SUGGESTED: Final = 8


def suggest_tags(viewer: Viewer, prefix: str) -> list[Tag]:
    """Tags the viewer may know of that begin with these letters; curated ones first."""
    begin = clean_line(prefix, limit=50).lstrip("# ").lower()
    if not begin:
        return []
    synonyms = Synonym.objects.filter(tag=OuterRef("pk"), name__istartswith=begin)
    matches = Q(name__istartswith=begin) | Q(name_en__istartswith=begin) | Exists(synonyms)
    exact = Case(When(name=begin, then=Value(0)), default=Value(1), output_field=IntegerField())
    tags = Tag.objects.visible_to(viewer).in_use().filter(matches)
    return list(tags.order_by(exact, "-curated", "name")[:SUGGESTED])


def tags_meant(viewer: Viewer, words: str) -> QuerySet[Tag, int]:
    """`tag:` followed by one of a tag's names."""
    return _meant(viewer, words.lstrip("#").lower()).values_list("pk", flat=True)


def _meant(viewer: Viewer, name: str) -> TagQuerySet:
    meant = Q(name=name) | Q(slug=name) | Q(name_en__iexact=name) | Q(synonyms__name__iexact=name)
    return Tag.objects.visible_to(viewer).in_use().filter(meant).distinct()


def tag_called(viewer: Viewer, word: str) -> Tag | None:
    """The tag that has this word for a name, of those the viewer may know of."""
    name = clean_line(word, limit=50).lstrip("# ").lower()
    return _meant(viewer, name).order_by("pk").first() if name else None


def standing(tag: Tag) -> Tag:
    """Itself, or what it was merged into."""
    return tag.merged_into or tag


def standing_slug(slug: str) -> str:
    """For a filter in an address: an old one leads to what the tag became."""
    became = Tag.objects.filter(slug=slug, merged_into__isnull=False)
    return became.values_list("merged_into__slug", flat=True).first() or slug


def signpost(viewer: Viewer, words: str) -> Signpost | None:
    """Who searches for exactly one of a tag's words is led to it."""
    tag = tag_called(viewer, words)
    if tag is None:
        return None
    return Signpost(f"#{tag.label()}", tag.url, ", ".join(other_words(tag)))


def other_words(tag: Tag) -> list[str]:
    """What else people call it; in English also its Dutch name."""
    label = tag.label()
    words = [tag.name, *tag.synonyms.order_by("name").values_list("name", flat=True)]
    return [word for word in dict.fromkeys(words) if word not in (label, tag.name_en)]


def what_moves(viewer: Viewer, tag: Tag) -> list[Counted]:
    """As far as the viewer may see it; what they may not see moves along, and is not counted for them."""
    return [counted for carrier in carriers() for counted in carrier.count(viewer, tag)]
