"""Shared bookmarks of a post are a part somebody had in it, and its counter."""

from archive.events import Dropped, Kept
from archive.models import Bookmark
from people.models import User
from posts.actions import count_kept, forget_involvement, record_involvement
from posts.models import Involvement, Post


def show_who_kept(event: Kept | Dropped) -> None:
    if event.post_id is None:
        return
    post = Post.objects.get(pk=event.post_id)
    person = User.objects.get(pk=event.person_id)
    shared = Bookmark.objects.filter(post=post).shared()
    if shared.filter(owner=person).exists():
        record_involvement(post, person=person, part=Involvement.Part.KEPT)
    else:
        forget_involvement(post, person=person, part=Involvement.Part.KEPT)
    count_kept(post, kept=shared.count())
