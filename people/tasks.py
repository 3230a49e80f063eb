from django_tasks import task

from people.departure import let_go
from people.exporting import make_export
from people.rosters.actions import read_on


@task()
def make_export_later(person_id: int) -> None:
    make_export(person_id)


@task()
def let_go_later(person_id: int) -> None:
    let_go(person_id)


@task()
def read_in_later(roster_id: int) -> None:
    if read_on(roster_id):
        read_in_later.enqueue(roster_id)
