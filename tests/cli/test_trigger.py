"""The triggers from the command line."""

import json

import pytest
from msgspec.structs import replace

from golive_tui.launch import trigger_facts as t
from golive_tui.launch.events import ItemPassed
from tests.cli.made import CHECKLIST, NOON, Golive, begun

ARMED = t.TriggerArmed(trigger="errors")
TRIPPED = t.TriggerTripped(trigger="errors", action="ask", value=0.2, n=30, observed=60.0)
WAY_BACK = """
[rollback]
previous = "recorded"

[[stage]]
title = "Back"
rollback = true
[[stage.section]]
title = "Manual"
item = [
    { id = "recorded", title = "The version before is recorded" },
    { id = "undo", title = "Undo it", run = ["true"] },
]
"""


def test_the_list_says_how_far_each_is_and_what_comes(golive: Golive) -> None:
    begun("shop-1", (1, ARMED), (2, TRIPPED), text=CHECKLIST)
    said = golive("trigger", "list")
    assert said.code == 0
    assert said.out.startswith("errors  TRIPPED   ? / 5.0 %")
    document = json.loads(golive("trigger", "list", "--json").out)
    assert document["triggers"]["errors"]["state"] == "tripped"


def test_who_disarmed_it_and_until_when(golive: Golive) -> None:
    off = t.TriggerDisarmed(trigger="errors", reason="load test", until=NOON.replace(year=2030))
    begun("shop-1", (1, ARMED), (2, off), text=CHECKLIST)
    said = golive("trigger", "list").out
    assert "DISARMED" in said
    assert ": load test" in said
    assert "armed again at 12:00:00 UTC" in said


def test_a_countdown_that_no_engine_answered_is_told_as_due(golive: Golive) -> None:
    tripped = replace(TRIPPED, action="countdown", acts_at=NOON.replace(year=2020))
    passed = ItemPassed(item="recorded")
    begun("shop-1", (1, ARMED), (2, passed), (3, tripped), text=CHECKLIST + WAY_BACK)
    said = golive("trigger", "list").out
    assert "THE ROLLBACK was due at 12:00:00 UTC and begins with an engine" in said
    assert "STARTS" not in said


def test_a_blind_one_says_so(golive: Golive) -> None:
    begun("shop-1", (1, ARMED), (2, t.TriggerBlind(trigger="errors", since=NOON)), text=CHECKLIST)
    assert "BLIND: errors has seen nothing for" in golive("trigger", "list").out


@pytest.mark.usefixtures("engines")
def test_a_trip_is_answered_with_reasons(golive: Golive) -> None:
    begun("shop-1", (1, ARMED), (2, TRIPPED), text=CHECKLIST)
    assert golive("trigger", "acknowledge", "errors").code == 0
    assert golive("trigger", "hold", "errors").code == 4
    assert golive("trigger", "hold", "errors", "--for", "20m", "--reason", "cdn").code == 4
    assert golive("trigger", "hold", "errors", "--for", "soon", "--reason", "cdn").code == 2
    assert golive("trigger", "hold", "errors", "--for", "5m", "--reason", "cdn").code == 0
    assert "held" in golive("trigger", "list").out
    assert golive("trigger", "override", "errors", "--reason", "known").code == 0
    assert golive("trigger", "disarm", "errors", "--reason", "load test").code == 0
    assert golive("trigger", "reset", "errors").code == 4
    assert golive("trigger", "reset", "nothing").code == 3


def test_a_checklist_without_triggers_says_so(golive: Golive) -> None:
    rule = CHECKLIST[CHECKLIST.index("[triggers.") : CHECKLIST.index("[objectives.")]
    begun("shop-1", text=CHECKLIST.replace(rule, "").replace('triggers = ["errors"]\n', ""))
    assert "no rollback triggers" in golive("trigger", "list").err
