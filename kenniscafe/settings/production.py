"""Behind a proxy that ends TLS: nothing has a default that would be unsafe there."""

from django.core.exceptions import ImproperlyConfigured

from kenniscafe.settings.base import *  # noqa: F403
from kenniscafe.settings.environment import env

_missing = [name for name in ("SECRET_KEY", "SITE_ADDRESS") if not env.str(name, "")]
if _missing:
    raise ImproperlyConfigured(
        f"Set {' and '.join(_missing)}: docs/operate.md says what each is for."
    )
SECRET_KEY = env.str("SECRET_KEY")
_known = any(word in SECRET_KEY.lower() for word in ("change", "insecure", "secret"))
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or _known:
    raise ImproperlyConfigured(
        "SECRET_KEY is too short or a known default: give at least 50 random characters."
    )
DEBUG = False
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Limits on signing in count per visitor: so many proxies of ours write into X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 1)
