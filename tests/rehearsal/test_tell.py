import json

from golive_tui.launch import events as e
from golive_tui.launch.trigger_facts import TriggerTripped
from golive_tui.rehearsal.expect import Found
from golive_tui.rehearsal.tell import Outcome, document, event_line, table
from tests.launch.world import ANA, START, after
from tests.rehearsal.scenarios import NEVER, flowmind, scenario

TRIPPED = e.Event(
    seq=9, at=after(372), epoch=1, by=ANA, fact=TriggerTripped(trigger="error-rate", n=30)
)
FOUND = (
    Found(expected="a", seen="after 1:00", ok=True, line=3),
    Found(expected="b", seen="never", ok=False, line=7, around=(TRIPPED,)),
)


def outcome(*found: Found) -> Outcome:
    return Outcome(scenario=scenario(NEVER), found=found, start=START.timestamp(), seconds=1.25)


def test_a_table_says_what_was_expected_what_was_seen_and_what_came_around() -> None:
    lines = list(table(outcome(*FOUND), flowmind()))
    assert lines[0] == "FAILED  a: A scenario (in no time, 1.2 s)"
    assert lines[1] == "    ok  a: after 1:00"
    assert lines[2] == "    NOT b: never"
    assert lines[3] == "        expected  b (a.toml:7)"
    assert lines[4] == "        seen      never"
    assert lines[5].startswith('          00:06:12  "Error rate > 5% for 5 minutes" TRIPPED')
    assert next(table(outcome(FOUND[0]), flowmind())).startswith("passed")


def test_the_document_says_the_same_to_programs() -> None:
    told = document([outcome(*FOUND), outcome(FOUND[0])], flowmind())
    read = json.loads(json.dumps(told))
    assert (read["schema"], read["passed"]) == (1, False)
    assert [each["passed"] for each in read["scenarios"]] == [False, True]
    [around] = read["scenarios"][0]["expectations"][1]["around"]
    assert (around["elapsed_seconds"], around["kind"]) == (372.0, "trigger.tripped")


def test_a_line_is_for_what_people_want_to_know() -> None:
    assert "TRIPPED" in event_line(TRIPPED, 372.0, flowmind())
    everyday = e.Event(seq=1, at=START, epoch=1, by=ANA, fact=e.ItemPassed(item="x"))
    assert event_line(everyday, 0.0, flowmind()) == ""
