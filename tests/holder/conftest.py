"""A folder for attempts, cleared of what they left running."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.holder.attempts import clear


@pytest.fixture
def steps(own_home: Path) -> Iterator[Path]:
    """Where attempts have their folders; the processes of all of them are ended afterwards."""
    path = own_home / "steps"
    path.mkdir(mode=0o700)
    yield path
    clear(path)
