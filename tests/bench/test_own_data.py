"""A benchmark empties tables: never those of a database that happens to be named in the shell."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import sys
from pathlib import Path
from bench import own_data
own_data.ROOT = Path(sys.argv[1])
own_data.use_own_data("bench-tried")
from cms.settings import dev
print(dev.DATABASES["default"]["ENGINE"], dev.DATABASES["default"]["NAME"])
print(dev.SEARCH_ENGINE["CLASS"], dev.EMAIL_BACKEND, dev.BOUNCE_IMAP_HOST or "none")
"""


def test_benchmark_leaves_out_the_servers_that_its_surroundings_name(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgresql://site:secret@db.example.org/site")
    named = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgresql://site:secret@db.example.org/site",
        "DATABASE_URL_FILE": str(secret),
        "ELASTICSEARCH_URL": "https://search.example.org",
        "EMAIL_HOST": "mail.example.org",
        "BOUNCE_IMAP_HOST": "mail.example.org",
    }
    command = [sys.executable, "-c", ASK, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=named, capture_output=True, text=True, check=True)
    database, others = done.stdout.splitlines()
    assert database.startswith("django.db.backends.sqlite3 ")
    assert str(tmp_path / "var" / "bench-tried") in database
    assert others == "search.engines.embedded.EmbeddedEngine notifications.mailbox.FolderBackend none"
