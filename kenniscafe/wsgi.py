"""Ordinary pages run here, in threads (see docs/adr); kenniscafe/asgi.py is what the server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kenniscafe.settings.base")
application = get_wsgi_application()
