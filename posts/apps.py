from datetime import timedelta
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from posts.choosers import PostChooser


class PostsConfig(AppConfig):
    name = "posts"

    def ready(self) -> None:
        from frontend.blocks import know_chooser
        from kenniscafe.schedule import every
        from people.personal import register as register_personal
        from posts import answers, documents, due, personal
        from posts.audited import know_sentences
        from posts.tags import CARRIER
        from posts.tasks import (
            forget_old_files_later,
            forget_old_reads_later,
            forget_removed_files_later,
        )
        from search.sources import Source, register
        from tags import carriers
        from threads.fragments import know_extras

        know_sentences()
        register_personal(
            "posts", holds=personal.HOLDS, export=personal.export, leave=personal.leave
        )
        know_extras(answers.extras)
        know_chooser("posts.Post", lambda: _chooser().widget_class)
        every(timedelta(days=1), "forget old reads", forget_old_reads_later.enqueue)
        every(timedelta(hours=1), "forget old files", forget_old_files_later.enqueue)
        every(timedelta(days=1), "forget removed files", forget_removed_files_later.enqueue)
        every(timedelta(seconds=30), "post what is due", due.post_what_is_due)
        carriers.register("posts", CARRIER)
        register(
            Source(
                kind="post",
                rows=documents.rows,
                to_document=documents.to_document,
                read_back=documents.read_back,
                template="posts/hit.html",
            )
        )


def _chooser() -> "PostChooser":
    from posts.choosers import POST

    return POST
