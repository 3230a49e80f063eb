"""The product's own settings, with what a test run must not share or wait for."""

import os
import tempfile

# Removed when this process ends; a fixture that starts a server gives that one its own.
_data = tempfile.TemporaryDirectory(prefix="kenniscafe-test-", ignore_cleanup_errors=True)
os.environ["DATA_DIR"] = _data.name

from kenniscafe.settings.base import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Redis is shared by all workers of a run, and each test clears its cache. Tests of Redis start processes with it.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
