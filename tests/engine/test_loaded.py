from datetime import timedelta
from pathlib import Path

import pytest

from golive_tui.engine.loaded import load, sight_found
from golive_tui.errors import EngineBusy, GoliveError
from golive_tui.launch.samples import Sample
from golive_tui.store.lock import holder
from golive_tui.store.samples import SampleStore
from tests.engine.living import CHECKLIST, make_launch

PROBE = """
[probes.up]
kind = "tcp"
host = "127.0.0.1"
port = 9
every = "30s"
"""


def test_a_launch_is_owned_by_one_engine_at_a_time(own_home: Path) -> None:
    launch = make_launch(own_home)
    loaded = load(launch.path, "test")
    with pytest.raises(EngineBusy):
        load(launch.path, "test")
    assert loaded.checklist.title == loaded.origin.title == "A small launch"
    loaded.lock.release()
    assert holder(launch) is None


def test_what_cannot_be_read_is_not_held(own_home: Path) -> None:
    launch = make_launch(own_home)
    launch.checklist.write_text("schema = 1")
    with pytest.raises(GoliveError):
        load(launch.path, "test")
    assert holder(launch) is None


def test_windows_are_as_the_last_engine_left_them(own_home: Path) -> None:
    launch = make_launch(own_home, CHECKLIST + PROBE)
    loaded = load(launch.path, "test")
    store = SampleStore.open(launch.samples)
    at = loaded.origin.created_at + timedelta(seconds=5)
    store.add([Sample(probe="up", at=at, outcome="ok", latency=0.01)])
    store.commit()
    found = sight_found(loaded, store)["up"]
    assert [sample.at for sample in found.window] == [at]
    assert found.tally.n == 0  # none was stored
    store.close()
    loaded.lock.release()
