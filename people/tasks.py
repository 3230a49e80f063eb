from django_tasks import task

from people.departure import let_go
from people.exporting import make_export


@task()
def make_export_later(person_id: int) -> None:
    make_export(person_id)


@task()
def let_go_later(person_id: int) -> None:
    let_go(person_id)
