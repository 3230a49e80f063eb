"""Whoever writes about a post holds its conversation first, as whoever replies does.

So an edit and a reply see what the other did, and neither waits for the other while the other waits for it.
"""

from posts.models import Post
from threads.models import Thread


def hold(post: Post) -> None:
    """Inside a transaction, until it ends."""
    Thread.objects.select_for_update().only("pk").get(pk=post.thread_id)
