"""Facts for the reports: the launch of `tests/launch/world.py` at some moment."""

from msgspec.structs import replace

from golive_tui.checklist.model import Checklist, Measure, Objective, Trigger
from golive_tui.report.status import Facts
from tests.launch.world import Rehearsed, after, checklist, probe

LIMITS = Measure(measure="error_rate", of=("api",), window=600.0, above=0.05)


def plan(*probes: str) -> Checklist:
    """The small checklist with a trigger and an objective."""
    made = checklist([probe(name) for name in probes or ("api", "ws")])
    below = replace(LIMITS, above=None, below=0.05)
    return replace(
        made,
        triggers={"errors": Trigger(id="errors", title="Errors", measure=LIMITS)},
        objectives={"errors": Objective(id="errors", title="Few errors", measure=below)},
    )


def facts(launch: Rehearsed, seconds: float, *, engine: str = "running") -> Facts:
    """As of that time."""
    return Facts(
        checklist=launch.plan,
        state=launch.state,
        sight=launch.sight,
        now=after(seconds),
        directory="/srv/launches/small-1",
        engine=engine,
        events=launch.state.seq,
    )
