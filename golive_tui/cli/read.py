"""A launch read from its files, engine or no engine: for `golive status` and the like."""

from golive_tui.checklist.pace import paced
from golive_tui.checklist.reader import read_checklist
from golive_tui.errors import NotFound, StoreError
from golive_tui.launch.fold import fold
from golive_tui.launch.series import Sight, sight_of
from golive_tui.launch.state import LaunchState
from golive_tui.report.status import Facts
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from golive_tui.store.queries import SampleReader
from golive_tui.store.recover import look

WINDOW = 1000
"""Samples of a probe read at most: its window."""


def read_launch(launch: LaunchDirectory) -> Facts:
    """Everything that the files say now; raises NotFound or StoreError."""
    from golive_tui.clock import clock_of

    found = look(launch, fold)
    state = found.state
    if state.origin is None:
        raise NotFound(f"{launch.path} holds no launch")
    checklist = read_checklist(launch.read_checklist(), str(launch.checklist), None)
    checklist = paced(checklist, state.origin.speed)
    sight = sight_of(checklist.probes, state.went_live_at or state.origin.created_at)
    _fill(sight, launch, state)
    return Facts(
        checklist=checklist,
        state=state,
        sight=sight,
        now=clock_of(state.origin.created_at, state.origin.speed).now(),
        directory=str(launch.path),
        engine="running" if holder(launch) is not None else "stopped",
        events=found.position.lines,
    )


def _fill(sight: Sight, launch: LaunchDirectory, state: LaunchState) -> None:
    """Windows and tallies from the sample store; without one they stay empty: unknown."""
    try:
        reader = SampleReader.open(launch.samples)
    except (NotFound, StoreError):
        return
    with reader:
        tallies = reader.load_tallies()
        for probe_id, series in sight.items():
            tally = tallies.get(probe_id)
            if tally is not None and tally.since == series.tally.since:
                series.tally = tally
            for sample in reader.last(probe_id, WINDOW):
                series.add(sample, tally=False)
