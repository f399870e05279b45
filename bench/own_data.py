"""Where a benchmark keeps its data: in a folder of its own, whatever servers its surroundings name."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SERVERS = ("DATABASE_URL", "ELASTICSEARCH_URL", "EMAIL_HOST", "BOUNCE_IMAP_HOST", "BOUNCE_MAILDIR")


def use_own_data(name: str, *, database: str = "") -> Path:
    """Make the settings use a folder of that name and SQLite in it, and return it; call it before Django is set up.

    Benchmarks load demo content, empty tables and send mail. Somebody may have the addresses of servers with the data
    of real people in their shell: they are left out, also for every process begun later. ``database`` is for the one
    benchmark that makes databases of its own on a server named for tests.
    """
    folder = ROOT / "var" / name
    folder.mkdir(parents=True, exist_ok=True)
    for address in SERVERS:
        os.environ.pop(f"{address}_FILE", None)
    os.environ |= {
        **dict.fromkeys(SERVERS, ""),
        "DATABASE_URL": database,
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DEBUG": "0",
    }
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    return folder
