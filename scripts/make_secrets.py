"""Makes the secrets that docker-compose.yml reads. What is there stays."""

import secrets
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "deploy" / "secrets"


def main() -> None:
    make("secret_key", secrets.token_urlsafe(64))
    password = make("postgres_password", secrets.token_urlsafe(32))
    make("database_url", f"postgresql://sprawa:{password}@postgres:5432/sprawa")


def make(name: str, value: str) -> str:
    path = FOLDER / name
    if not path.exists():
        path.write_text(value, encoding="utf-8")
        # The containers read it as a user of their own; the folder keeps other people of this machine out.
        path.chmod(0o644)
        print(f"Made {path}.")
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    FOLDER.chmod(0o700)
    main()
