"""Who may know of a tag: whoever may see something that carries it. Only the carriers know, so one is asked as all are."""

from tags.carriers import Viewer
from tags.models import Tag


def can_view(viewer: Viewer, tag: Tag) -> bool:
    return Tag.objects.visible_to(viewer).filter(pk=tag.pk).exists()
