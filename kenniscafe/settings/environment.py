"""Everything the product reads from the environment, in one place; docs/operate.md tells the same list in words."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env

ROOT = Path(__file__).resolve().parents[2]

env = Env()

DATABASE_URL: str = env.str("DATABASE_URL", "")
REDIS_URL: str = env.str("REDIS_URL", "")
ELASTICSEARCH_URL: str = env.str("ELASTICSEARCH_URL", "")
EMAIL_URL: str = env.str("EMAIL_URL", "")
SITE_ADDRESS: str = env.str("SITE_ADDRESS", "").rstrip("/")
METRICS_TOKEN: str = env.str("METRICS_TOKEN", "")
HOST: str = env.str("HOST", "127.0.0.1")
PORT: int = env.int("PORT", 8000)
WEB_THREADS: int = env.int("WEB_THREADS", 8)

OIDC_ISSUER: str = env.str("OIDC_ISSUER", "").rstrip("/")
OIDC_CLIENT_ID: str = env.str("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET: str = env.str("OIDC_CLIENT_SECRET", "")
OIDC_NAME: str = env.str("OIDC_NAME", "")
OIDC_CREATE: bool = env.bool("OIDC_CREATE", False)

if OIDC_ISSUER and not (re.match(r"https?://", OIDC_ISSUER) and OIDC_CLIENT_ID):
    raise ImproperlyConfigured(
        "OIDC_ISSUER must be an address, and OIDC_CLIENT_ID what it knows this café by."
    )

if SITE_ADDRESS and not re.fullmatch(r"https?://[^/\s]+", SITE_ADDRESS):
    raise ImproperlyConfigured(
        "SITE_ADDRESS must look like https://cafe.example.org, with nothing after it."
    )


def data_directory() -> Path:
    """Index, media, mail and lock stand here: DATA_DIR, else beside the SQLite file, else `data` in the checkout."""
    chosen = env.str("DATA_DIR", "")
    if chosen:
        return Path(chosen).resolve()
    if DATABASE_URL.startswith("sqlite:///"):
        return Path(DATABASE_URL.removeprefix("sqlite:///")).resolve().parent
    return ROOT / "data"


def allowed_hosts() -> list[str]:
    """The host of SITE_ADDRESS, what ALLOWED_HOSTS adds, and this machine itself, which asks /health."""
    given: list[str] = env.list("ALLOWED_HOSTS", [])
    own = urlsplit(SITE_ADDRESS).hostname
    return [*([own] if own else []), *given, "localhost", "127.0.0.1", "[::1]"]


def own_secret(data: Path) -> str:
    """An installation without SECRET_KEY makes one of its own, once, readable by its owner only."""
    given = env.str("SECRET_KEY", "")
    if given:
        return given
    try:
        return _kept_secret(data / "secret_key")
    except OSError as error:
        raise ImproperlyConfigured(
            f"{error.filename} cannot be used: {error.strerror}. Say with DATA_DIR where data may stand."
        ) from None


def _kept_secret(kept: Path) -> str:
    """Whole or not at all, and the same for two processes that start at once."""
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft = kept.with_suffix(f".{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50), encoding="ascii")
        with suppress(FileExistsError):
            os.link(draft, kept)
        draft.unlink()
    return kept.read_text(encoding="ascii")
