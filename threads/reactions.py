"""What a conversation shows of people, when they change."""

from people.events import AccessChanged, ProfileChanged
from threads.fragments import forget_all


def forget_fragments(event: ProfileChanged | AccessChanged) -> None:
    """A name, portrait or job shows on every reply somebody wrote, quoted or was called in."""
    forget_all()
