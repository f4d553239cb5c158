import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from golive_tui.cli.engine import _is_rehearsal
from golive_tui.client.start import listens
from golive_tui.store.lock import EngineLock, holder
from tests.cli.made import Golive, begun
from tests.support.waiting import wait_until


def test_it_stays_in_the_foreground_until_it_is_told_to_end(golive: Golive, shop: Path) -> None:
    launch = begun("shop-1", checklist=str(shop))
    argv = [sys.executable, "-m", "golive_tui", "engine", "--launch", str(launch.path)]
    with subprocess.Popen(argv, stderr=subprocess.PIPE) as engine:
        wait_until(lambda: listens(launch.path))
        held = holder(launch)
        assert held is not None
        assert held.pid == engine.pid
        engine.send_signal(signal.SIGTERM)
        _, err = engine.communicate(timeout=30)
    assert engine.returncode == 0
    assert b"Traceback" not in err
    assert holder(launch) is None
    assert "SIGTERM" in golive("journal").out.splitlines()[-1]


def test_it_may_open_as_many_files_as_the_system_allows(golive: Golive, shop: Path) -> None:
    launch = begun("shop-1", checklist=str(shop))
    argv = [sys.executable, "-m", "golive_tui", "engine", "--launch", str(launch.path)]
    few = ["/bin/sh", "-c", 'ulimit -Sn 256; ulimit -Hn 512; exec "$@"', "sh", *argv]
    with subprocess.Popen(few, stderr=subprocess.PIPE) as engine:
        wait_until(lambda: listens(launch.path))
        limit = resource.prlimit(engine.pid, resource.RLIMIT_NOFILE)
        engine.send_signal(signal.SIGTERM)
        engine.communicate(timeout=30)
    assert limit == (512, 512)


def test_a_second_one_is_told_who_has_the_launch(golive: Golive) -> None:
    launch = begun("shop-1")
    lock = EngineLock.acquire(launch, version="0")
    said = golive("engine", "--launch", str(launch.path))
    lock.release()
    assert (said.code, said.out) == (4, "")
    assert f"process {lock.holder.pid}" in said.err


@pytest.mark.parametrize("place", ["nothing", "home"])
def test_a_directory_without_a_launch_is_not_found(
    golive: Golive, own_home: Path, place: str
) -> None:
    assert golive("engine", "--launch", str(own_home / place)).code == 3


def test_a_rehearsal_is_told_by_its_first_event() -> None:
    assert _is_rehearsal(begun("shop-1", rehearsal=True).path)
    assert not _is_rehearsal(begun("shop-2").path)
