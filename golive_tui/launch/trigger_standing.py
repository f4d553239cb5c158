"""How a trigger stands at one moment, for everybody who shows it: the journal's word and what the
samples at hand say."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from golive_tui.checklist.model import Trigger
from golive_tui.launch.meters import TriggerReading, TriggerVerdict, trigger_reading
from golive_tui.launch.series import Sight
from golive_tui.launch.state import LaunchState
from golive_tui.launch.trigger_state import TriggerState, TriggerStatus


class TriggerStanding(Struct, frozen=True, kw_only=True):
    """`for_seconds` is the breach observed so far, of `wanted` that a trip takes. `until` is when
    it acts, or when its hold or its disarming ends. `shadow`: a trip would start nothing. `burst`:
    over the whole of `wanted` it is beyond its bound, although the breach is not kept up. `why`
    says what is wanting while the verdict is unknown."""

    status: TriggerStatus
    verdict: TriggerVerdict
    value: float | None
    threshold: float
    for_seconds: float
    wanted: float
    n: int
    coverage: float
    action: str
    blind: bool
    shadow: bool
    burst: bool
    until: datetime | None
    blocked: str
    why: str
    would_have_tripped: int


def standing(trigger: Trigger, state: LaunchState, sight: Sight, now: datetime) -> TriggerStanding:
    """How it stands at `now`."""
    known = state.trigger(trigger.id)
    reading = _reading(trigger, state, sight, now)
    answered = state.rollback is not None and state.rollback.status in ("running", "failed")
    return TriggerStanding(
        status=known.status,
        verdict=reading.verdict,
        value=reading.value,
        threshold=trigger.measure.limit,
        for_seconds=breached_for(trigger, known, reading, now),
        wanted=trigger.for_seconds,
        n=reading.n,
        coverage=reading.coverage,
        action=known.action or trigger.action,
        blind=known.blind_since is not None,
        shadow=known.status == "disarmed" or answered,
        burst=_burst(trigger, state, sight, now),
        until=known.acts_at or known.held_until or known.rearm_at,
        blocked=known.blocked,
        why=reading.why,
        would_have_tripped=known.would_have_tripped,
    )


def _reading(trigger: Trigger, state: LaunchState, sight: Sight, now: datetime) -> TriggerReading:
    speed = state.origin.speed if state.origin is not None else 1.0
    counts_from = state.trigger(trigger.id).counts_from
    return trigger_reading(trigger, sight, now, counts_from=counts_from, speed=speed)


def breached_for(
    trigger: Trigger, known: TriggerState, reading: TriggerReading, now: datetime
) -> float:
    """What was recorded, and the time since as far as the breach goes on."""
    if known.status != "pending" or reading.verdict != "breach" or known.observed_at is None:
        return known.observed
    since = max((now - known.observed_at).total_seconds(), 0.0)
    return min(known.observed + since, max(trigger.for_seconds, known.observed))


def _burst(trigger: Trigger, state: LaunchState, sight: Sight, now: datetime) -> bool:
    """Bursts that no window keeps up, but that are too much together (runbooks 2.4: WARN)."""
    measure = trigger.measure
    if trigger.for_seconds <= measure.window or measure.measure != "error_rate":
        return False
    wide = replace(trigger, measure=replace(measure, window=trigger.for_seconds))
    return _reading(wide, state, sight, now).verdict == "breach"
