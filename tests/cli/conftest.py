from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from golive_tui import clock
from tests.cli.made import CHECKLIST, Golive
from tests.support.engines import end_engines


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


@pytest.fixture
def engines(own_home: Path) -> Iterator[None]:
    """Real engines may be started; none is left behind."""
    yield
    end_engines()


@pytest.fixture
def shop(own_home: Path) -> Path:
    """The small checklist, as a person's file."""
    path = own_home / "shop.toml"
    path.write_text(CHECKLIST, encoding="utf-8")
    return path
