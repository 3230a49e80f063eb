from django_tasks import task

from notifications import actions


@task()
def tell(telling_id: int) -> None:
    actions.tell(telling_id)


@task()
def send_cups() -> None:
    actions.send_cups()
