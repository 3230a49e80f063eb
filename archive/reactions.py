"""Shared bookmarks of a post are a part somebody had in it, and its counter. Who keeps something follows it."""

from archive.events import Dropped, Kept
from archive.models import Bookmark
from people.models import User
from posts.actions import count_kept, forget_involvement, hold, record_involvement
from posts.models import Involvement, Post
from threads.actions import begin_to_watch
from threads.models import Watch


def show_who_kept(event: Kept | Dropped) -> None:
    if event.post_id is None:
        return
    post = Post.objects.get(pk=event.post_id)
    hold(post)  # so that of two who keep it at once the second counts the first
    count_shared(post)


def count_shared(post: Post) -> None:
    """Exactly the people who keep it for others to see, and how many they are."""
    bookmarks = Bookmark.objects.filter(post=post).shared()
    shared = dict(bookmarks.values_list("owner_id", "changed_at"))
    known = Involvement.objects.filter(post=post, part=Involvement.Part.KEPT)
    for row in known.select_related("person").exclude(person__in=shared):
        forget_involvement(post, person=row.person, part=Involvement.Part.KEPT)
    new = shared.keys() - set(known.values_list("person_id", flat=True))
    for person in User.objects.filter(pk__in=new).order_by("pk"):
        record_involvement(post, person=person, part=Involvement.Part.KEPT, at=shared[person.pk])
    count_kept(post, kept=len(shared))


def watch_kept(event: Kept) -> None:
    """Theirs to know, also of a bookmark that nobody else sees."""
    if event.post_id is None:
        return
    thread_id = Post.objects.values_list("thread", flat=True).get(pk=event.post_id)
    begin_to_watch([event.person_id], thread_id=thread_id, because=Watch.Because.KEPT)
