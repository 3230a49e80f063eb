"""Who may know of a tag: whoever may see something that carries it. Only the carriers know, so one is asked as all are."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kenniscafe.permissions import RuleBroken
from tags.carriers import Viewer
from tags.models import Tag


def can_view(viewer: Viewer, tag: Tag) -> bool:
    return Tag.objects.visible_to(viewer).filter(pk=tag.pk).exists()


def can_change(actor: Viewer, tag: Tag) -> bool:
    """Who looks after the tags, as far as they may know of them."""
    return looks_after_tags(actor) and can_view(actor, tag)


def looks_after_tags(actor: Viewer) -> bool:
    return bool(actor.is_authenticated and actor.may_enter and actor.has_perm("tags.change_tag"))


def is_known_to_all(tag: Tag) -> bool:
    return Tag.objects.known_to_all().filter(pk=tag.pk).exists()


class WordIsMissing(RuleBroken):
    message = gettext_lazy("A tag needs a name.")


class TagIsItself(RuleBroken):
    message = gettext_lazy("This is the same tag. Choose another one.")


class TagIsMerged(RuleBroken):
    """Somebody else was first."""

    def __init__(self, tag: Tag, into: Tag) -> None:
        said = _("#%(tag)s was just merged into #%(into)s. Look again before you go on.")
        self.message = said % {"tag": tag.label(), "into": into.label()}


class TagIsNotForAll(RuleBroken):
    """Merging would show its name to who may not know of it."""

    def __init__(self, tag: Tag) -> None:
        said = _(
            "Not every colleague may know of #%(tag)s, so it stays by itself: "
            "merging would show its name to the others."
        )
        self.message = said % {"tag": tag.label()}


class WordIsTaken(RuleBroken):
    """`other` is None where the actor may not know whose word it is."""

    def __init__(self, word: str, other: Tag | None) -> None:
        if other is None:
            self.message = _("“%(word)s” cannot be used. Choose another word.") % {"word": word}
        else:
            said = _("“%(word)s” leads to #%(tag)s already. Merge the two tags instead.")
            self.message = said % {"word": word, "tag": other.label()}
