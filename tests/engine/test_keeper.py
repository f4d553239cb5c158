"""Samples are gathered and written in batches, with the tallies of that moment."""

from datetime import timedelta
from pathlib import Path

from golive_tui.checklist.model import Probe
from golive_tui.engine.keeper import Keeper
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import sight_of
from golive_tui.store.samples import SampleStore
from tests.engine.clocks import START

PROBE = Probe(id="p", kind="tcp", title="P", every=1.0, timeout=0.5)


def sample(second: int) -> Sample:
    return Sample(probe="p", at=START + timedelta(seconds=second), outcome="ok", latency=0.01)


async def test_what_was_kept_is_there_after_a_flush_and_after_a_restart(own_home: Path) -> None:
    path = own_home / "samples.db"
    sight = sight_of({"p": PROBE}, START)
    keeper = Keeper(SampleStore.open(path))
    for second in range(1, 6):
        sight["p"].add(sample(second))
        keeper.keep(sample(second))
    await keeper.flush(sight)
    assert await keeper.last("p", 2) == [sample(4), sample(5)]
    since, until = START + timedelta(seconds=1), START + timedelta(seconds=3)
    assert await keeper.window("p", since, until) == [sample(2), sample(3)]
    keeper.keep(sample(6))
    sight["p"].add(sample(6))
    await keeper.close(sight)
    again = SampleStore.open(path)
    assert again.last("p", 1) == [sample(6)]
    assert again.load_tallies()["p"] == sight["p"].tally
    again.close()


async def test_a_flush_of_nothing_writes_nothing(own_home: Path) -> None:
    keeper = Keeper(SampleStore.open(own_home / "samples.db"))
    await keeper.flush({})
    assert await keeper.last("p", 1) == []
    await keeper.close({})
