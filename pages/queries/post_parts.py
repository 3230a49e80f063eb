"""What of a post's page is the same for every employee: rendered once, and kept until the post looks different."""

from typing import Any, Final, NamedTuple

from django.core.cache import cache
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from people.models import User
from posts.history import updates
from posts.models import Post
from posts.queries import involved, steps_of, text_of
from posts.upkeep import last_verification
from themes.queries import Tile
from threads.fragments import generation
from threads.mentions import linked, people_in
from threads.queries import for_reader

KEPT: Final = 10 * 60  # seconds: how long a page may show an old name of a tag or unit
NAMED: Final = 6  # people beside the post; the others stand on a page of their own


class Parts(NamedTuple):
    title: SafeString  # kind, title, lead
    author: SafeString
    answer: SafeString
    text: SafeString  # with the outside page of a link
    stage: SafeString
    updates: SafeString  # what edits were for
    involved: SafeString
    others: int  # people who are involved and not named here
    tags: tuple[tuple[int, str, str], ...]  # id, label, address


def parts_of(viewer: User, post: Post, theme: Tile | None = None) -> Parts:
    if not viewer.is_employee:
        return _for_guest(viewer, _made(viewer, post, None))
    edited = post.edited_at.timestamp() if post.edited_at else 0
    hangs = (theme.page.pk, theme.page.title, theme.page.slug) if theme else ()
    state = (post.pk, post.thread.last_change, post.kept, post.stage, edited, hash(hangs))
    name = f"post:{generation()}:{get_language()}:{':'.join(map(str, state))}"
    kept: Parts | None = cache.get(name)
    if kept is None:
        kept = _made(viewer, post, theme)
        cache.set(name, kept, KEPT)
    return kept


def _made(viewer: User, post: Post, theme: Tile | None) -> Parts:
    whole = Post.objects.visible_to(viewer).with_card_data().get(pk=post.pk)
    people = involved(viewer, whole, most=NAMED)
    context = {
        "post": whole,
        "theme": theme,
        "text": text_of(whole),
        "answer": _answer(whole),
        "steps": steps_of(whole),
        "updates": updates(whole) if whole.edited_at else [],
        "verified": last_verification(whole),
        "involved": people,
    }
    return Parts(
        title=_rendered("pages/post/title.html", context),
        author=_rendered("pages/post/author.html", context),
        answer=_rendered("pages/post/answer.html", context),
        text=_rendered("pages/post/text.html", context),
        stage=_rendered("pages/post/stage.html", context),
        updates=_rendered("components/versions/updates.html", context),
        involved=_rendered("components/involved/involved.html", context),
        others=people.others,
        tags=tuple((tag.pk, tag.label(), tag.url) for tag in whole.tags.all()),
    )


def _answer(post: Post) -> SafeString:
    if not hasattr(post, "accepted_answer"):
        return SafeString("")
    html = post.accepted_answer.message.html
    return mark_safe(linked(html, people_in([html])))  # noqa: S308 - sanitised when written


def _rendered(template: str, context: dict[str, Any]) -> SafeString:
    return mark_safe(get_template(template).render(context).strip())  # noqa: S308 - a template's own answer


def _for_guest(viewer: User, parts: Parts) -> Parts:
    """To profiles they may not open leads no link."""
    shown = [parts.title, parts.author, parts.answer, parts.text]
    title, author, answer, text = for_reader(viewer, shown)
    return parts._replace(title=title, author=author, answer=answer, text=text)
