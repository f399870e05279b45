"""How the tests start Chromium: the distribution's own, with nothing that calls out."""

from typing import Any

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch_options() -> dict[str, Any]:
    """Return what Playwright needs to start it."""
    return {"executable_path": CHROMIUM, "args": FLAGS}
