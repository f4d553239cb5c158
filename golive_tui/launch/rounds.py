"""The watch's schedule: every round of every phase, in wall time anchored at T0."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from msgspec import Struct

from golive_tui.checklist.model import Phase
from golive_tui.launch.state import LaunchState, RoundState

OPEN = ("due", "overdue")


class Round(Struct, frozen=True, kw_only=True):
    """Round `number` of a phase: when it falls due, when it is overdue, when it is missed."""

    id: str
    phase: str
    number: int
    due_at: datetime
    overdue_at: datetime
    missed_at: datetime


def schedule(watch: Sequence[Phase], t0: datetime) -> tuple[Round, ...]:
    """All rounds, first to last. A round is missed when the next one falls due; the last one
    of all has a whole interval of its phase."""
    return _schedule(tuple(watch), t0)


@lru_cache(maxsize=16)
def _schedule(watch: tuple[Phase, ...], t0: datetime) -> tuple[Round, ...]:
    # It never changes within a launch, and every tick and every deadline asks for it.
    slots = [
        (phase, number, t0 + timedelta(seconds=phase.start + number * phase.every))
        for phase in watch
        for number in range(1, phase.rounds + 1)
    ]
    ends = [due_at for _, _, due_at in slots[1:]]
    if slots:
        phase, _, due_at = slots[-1]
        ends.append(due_at + timedelta(seconds=phase.every))
    return tuple(
        Round(
            id=f"{phase.id}/{number}",
            phase=phase.id,
            number=number,
            due_at=due_at,
            overdue_at=min(due_at + timedelta(seconds=phase.grace), missed_at),
            missed_at=missed_at,
        )
        for (phase, number, due_at), missed_at in zip(slots, ends, strict=True)
    )


class Timer(Struct, frozen=True, kw_only=True):
    """What the timer says at one moment. `phase` is None before T0 and when the watch is over.

    `round` is the number in `phase` of the round that is open, or else of the next one; `of`
    how many the phase has. Counts are over all phases.
    """

    phase: Phase | None
    elapsed: float | None
    round: int
    of: int
    open: RoundState | None
    open_id: str | None
    next_due_at: datetime | None
    overdue: int
    missed: int
    completed: int
    total: int
    over: bool


def timer(watch: Sequence[Phase], state: LaunchState, now: datetime) -> Timer:
    """The timer at `now`."""
    counts = {"due": 0, "overdue": 0, "completed": 0, "missed": 0}
    for each in state.rounds.values():
        counts[each.status] += 1
    t0 = state.went_live_at
    rounds = schedule(watch, t0) if t0 is not None else ()
    coming = next((each for each in rounds if each.due_at > now), None)
    open_id, open_round = open_round_of(state)
    shown_phase = open_round.phase if open_round else coming.phase if coming else None
    phase = next((each for each in watch if each.id == shown_phase), None)
    number = open_round.number if open_round else coming.number if coming else 0
    return Timer(
        phase=phase,
        elapsed=(now - t0).total_seconds() if t0 is not None else None,
        round=number,
        of=phase.rounds if phase else 0,
        open=open_round,
        open_id=open_id,
        next_due_at=coming.due_at if coming else None,
        overdue=counts["overdue"],
        missed=counts["missed"],
        completed=counts["completed"],
        total=sum(each.rounds for each in watch),
        over=t0 is not None and coming is None and open_round is None,
    )


def open_round_of(state: LaunchState) -> tuple[str | None, RoundState | None]:
    """The round that is due or overdue now, if there is one; there is at most one."""
    found = [(key, each) for key, each in state.rounds.items() if each.status in OPEN]
    return found[-1] if found else (None, None)
