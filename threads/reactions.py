"""What a conversation shows of people when they change, and who follows it from now on."""

from people.events import AccessChanged, ProfileChanged
from threads.actions import begin_to_watch
from threads.events import MessagePosted
from threads.fragments import forget_all
from threads.models import Watch


def forget_fragments(event: ProfileChanged | AccessChanged) -> None:
    """A name, portrait or job shows on every reply somebody wrote, quoted or was called in."""
    forget_all()


def watch_replied(event: MessagePosted) -> None:
    begin_to_watch([event.person_id], thread_id=event.thread_id, because=Watch.Because.REPLIED)
