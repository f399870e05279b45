"""A process that serves prepares itself in the background and survives whatever goes wrong there."""

import gc
import subprocess
import sys

import pytest

from cms import warming


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "_steps", [])
    monkeypatch.setattr(warming.connection, "close", lambda: None)  # other tests need it


def test_step_that_fails_is_logged_and_the_next_is_done(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def fail() -> None:
        raise RuntimeError("the engine is away")

    warming.on_start_of_serving(fail)
    warming.on_start_of_serving(lambda: done.append("next"))
    warming.warm_up()
    assert done == ["next"]
    assert "the engine is away" in caplog.text


def test_what_was_read_is_not_looked_through_for_what_nobody_needs() -> None:
    kept: list[list[str]] = []
    warming.on_start_of_serving(lambda: kept.extend([word] for word in ("a", "b")))
    try:
        warming.warm_up()
        assert not any(each is kept[0] for each in gc.get_objects())
    finally:
        gc.unfreeze()
    assert any(each is kept[0] for each in gc.get_objects())


def test_only_the_server_warms_up_not_a_command() -> None:
    """The thread is started by the module that servers import; a command must not pay for it."""
    assert _printed("import django; django.setup()") == ""
    assert _printed("import cms.wsgi") == "warm"


def _printed(start: str) -> str:
    """Return what a process prints whose warming up is a word."""
    told = "import threading; from cms import warming; warming.warm_up = lambda: print('warm')"
    wait = "[one.join() for one in threading.enumerate() if one.name == 'warm-up']"
    code = f"{told}; {start}; {wait}"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
