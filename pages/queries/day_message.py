"""The day message: at most two sentences, forty words, of what is worth a look, each true and with a link."""

from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from typing import Final

from django.contrib.humanize.templatetags.humanize import apnumber
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import Membership
from communities.querysets import communities_of
from kenniscafe.richtext import clean_line, plain_text
from pages.queries.waiting import Waiting
from people.models import User
from posts.models import Post
from posts.querysets import PostQuerySet
from tags.models import Tag

MOST: Final = 2  # sentences
LONGEST: Final = 40  # words
TALK: Final = 3  # replies that make a conversation

Fact = Callable[[User, Waiting], SafeString | None]


def day_message(viewer: User, waiting: Waiting) -> SafeString:
    """What was written last is only said when there is nothing else to say."""
    facts: list[Fact] = [_asked, _talk, _newcomers]
    true = filter(None, (fact(viewer, waiting) for fact in facts))
    said = ""
    for number, sentence in enumerate(islice(true, MOST)):
        if number == 0 or words_in(f"{said} {sentence}") <= LONGEST:
            said = f"{said} {sentence}".strip()
    return mark_safe(said) if said else _written(viewer) or _quiet()  # noqa: S308 - each was made by format_html


def words_in(html: str) -> int:
    return len(plain_text(html).split())


def _asked(viewer: User, waiting: Waiting) -> SafeString | None:
    """The tag I know of about which most is asked."""
    if waiting.most is None:
        return None
    tag_id, asked = waiting.most
    tag = Tag.objects.get(pk=tag_id)
    sentence = ngettext(
        "A colleague asks something about {tag}, and you know about that.",
        "{count} questions about {tag} are waiting, and you know about that.",
        asked,
    )
    label = clean_line(tag.label(), limit=40)
    count = capfirst(str(apnumber(asked)))
    return format_html(sentence, tag=_link(label, tag.get_absolute_url()), count=count)


def _talk(viewer: User, _waiting: Waiting) -> SafeString | None:
    """The longest of the conversations that moved since yesterday."""
    moving = _lately(viewer, timedelta(days=2)).filter(thread__replies__gte=TALK)
    post = moving.order_by("-thread__replies", "-last_activity_at", "pk").first()
    if post is None:
        return None
    return format_html(_("Colleagues are deep in conversation about {title}."), title=_titled(post))


def _newcomers(viewer: User, _waiting: Waiting) -> SafeString | None:
    """Who came into my communities this week, the last one by name."""
    joined = (
        Membership.objects.visible_to(viewer)
        .filter(
            community__in=communities_of(viewer), joined_at__gte=timezone.now() - timedelta(days=7)
        )
        .exclude(person=viewer)
    )
    last = joined.select_related("person", "community").order_by("-joined_at", "-pk").first()
    if last is None:
        return None
    others = joined.order_by().values("person").distinct().count() - 1
    sentence = _("{name} is new in {community}.")
    if others > 0:
        sentence = ngettext(
            "{name} is new in {community}, and {count} other joined one of your communities.",
            "{name} is new in {community}, and {count} others joined one of your communities.",
            others,
        )
    return format_html(
        sentence,
        name=_link(clean_line(last.person.name, limit=40), last.person.get_absolute_url()),
        community=_link(
            clean_line(last.community.name, limit=40), last.community.get_absolute_url()
        ),
        count=apnumber(others),
    )


def _written(viewer: User) -> SafeString | None:
    """The newest of what others wrote."""
    post = (
        _lately(viewer, timedelta(days=14))
        .exclude(author=viewer)
        .select_related("author")
        .order_by("-published_at", "-pk")
        .first()
    )
    if post is None:
        return None
    name = clean_line(post.author.name, limit=40)
    return format_html(_("{name} wrote {title}."), name=name, title=_titled(post))


def _quiet() -> SafeString:
    return format_html(
        _("It is quiet in the café: time to {write}."),
        write=_link(_("write something yourself"), reverse("write")),
    )


def _lately(viewer: User, back: timedelta) -> PostQuerySet:
    seen = Post.objects.visible_to(viewer).published()
    return seen.filter(last_activity_at__gte=timezone.now() - back)


def _titled(post: Post) -> SafeString:
    return _link(clean_line(post.title, limit=60), post.get_absolute_url())


def _link(words: str, address: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', address, words)
