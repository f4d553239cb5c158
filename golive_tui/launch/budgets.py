"""Error budgets: how much of what an objective allows to go wrong is spent, and how fast.

Of `99.9 %` uptime over a week, ten minutes may be down; of `errors < 0.1 %`, one request in a
thousand. Only such shares have a budget: a latency has none.
"""

from datetime import datetime

from msgspec import Struct

from golive_tui.checklist.model import Objective
from golive_tui.launch.objectives import objective_status
from golive_tui.launch.series import Sight


class Budget(Struct, frozen=True, kw_only=True):
    """What is `allowed` and what is `spent`, in seconds of downtime or in failed looks (`unit`).

    `left` is the share that remains, below 0 when it is overspent; `at_least` the same with all
    unobserved time counted as down. `burn` is the pace: 1 spends it all by the end, 10 in a tenth
    of the time; None while nothing was observed.
    """

    unit: str
    allowed: float
    spent: float
    left: float
    at_least: float
    burn: float | None


def budget(objective: Objective, sight: Sight, now: datetime) -> Budget | None:
    """The budget of an objective as of `now`; None where it has none, or its probes are gone."""
    measure = objective.measure
    if not has_budget(objective) or any(probe not in sight for probe in measure.of):
        return None
    if measure.measure == "availability":
        return _of_time(objective, 1 - measure.limit, sight, now)
    return _of_looks(objective, measure.limit, sight, now)


def has_budget(objective: Objective) -> bool:
    """Whether it demands a share that leaves something to spend."""
    measure = objective.measure
    if measure.measure == "availability":
        return measure.above is not None and measure.above < 1
    return measure.measure == "error_rate" and bool(measure.below)


def _of_time(objective: Objective, share: float, sight: Sight, now: datetime) -> Budget:
    """Of the worst probe, over the objective's whole window: what is to come counts as up."""
    window = objective.measure.window
    allowed = share * window
    uptimes = [sight[probe].tally.uptime(now) for probe in objective.measure.of]
    worst = max(uptimes, key=lambda each: each.down)
    unseen = max(each.down + each.unobserved for each in uptimes)
    burn = worst.down / worst.observed / share if worst.observed > 0 else None
    return Budget(
        unit="seconds",
        allowed=allowed,
        spent=worst.down,
        left=1 - worst.down / allowed,
        at_least=1 - unseen / allowed,
        burn=burn,
    )


def _of_looks(objective: Objective, share: float, sight: Sight, now: datetime) -> Budget:
    """Of all looks in the window: what they allow grows with them."""
    found = objective_status(objective, sight, now)
    allowed = share * found.n
    spent = (found.value or 0.0) * found.n
    left = 1 - spent / allowed if allowed > 0 else 1.0
    unseen = found.n / found.coverage - found.n if found.coverage > 0 else 0.0
    whole = share * (found.n + unseen)
    return Budget(
        unit="looks",
        allowed=allowed,
        spent=round(spent, 6),
        left=left,
        at_least=1 - (spent + unseen) / whole if whole > 0 else left,
        burn=spent / allowed if allowed > 0 else None,
    )
