"""SQLite in one folder by default; PostgreSQL when DATABASE_URL names one."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from . import env

_ROOT = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.text("VAR_DIR", str(_ROOT / "var")))

_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR_DIR / "db.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
    },
    "TEST": {"NAME": VAR_DIR / "test.sqlite3"},
}


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


_url = env.text("DATABASE_URL", "")
if not _url:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
DATABASES = {"default": _postgresql(_url) if _url else _SQLITE}
