"""What a rehearsal suffers now: the fold of its faults."""

from msgspec.structs import replace

from golive_tui.launch.events import Event
from golive_tui.launch.fault_facts import FaultFact, RehearsalFaulted
from golive_tui.launch.state import FaultState, LaunchState


def fold_fault(state: LaunchState, event: Event, fact: FaultFact) -> LaunchState:
    """One more in force, or one or all fewer."""
    if isinstance(fact, RehearsalFaulted):
        new = FaultState(fault=fact.fault, settings=fact.settings, at=event.at)
        return replace(state, faults={**state.faults, fact.name: new})
    left = {name: each for name, each in state.faults.items() if fact.name not in ("", name)}
    return replace(state, faults=left)
