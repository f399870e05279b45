"""When the test database of the last run may be used again: same migrations, same libraries, not emptied."""

import hashlib
import sqlite3
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def fingerprint() -> str:
    """Return a hash of everything that decides what the migrated database looks like."""
    digest = hashlib.sha256()
    for path in [
        *sorted(ROOT.glob("*/**/migrations/*.py")),
        ROOT / "requirements-dev.lock",
    ]:
        if ".venv" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def is_reusable(database: Path, stamp: Path) -> bool:
    """Say whether the database was made from the present code and still holds what migrations put in, and no more.

    The stamp is written when a run ends, so a run that was killed leaves none. Tests that commit empty the tables
    behind them, so a run that ended with one leaves a database without pages.
    """
    if not database.exists() or not stamp.exists() or stamp.read_text(encoding="utf-8") != fingerprint():
        return False
    connection = sqlite3.connect(database)
    try:
        return bool(connection.execute("SELECT count(*) FROM wagtailcore_page").fetchone()[0])
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()
