import os
import signal
from pathlib import Path

import pytest

from golive_tui.cli import stop
from golive_tui.store.lock import EngineLock, holder
from tests.cli.made import Golive, begun

pytestmark = pytest.mark.usefixtures("engines")


def test_an_engine_is_stopped_in_order_and_the_launch_stays(golive: Golive, shop: Path) -> None:
    launch = begun("shop-1", checklist=str(shop))
    golive("mark", "records", "passed")
    said = golive("stop", "--reason", "over for today")
    assert (said.code, said.out) == (0, "")
    assert said.err == "shop-1: the engine ended; nobody looks after the launch now\n"
    assert holder(launch) is None
    assert not launch.socket.exists()
    assert "over for today" in golive("journal").out.splitlines()[-1]
    assert "records" in golive("status", "--json").out


def test_without_an_engine_there_is_nothing_to_stop(golive: Golive) -> None:
    begun("shop-1")
    said = golive("stop")
    assert (said.code, said.err) == (0, "shop-1 has no engine\n")


def test_an_engine_that_does_not_answer_is_named_by_its_process(
    golive: Golive, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launch = begun("shop-1", checklist=str(shop))
    golive("mark", "records", "passed")
    held = holder(launch)
    assert held is not None
    monkeypatch.setattr(stop, "ENDS_WITHIN", 0.1)
    os.kill(held.pid, signal.SIGSTOP)
    try:
        said = golive("stop")
    finally:
        os.kill(held.pid, signal.SIGCONT)
    assert said.code == 4
    assert f"it is process {held.pid} on " in said.err


def test_an_engine_that_holds_the_launch_and_listens_nowhere_is_told(
    golive: Golive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stop, "ENDS_WITHIN", 0.1)
    lock = EngineLock.acquire(begun("shop-1"), version="0")
    said = golive("stop")
    lock.release()
    assert said.code == 4
    assert "does not end" in said.err
