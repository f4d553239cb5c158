from typing import Any

import pytest

from golive_tui.errors import NotFound, Refused
from golive_tui.launch import commands as c
from golive_tui.launch.trigger_verbs import answer
from tests.launch.scenario import Stage, checklist_of
from tests.launch.world import ANA

PLAIN: dict[str, dict[str, dict[str, Any]]] = {
    "probes": {"api": {"every": "10s"}},
    "triggers": {"health": {"measure": "consecutive_failures", "of": ["api"], "above": 3}},
}


def staged() -> Stage:
    stage = Stage(checklist_of(PLAIN))
    stage.begin()
    return stage


def test_an_unknown_trigger_is_told_with_those_that_there_are() -> None:
    stage = staged()
    with pytest.raises(NotFound, match="no trigger `x`") as raised:
        answer(stage.plan, stage.state, c.AcknowledgeTrigger(trigger="x"), ANA, stage.at(0))
    assert raised.value.hint == "one of: health"


@pytest.mark.parametrize(
    "command",
    [
        c.AcknowledgeTrigger(trigger="health"),
        c.HoldTrigger(trigger="health", reason="r"),
        c.OverrideTrigger(trigger="health", reason="r"),
        c.ResetTrigger(trigger="health"),
    ],
)
def test_what_has_not_tripped_cannot_be_answered(command: c.Command) -> None:
    stage = staged()
    with pytest.raises(Refused, match="`health` is disarmed"):
        answer(stage.plan, stage.state, command, ANA, stage.at(0))  # type: ignore[arg-type] # they are verbs


@pytest.mark.parametrize("seconds", [0.0, -5.0, 1801.0])
def test_nothing_stays_disarmed_for_longer_than_the_checklist_wants(seconds: float) -> None:
    stage = staged()
    command = c.DisarmTrigger(trigger="health", reason="r", seconds=seconds)
    with pytest.raises(Refused, match="armed again after 30:00 at the latest"):
        answer(stage.plan, stage.state, command, ANA, stage.at(0))
