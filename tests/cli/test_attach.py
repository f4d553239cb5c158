import sys
from pathlib import Path

import pytest

from golive_tui.store.lock import holder
from tests.cli.made import Golive, begun
from tests.support.waiting import wait_until
from tests.tui.ground.pty_harness import Pty, left_in_order

pytestmark = pytest.mark.usefixtures("engines")


def test_without_a_terminal_no_engine_is_started(golive: Golive) -> None:
    launch = begun("shop-1")
    said = golive("attach")
    assert (said.code, said.out) == (2, "")
    assert "`golive status` says the same as text" in said.err
    assert not launch.log.exists()


def test_a_launch_that_is_not_there_is_not_found(golive: Golive) -> None:
    assert golive("attach", "nothing").code == 3


def test_it_starts_an_engine_shows_the_launch_and_leaves_the_engine(shop: Path) -> None:
    launch = begun("shop-1", checklist=str(shop))
    argv = [sys.executable, "-m", "golive_tui", "attach", "shop-1"]
    with Pty(argv, columns=120, rows=35) as pty:
        pty.until_shows("Records point to the server")
        pty.until_shows("at the helm")
        held = holder(launch)
        assert held is not None
        pty.send("q")
        assert pty.exit_code() == 0
        assert left_in_order(pty.output)
    assert holder(launch) == held


def test_a_watcher_changes_nothing(golive: Golive, shop: Path) -> None:
    launch = begun("shop-1", checklist=str(shop))
    argv = [sys.executable, "-m", "golive_tui", "attach", "--read-only"]
    with Pty(argv, columns=120, rows=35) as pty:
        pty.until_shows("Records point to the server")
        wait_until(lambda: holder(launch) is not None)
        pty.send("q")
        assert pty.exit_code() == 0
    assert "helm" not in golive("journal").out
