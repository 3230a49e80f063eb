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
from posts.querysets import PostQuerySet
from tags.models import Tag

MOST: Final = 2  # sentences
LONGEST: Final = 40  # words
TALK: Final = 3  # replies that make a conversation
RECENT: Final = 100  # posts looked at for one sentence
NEWEST: Final = 12  # memberships looked at for another


def day_message(viewer: User, seen: PostQuerySet, waiting: Waiting) -> SafeString:
    """`seen`: the published posts the viewer may see. What was written last is only said when there is nothing else."""
    facts: list[Callable[[], SafeString | None]] = [
        lambda: _asked(waiting),
        lambda: _talk(seen),
        lambda: _newcomers(viewer),
    ]
    true = filter(None, (fact() for fact in facts))
    said = ""
    for number, sentence in enumerate(islice(true, MOST)):
        if number == 0 or words_in(f"{said} {sentence}") <= LONGEST:
            said = f"{said} {sentence}".strip()
    return mark_safe(said) if said else _written(viewer, seen) or _quiet()  # noqa: S308 - each was made by format_html


def words_in(html: str) -> int:
    return len(plain_text(html).split())


def _asked(waiting: Waiting) -> SafeString | None:
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


def _talk(seen: PostQuerySet) -> SafeString | None:
    """The longest of the conversations that moved since yesterday; of very many, the latest hundred."""
    moving = seen.filter(last_activity_at__gte=timezone.now() - timedelta(days=2))
    latest = moving.order_by("-last_activity_at", "-pk")
    rows = list(latest.values_list("thread__replies", "pk", "title")[:RECENT])
    replies, pk, title = max(rows, key=lambda row: row[0], default=(0, 0, ""))
    if replies < TALK:
        return None
    return format_html(
        _("Colleagues are deep in conversation about {title}."), title=_titled(pk, title)
    )


def _newcomers(viewer: User) -> SafeString | None:
    """Who came into my communities this week, the last one by name; very many are not counted."""
    joined = Membership.objects.filter(  # visibility: the viewer is in these communities too
        community__in=communities_of(viewer),
        joined_at__gte=timezone.now() - timedelta(days=7),
    )
    newest = joined.exclude(person=viewer).order_by("-joined_at", "-pk")
    ids = list(newest.values_list("pk", flat=True)[:NEWEST])
    rows = newest.filter(pk__in=ids).select_related("person", "community") if ids else []
    here = [row for row in rows if row.person.may_enter]
    if not here:
        return None
    last, others = here[0], len({row.person_id for row in here}) - 1
    sentence = _("{name} is new in {community}.")
    if others and len(ids) < NEWEST:
        sentence = ngettext(
            "{name} is new in {community}, and {count} other joined one of your communities.",
            "{name} is new in {community}, and {count} others joined one of your communities.",
            others,
        )
    return format_html(
        sentence,
        name=_link(clean_line(last.person.name, limit=40), last.person.get_absolute_url()),
        community=_link(clean_line(last.community.name, limit=40), last.community.url),
        count=apnumber(others),
    )


def _written(viewer: User, seen: PostQuerySet) -> SafeString | None:
    """The newest of what others wrote."""
    lately = seen.filter(last_activity_at__gte=timezone.now() - timedelta(days=14))
    others = lately.exclude(author=viewer).select_related("author")
    post = others.order_by("-last_activity_at", "-pk").first()
    if post is None:
        return None
    name = clean_line(post.author.name, limit=40)
    return format_html(_("{name} wrote {title}."), name=name, title=_titled(post.pk, post.title))


def _quiet() -> SafeString:
    return format_html(
        _("It is quiet in the café: time to {write}."),
        write=_link(_("write something yourself"), reverse("write")),
    )


def _titled(pk: int, title: str) -> SafeString:
    return _link(clean_line(title, limit=60), reverse("post", args=[pk]))


def _link(words: str, address: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', address, words)
