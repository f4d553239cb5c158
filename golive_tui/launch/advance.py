"""What time passing means: rounds due, overdue and missed; passes gone stale; probes silent;
triggers armed, holds over, countdowns at their end.

`advance` yields what has come to pass by `now`, and `next_deadline` when to ask again. Both are
functions of values, so a week is a loop over them. Rounds that fell due while nobody looked are
missed, one fact each; only the newest still rings: an interruption never ends in a burst.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from golive_tui.checklist.model import Checklist, Item, Probe
from golive_tui.launch.events import (
    Fact,
    ItemStaled,
    ProbeChanged,
    RoundDue,
    RoundMissed,
    RoundOverdue,
)
from golive_tui.launch.rounds import Round, schedule
from golive_tui.launch.series import Sight
from golive_tui.launch.state import LaunchState
from golive_tui.launch.trigger_moments import trigger_moments
from golive_tui.launch.verdicts import expiry

SILENT_SLOTS: Final = 3
"""Slots without an observation after which a probe is silent (runbooks 2.4: max of 3 slots, 60 s
for triggers; a panel may say it sooner)."""
SILENT_AT_LEAST: Final = 10.0
"""Seconds; a probe of a short interval is not silent sooner."""


class _Moment(Struct, frozen=True, kw_only=True):
    """Something that is to happen at a time, and the facts that then follow."""

    at: datetime
    facts: tuple[Fact, ...]


def advance(checklist: Checklist, state: LaunchState, sight: Sight, now: datetime) -> list[Fact]:
    """All facts that are due by `now`, oldest first."""
    due = [moment for moment in _moments(checklist, state, sight, now) if moment.at <= now]
    due.sort(key=lambda moment: moment.at)
    return [fact for moment in due for fact in moment.facts]


def coming(
    checklist: Checklist, state: LaunchState, sight: Sight, now: datetime
) -> list[tuple[datetime, tuple[Fact, ...]]]:
    """What will come to pass without a new event, and when; oldest first."""
    found = [(each.at, each.facts) for each in _moments(checklist, state, sight, now)]
    return sorted(found, key=lambda each: each[0])


def next_deadline(
    checklist: Checklist, state: LaunchState, sight: Sight, now: datetime
) -> datetime | None:
    """When `advance` will next have something to say; None when never without a new event."""
    return min((moment.at for moment in _moments(checklist, state, sight, now)), default=None)


def _moments(
    checklist: Checklist, state: LaunchState, sight: Sight, now: datetime
) -> Iterator[_Moment]:
    if state.went_live_at is not None:
        for each in schedule(checklist.watch, state.went_live_at):
            yield from _round_moments(each, state, now)
    for at, facts in trigger_moments(checklist, state):
        yield _Moment(at=at, facts=facts)
    for _, _, item in checklist.leaves():
        yield from _staleness(item, state)
    for probe_id, series in sight.items():
        yield from _silence(probe_id, series.probe, series.last_observed_at, state)


def _staleness(item: Item, state: LaunchState) -> Iterator[_Moment]:
    record = state.item(item.id).record
    if record.status != "passed" or record.at is None:
        return
    if record.how != "machine" and item.valid_for is None:
        return
    if (end := expiry(item, state, record.at)) is not None:
        yield _Moment(at=end, facts=(ItemStaled(item=item.id, reason="its evidence is too old"),))


def _round_moments(each: Round, state: LaunchState, now: datetime) -> Iterator[_Moment]:
    known = state.rounds.get(each.id)
    if known is not None and known.status not in ("due", "overdue"):
        return
    missed = RoundMissed(
        round=each.id,
        phase=each.phase,
        number=each.number,
        due_at=each.due_at,
        unattended=known is None,
    )
    if now >= each.missed_at:
        yield _Moment(at=each.missed_at, facts=(missed,))
        return
    if known is None:
        due = RoundDue(round=each.id, phase=each.phase, number=each.number, due_at=each.due_at)
        yield _Moment(at=each.due_at, facts=(due,))
        return
    if known.status == "due" and each.overdue_at < each.missed_at:
        yield _Moment(at=each.overdue_at, facts=(RoundOverdue(round=each.id),))
    else:
        yield _Moment(at=each.missed_at, facts=(missed,))


def silent_after(probe: Probe, speed: float) -> float:
    """Launch seconds without an observation after which the probe is silent; a time-out is real."""
    return max(SILENT_SLOTS * probe.every + probe.timeout * speed, SILENT_AT_LEAST)


def _silence(
    probe_id: str, probe: Probe, last_observed_at: datetime | None, state: LaunchState
) -> Iterator[_Moment]:
    verdict = state.probe(probe_id).verdict
    if last_observed_at is None or verdict in ("unknown", "silent"):
        return
    # A new engine gets its own time to look before the gap of the old one counts against a probe.
    started_at = state.engine.started_at if state.engine else last_observed_at
    quiet_since = max(last_observed_at, started_at)
    speed = state.origin.speed if state.origin else 1.0
    changed = ProbeChanged(probe=probe_id, verdict="silent", was=verdict, reason="stale.no_sample")
    yield _Moment(at=quiet_since + timedelta(seconds=silent_after(probe, speed)), facts=(changed,))
