"""How soon a trip follows its fault: the document's health trigger at an interval of 10 s, with the
fault at ten instants between two looks."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from golive_tui.launch import events as e
from golive_tui.launch.fault_facts import RehearsalFaulted
from golive_tui.launch.trigger_facts import TriggerTripped
from golive_tui.rehearsal.instant import play_instant
from tests.rehearsal.scenarios import NEVER, flowmind, scenario

EVERY = 10.0
IN_A_ROW = 4
FAULT = '[[fault]]\nfault = "status"\nname = "down"\npath = "/health"\nat = "{at}s"\n'


def _tripped_after(fault_at: float, control: str) -> float:
    """Seconds from the fault to the trip."""
    checklist = flowmind()
    health = checklist.triggers["health-failures"]
    checklist = replace(
        checklist,
        probes={
            name: replace(checklist.probes[name], every=EVERY) for name in ("api-health", "control")
        },
        triggers={health.id: replace(health, control=control)},
        objectives={},
    )
    made = scenario(FAULT.format(at=fault_at) + NEVER)
    run = play_instant(made, checklist, "rehearsal", lambda _event, _seconds: None)
    return _at(run.events, TriggerTripped) - _at(run.events, RehearsalFaulted)


def _at(events: Sequence[e.Event], kind: type[RehearsalFaulted | TriggerTripped]) -> float:
    return next(each.at.timestamp() for each in events if isinstance(each.fact, kind))


@pytest.mark.parametrize("control", ["", "control"])
def test_a_trip_comes_within_an_interval_of_the_earliest_instant(control: str) -> None:
    earliest = (IN_A_ROW - 1) * EVERY
    found = [_tripped_after(720.5 + offset, control) for offset in range(10)]
    assert all(earliest <= each <= earliest + EVERY for each in found), found
    assert max(found) - min(found) > EVERY / 2, "the fault came at different instants"
