"""A launch as an engine finds it: its lock taken, its journal read, its windows refilled."""

from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from golive_tui.checklist.model import Checklist
from golive_tui.checklist.pace import paced
from golive_tui.checklist.reader import read_checklist
from golive_tui.clock import Clock, clock_of
from golive_tui.engine.adoption import settled
from golive_tui.errors import StoreError
from golive_tui.launch.fold import fold
from golive_tui.launch.series import Sight, sight_of
from golive_tui.launch.state import LaunchState, Origin
from golive_tui.probes.all_kinds import specs
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import EngineLock
from golive_tui.store.recover import Recovered, recover
from golive_tui.store.samples import SampleStore


@dataclass(slots=True)
class Loaded:
    """A launch as it was found on disk, its lock held."""

    directory: LaunchDirectory
    lock: EngineLock
    found: Recovered
    origin: Origin
    checklist: Checklist
    text: bytes
    clock: Clock
    notices: tuple[str, ...]


def load(directory: Path, version: str) -> Loaded:
    """Take the launch's lock and read it; raises StoreError, EngineBusy, ChecklistError."""
    launch = LaunchDirectory(directory)
    tightened = launch.secure()
    lock = EngineLock.acquire(launch, version=version)
    try:
        found = recover(launch, fold)
        origin = found.state.origin
        if origin is None:
            raise StoreError(f"{directory} holds no launch", hint="golive run CHECKLIST begins one")
        text = settled(launch, origin.sha256)
        checklist = read_checklist(text, str(launch.checklist), specs())
    except BaseException:
        lock.release()
        raise
    clock = clock_of(origin.created_at, origin.speed)
    return Loaded(
        directory=launch,
        lock=lock,
        found=found,
        origin=origin,
        checklist=paced(checklist, origin.speed),
        text=text,
        clock=clock,
        notices=(*tightened, *found.notices),
    )


def sight_found(loaded: Loaded, store: SampleStore) -> Sight:
    """The windows and tallies as they were when the last engine wrote them."""
    state: LaunchState = loaded.found.state
    since = state.went_live_at or loaded.origin.created_at
    sight = sight_of(loaded.checklist.probes, since)
    tallies = store.load_tallies()
    for probe_id, series in sight.items():
        tally = tallies.get(probe_id)
        if tally is not None and tally.since == since:
            series.tally = replace(tally, every=series.probe.every)
        for sample in store.last(probe_id, 1000):
            series.add(sample, tally=False)
    return sight
