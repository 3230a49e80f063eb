from django.core.management import call_command
from django_tasks import task


@task()
def publish_scheduled_later() -> None:
    """Wagtail's own: what its editors put by for a moment appears then, and what was to go goes."""
    call_command("publish_scheduled", verbosity=0)
