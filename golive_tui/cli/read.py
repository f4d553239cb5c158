"""A launch read from its files, engine or no engine: for `golive status` and the like."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from golive_tui.checklist.model import Checklist
from golive_tui.checklist.pace import paced
from golive_tui.checklist.reader import read_checklist
from golive_tui.errors import NotFound, StoreError
from golive_tui.launch.fold import fold
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Series, Sight, sight_of
from golive_tui.launch.state import LaunchState, Origin
from golive_tui.report.now import as_of
from golive_tui.report.status import Facts
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from golive_tui.store.queries import SampleReader
from golive_tui.store.recover import Recovered, look

BEFORE: Final = 2
"""Intervals before a probe's window that are read as well: the look before the window speaks for
its first seconds."""
LOOKS: Final = 3
"""Times that the files are read when they do not fit each other: an engine may be at work."""


def read_launch(launch: LaunchDirectory) -> Facts:
    """Everything that the files say now; raises NotFound or StoreError."""
    from golive_tui.clock import clock_of

    found, origin, text = _settled(launch)
    checklist = paced(read_checklist(text, str(launch.checklist), None), origin.speed)
    now = clock_of(origin.created_at, origin.speed).now()
    sight = _sight(checklist, launch, found.state, origin, now)
    running = holder(launch) is not None
    return Facts(
        checklist=checklist,
        state=as_of(checklist, found.state, sight, now, running=running),
        sight=sight,
        now=now,
        directory=str(launch.path),
        engine="running" if running else "stopped",
        events=found.position.lines,
        link=found.position.prev,
    )


def read_definition(launch: LaunchDirectory) -> Checklist:
    """The launch's checklist alone; raises NotFound, StoreError, ChecklistError."""
    return read_checklist(launch.read_checklist(), str(launch.checklist), None)


def _settled(launch: LaunchDirectory) -> tuple[Recovered, Origin, bytes]:
    """The journal and the checklist that it knows by its digest.

    Read again while they do not fit: between the two looks an engine may have taken in another.
    """
    for _ in range(LOOKS):
        found = look(launch, fold)
        origin = found.state.origin
        if origin is None:
            raise NotFound(f"{launch.path} holds no launch")
        text = launch.read_checklist()
        if hashlib.sha256(text).hexdigest() == origin.sha256:
            return found, origin, text
    raise StoreError(
        f"{launch.checklist} is not the checklist that this launch took in.",
        hint="Somebody changed it: put it back. Or an engine died while it took in a change: "
        f"golive attach {launch.path} finishes that.",
    )


def _sight(
    checklist: Checklist,
    launch: LaunchDirectory,
    state: LaunchState,
    origin: Origin,
    now: datetime,
) -> Sight:
    """Windows and tallies from the sample store; without one they stay empty: unknown."""
    since = state.went_live_at or origin.created_at
    sight = sight_of(checklist.probes, since)
    try:
        reader = SampleReader.open(launch.samples)
    except NotFound:
        return sight
    with reader:
        tallies = reader.load_tallies()
        for probe_id, series in sight.items():
            tally = tallies.get(probe_id)
            if tally is not None and tally.since == since:
                series.tally = replace(tally, every=series.probe.every)
            for sample in _samples(reader, probe_id, series, now):
                series.add(sample, tally=False)
    return sight


def _samples(
    reader: SampleReader, probe_id: str, series: Series, now: datetime
) -> Iterator[Sample]:
    """Those of the window; of a probe that was not looked at lately, its last one."""
    span = series.probe.window + BEFORE * series.probe.every
    found = reader.window(probe_id, now - timedelta(seconds=span), now)
    yield from found or reader.last(probe_id, 1)
