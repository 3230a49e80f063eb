from django_tasks import task

from posts.actions import forget_old_reads


@task()
def forget_old_reads_later() -> None:
    forget_old_reads()
