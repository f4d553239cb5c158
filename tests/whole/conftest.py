"""What the proofs share."""

import contextlib
import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whole.family import Nursery


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder in memory, where there is one: thousands of outcomes are laid out in it."""
    memory = Path("/dev/shm")
    base = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="gl-", dir=base) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def forge() -> Iterator[Nursery]:
    found = Nursery()
    yield found
    found.process.communicate()


@pytest.fixture
def nursery(forge: Nursery) -> Iterator[Nursery]:
    yield forge
    for pid in forge.family():  # none, unless a test has failed
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
