#!/usr/bin/env python
import os
import sys


def main() -> None:
    """What the environment lacks is said in its own sentence, without a traceback; Ctrl-C in none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kenniscafe.settings.base")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from environs import EnvError
    except ImportError:
        sys.exit("The packages are not here. `make setup` fetches them; then use .venv/bin/python.")
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, EnvError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
