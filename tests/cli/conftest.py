import os
import signal
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from golive_tui import clock
from golive_tui.client import start
from golive_tui.store.catalog import base, launches
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from tests.cli.made import CHECKLIST, Golive
from tests.support.waiting import wait_until


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
    for launch in launches(base()):
        if (held := holder(launch)) is not None:
            os.kill(held.pid, signal.SIGTERM)
            wait_until(partial(_is_free, launch))
    for child in start._children.values():
        child.process.wait(20)
    start._children.clear()


def _is_free(launch: LaunchDirectory) -> bool:
    return holder(launch) is None


@pytest.fixture
def shop(own_home: Path) -> Path:
    """The small checklist, as a person's file."""
    path = own_home / "shop.toml"
    path.write_text(CHECKLIST, encoding="utf-8")
    return path
