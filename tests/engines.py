"""What a test needs beside Python: a browser, a database server. Missing it is a skip on a laptop, a failure in CI."""

import os

import pytest


def require(name: str, available: bool) -> None:
    """Skip the running test when an engine is missing; in CI, where every engine belongs, fail."""
    if available:
        return
    reason = f"{name} is not here: docs/operators.md and .ci/run tell how to get it"
    if os.environ.get("CI"):
        pytest.fail(f"{reason} (CI must have it)", pytrace=False)
    pytest.skip(reason)
