from django_tasks import task

from tags import actions


@task()
def carry_over_later(tag_id: int) -> None:
    actions.carry_over(tag_id)


@task()
def carry_leftovers_later() -> None:
    actions.carry_leftovers()
