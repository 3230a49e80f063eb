from django_tasks import task

from kenniscafe.letters import send_due


@task()
def send_letters() -> None:
    if send_due():
        send_letters.enqueue()
