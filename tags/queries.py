from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from kenniscafe.richtext import clean_line
from tags.carriers import Viewer
from tags.models import Tag

SUGGESTED = 8


def suggest_tags(viewer: Viewer, prefix: str) -> list[Tag]:
    """Tags the viewer may know of that begin with these letters; curated ones first."""
    begin = clean_line(prefix, limit=50).lstrip("# ").lower()
    if not begin:
        return []
    matches = Q(name__istartswith=begin) | Q(name_en__istartswith=begin)
    exact = Case(When(name=begin, then=Value(0)), default=Value(1), output_field=IntegerField())
    tags = Tag.objects.visible_to(viewer).in_use().filter(matches)
    return list(tags.order_by(exact, "-curated", "name")[:SUGGESTED])


def tags_meant(viewer: Viewer, words: str) -> QuerySet[Tag, int]:
    """`tag:` followed by one of a tag's names."""
    name = words.lstrip("#").lower()
    seen = Tag.objects.visible_to(viewer).in_use()
    meant = Q(name=name) | Q(slug=name) | Q(name_en__iexact=name) | Q(synonyms__name__iexact=name)
    return seen.filter(meant).values_list("pk", flat=True).distinct()
