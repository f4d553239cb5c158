"""A launch as of this moment, also while no engine runs: what an engine would record if it looked
now is folded in. A probe that nobody has asked for an hour is not `ok`, and a round that fell due
meanwhile is missed, whoever reads the files. What an engine would do is not: nobody does it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from golive_tui.checklist.model import Checklist
from golive_tui.launch.advance import advance
from golive_tui.launch.events import (
    By,
    Event,
    Fact,
    ProbeChanged,
    RollbackRequested,
    StepCancelled,
)
from golive_tui.launch.fold import fold
from golive_tui.launch.series import Sight
from golive_tui.launch.state import LaunchState

_STEPS: Final = 4
"""Due, overdue and missed follow each other, one a look; no fact has a longer train."""
_ACTS: Final = (RollbackRequested, StepCancelled)
"""What time alone makes an engine do."""
_NOBODY: Final = By(user="golive", uid=-1, host="", how="engine")


def as_of(
    checklist: Checklist, state: LaunchState, sight: Sight, now: datetime, *, running: bool
) -> LaunchState:
    """The state with all that has come to pass by `now`; its `seq` stays that of the journal."""
    seen = _recorded(state, list(_unseen(state, sight)) if not running else [], now)
    for _ in range(_STEPS):
        due = [each for each in advance(checklist, seen, sight, now) if not isinstance(each, _ACTS)]
        if not due:
            break
        seen = _recorded(seen, due, now)
    return replace(seen, seq=state.seq, at=state.at, epoch=state.epoch)


def rollback_due(state: LaunchState, now: datetime) -> datetime | None:
    """Since when a countdown is over that no engine was there to answer; None where there is no
    such trip."""
    due = [
        each.acts_at
        for each in state.triggers.values()
        if each.status in ("tripped", "acknowledged") and each.acts_at is not None
    ]
    return min((at for at in due if at <= now), default=None)


def _unseen(state: LaunchState, sight: Sight) -> Iterator[Fact]:
    """Probes with a verdict and without a sample: the samples did not come along, or are lost."""
    for probe, series in sight.items():
        was = state.probe(probe).verdict
        if series.last_observed_at is None and was not in {"unknown", "silent"}:
            yield ProbeChanged(probe=probe, verdict="silent", was=was, reason="stale.no_sample")


def _recorded(state: LaunchState, facts: Sequence[Fact], now: datetime) -> LaunchState:
    for fact in facts:
        event = Event(seq=state.seq + 1, at=now, epoch=state.epoch, by=_NOBODY, fact=fact)
        state = fold(state, event)
    return state
