"""No command of a test outlives it, although commands outlive engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.holder.attempts import clear


@pytest.fixture(autouse=True)
def no_command_stays(own_home: Path) -> Iterator[None]:
    """End every holder and command of the launches made below the test's home."""
    yield
    for steps in own_home.glob("launches/*/steps"):
        clear(steps)
