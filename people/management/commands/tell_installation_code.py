from typing import Any

from django.core.management.base import BaseCommand

from people.first_start import installation_code
from people.models import Organisation


class Command(BaseCommand):
    help = "Prints the installation code of a café that has not been set up yet."

    def handle(self, **options: Any) -> None:
        if not Organisation.objects.exists():
            self.stdout.write(f"\n  Installation code: {installation_code()}")
