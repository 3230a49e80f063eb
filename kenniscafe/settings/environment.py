"""Everything the product reads from the environment, in one place; docs/operate.md tells the same list in words."""

import secrets
from pathlib import Path

from environs import Env

ROOT = Path(__file__).resolve().parents[2]

env = Env()

DATABASE_URL: str = env.str("DATABASE_URL", "")
REDIS_URL: str = env.str("REDIS_URL", "")
ELASTICSEARCH_URL: str = env.str("ELASTICSEARCH_URL", "")
EMAIL_URL: str = env.str("EMAIL_URL", "")
SITE_ADDRESS: str = env.str("SITE_ADDRESS", "").rstrip("/")
HOST: str = env.str("HOST", "127.0.0.1")
PORT: int = env.int("PORT", 8000)


def data_directory() -> Path:
    """Index, media, mail and lock stand here: DATA_DIR, else beside the SQLite file, else `data` in the checkout."""
    chosen = env.str("DATA_DIR", "")
    if chosen:
        return Path(chosen).resolve()
    if DATABASE_URL.startswith("sqlite:///"):
        return Path(DATABASE_URL.removeprefix("sqlite:///")).resolve().parent
    return ROOT / "data"


def own_secret(data: Path) -> str:
    """An installation without SECRET_KEY makes one of its own, once, readable by its owner only."""
    given = env.str("SECRET_KEY", "")
    if given:
        return given
    kept = data / "secret_key"
    if not kept.exists():
        data.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return kept.read_text(encoding="ascii")
