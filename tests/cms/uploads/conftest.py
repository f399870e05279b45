from collections.abc import Iterator

import pytest

from tests.clamd import Daemon, running_clamd


@pytest.fixture(scope="session")
def clamd() -> Iterator[Daemon]:
    """A real scanner for the whole run; a test that stops it starts it again."""
    with running_clamd() as daemon:
        yield daemon
