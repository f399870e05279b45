"""Faults and reports are read in English here, in which the code says them."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _english(_polish_between_tests: None) -> Iterator[None]:
    with translation.override("en"):
        yield
