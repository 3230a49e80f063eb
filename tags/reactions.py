from tags.events import TagsMerged
from tags.tasks import carry_over_later


def carry_over(event: TagsMerged) -> None:
    carry_over_later.enqueue(event.tag_id)
