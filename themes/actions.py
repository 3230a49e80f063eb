"""Every write of this app but that of the pages themselves, which Wagtail writes."""

from django.db import transaction

from kenniscafe.events import publish
from kenniscafe.permissions import require
from people.models import User
from posts.models import Post
from themes.events import HungOnTheme, TakenOffTheme
from themes.models import Contribution, ThemePage
from themes.permissions import ThemeHasEnded, can_hang, can_take_off


def hang_on_theme(actor: User, *, post: Post, theme: ThemePage) -> Contribution:
    """From one theme to another it moves; on the one where it hangs already it stays as it is."""
    require(can_hang(actor, post, theme))
    with transaction.atomic():
        Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
        first = ThemePage.objects.filter(translation_key=theme.translation_key).once().get()
        hangs = Contribution.objects.filter(post=post).first()
        if hangs is not None and hangs.theme_id == first.pk:
            return hangs
        if not theme.is_running:
            raise ThemeHasEnded
        take_off_theme(actor, post=post)
        contribution = Contribution.objects.create(post=post, theme=first, by=actor)
        publish(HungOnTheme(post_id=post.pk, theme_id=first.pk, by_id=actor.pk))
    return contribution


def take_off_theme(actor: User, *, post: Post) -> None:
    require(can_take_off(actor, post))
    with transaction.atomic():
        hangs = Contribution.objects.select_for_update().filter(post=post).first()
        if hangs is not None:
            hangs.delete()
            publish(TakenOffTheme(post_id=post.pk, theme_id=hangs.theme_id, by_id=actor.pk))
