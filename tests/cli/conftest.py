from datetime import datetime

import pytest

from golive_tui import clock
from tests.cli.made import Golive


@pytest.fixture
def golive(capsys: pytest.CaptureFixture[str]) -> Golive:
    """`golive`, called in this process."""
    return Golive(capsys)


class Hands:
    """The hands of the wall clock."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def at(self, when: datetime) -> None:
        """It is that time now, for everything in this process."""
        self._patch.setattr(clock, "real_now", lambda: when)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """Sets the time."""
    return Hands(monkeypatch)
