"""What the proofs share."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder in memory, where there is one: thousands of outcomes are laid out in it."""
    memory = Path("/dev/shm")
    base = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="gl-", dir=base) as folder:
        yield Path(folder)
