"""A process that serves prepares itself in the background and survives whatever goes wrong there."""

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


def test_only_the_server_warms_up_not_a_command() -> None:
    """The thread is started by the module that servers import; a command must not pay for it."""
    code = "import django, threading; django.setup(); print([thread.name for thread in threading.enumerate()])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "warm-up" not in shown
    served = code.replace("django.setup()", "import cms.wsgi")
    shown = subprocess.run([sys.executable, "-c", served], capture_output=True, text=True, check=True).stdout
    assert "warm-up" in shown
