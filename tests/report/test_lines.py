import dataclasses

import pytest
from msgspec.structs import replace

from golive_tui.checklist.model import Gate
from golive_tui.launch import events as e
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.commands import GoLive, PassItem, VoteGate
from golive_tui.launch.state import EMPTY
from golive_tui.report.lines import lines
from tests.launch.checking import Checked
from tests.launch.test_trigger_verbs import staged
from tests.launch.world import ANA, DAY, MINUTE, Rehearsed, after, sample
from tests.report.made import facts, plan


def _launch(*probes: str) -> Rehearsed:
    launch = Rehearsed(plan(*probes))
    launch.begin()
    return launch


def _line(said: list[str], label: str) -> str:
    """What stands behind that label; empty where there is no such line."""
    found = [line for line in said if line.startswith(f"  {label} ")]
    return found[0].removeprefix(f"  {label}").strip() if found else ""


def test_before_go_live_there_is_no_watch() -> None:
    said = lines(facts(_launch(), 1))
    assert said[0] == "Small launch, on rehearsal  REHEARSAL"
    assert _line(said, "HOLD") == "not live yet"
    assert _line(said, "engine") == "running"
    assert _line(said, "watch") == ""
    assert _line(said, "probes") == "0 of 2 ok; unknown: api, ws"
    assert _line(said, "criteria") == "1 not measured"
    assert _line(said, "triggers") == "unknown: errors"
    assert _line(said, "at") == "/srv/launches/small-1 (event 2)"
    assert [line for line in said if line.startswith("  why ")] == [
        "  why       3 items open before go-live",
        "  why       2 probes unknown: api, ws",
    ]


def test_an_engine_that_is_gone_is_told_with_the_way_back() -> None:
    said = lines(facts(_launch(), 1, engine="stopped"))
    assert "nobody looks after this launch; golive attach starts one" in _line(said, "engine")


def test_a_rollback_that_was_due_without_an_engine_is_told_beside_the_way_back() -> None:
    stage = staged(countdown="30s", action="countdown")
    tripped = t.TriggerTripped(trigger="health", action="countdown", acts_at=after(30.0))
    stage.record([t.TriggerArmed(trigger="health"), tripped], 0.0)
    known = replace(_launch().state, triggers=stage.state.triggers)
    gone = dataclasses.replace(facts(_launch(), 400, engine="stopped"), state=known)
    due = "golive attach starts one, and the rollback that was due at 12:00:30 UTC begins then"
    assert _line(lines(gone), "engine").endswith(due)
    alive = dataclasses.replace(gone, engine="running")
    assert _line(lines(alive), "engine") == "running"


def test_the_watch_says_which_round_and_when() -> None:
    launch = _launch()
    launch.do(GoLive(), after(0))
    launch.tick(after(15 * MINUTE))
    said = lines(facts(launch, 16 * MINUTE))
    assert _line(said, "watch") == (
        "Hour 1-6: round 1 of 24, next due 2026-11-24 12:30:00 UTC; "
        "0 completed, 0 overdue, 0 missed"
    )
    assert "T+00:16:00" in "\n".join(said)


def test_a_watch_that_is_over_says_so() -> None:
    launch = _launch()
    launch.do(GoLive(), after(0))
    launch.live_on(after(0), after(9 * DAY))
    said = lines(facts(launch, 9 * DAY))
    assert _line(said, "watch") == "over; 0 completed, 0 overdue, 48 missed of 48"


def test_a_breach_comes_before_what_is_clear() -> None:
    launch = _launch()
    for slot in range(20):
        launch.look(sample(slot * 30, "ok" if slot % 2 else "fail"))
    said = lines(facts(launch, 20 * 30))
    assert _line(said, "triggers") == "breach: errors"
    assert _line(said, "criteria").startswith("1 not met; Few errors: 47")
    assert _line(said, "criteria").endswith(" %, limit 5.0 %")


@pytest.mark.parametrize("count", [4, 9])
def test_many_probes_are_not_all_named(count: int) -> None:
    names = [f"p{n}" for n in range(count)]
    said = _line(lines(facts(_launch(*names), 1)), "probes")
    shown = ", ".join(names[:4])
    more = "" if count == 4 else " and 5 more"
    assert said == f"0 of {count} ok; unknown: {shown}{more}"


def test_without_probes_triggers_and_criteria_nothing_is_made_up() -> None:
    launch = _launch()
    launch.plan = replace(launch.plan, probes={}, triggers={}, objectives={})
    launch.do(PassItem(item="domain"), after(1))
    said = lines(facts(launch, 2))
    assert _line(said, "probes") == "none"
    assert _line(said, "triggers") == ""
    assert _line(said, "criteria") == ""
    n = sum(not stage.rollback for _, stage, _ in launch.plan.leaves())
    done = "done (0 by machine, 1 on a word)"
    assert _line(said, "items") == f"1 of {n} {done}, {n - 1} open, 0 failed, 0 skipped, 0 stale"


def test_a_word_against_a_check_is_told() -> None:
    launch = Checked()
    launch.verify("domain", "pass")
    assert _line(lines(facts(launch, 5)), "override") == ""
    launch.verify("cdn", "pass", "fail", seconds=5)
    launch.do(PassItem(item="cdn", note="it is known"), after(9))
    said = lines(facts(launch, 10))
    assert _line(said, "override") == "1 item against its check: cdn"
    assert "(1 by machine, 1 on a word)" in _line(said, "items")


def test_foreign_words_are_harmless() -> None:
    launch = _launch()
    assert launch.state.origin is not None
    origin = replace(launch.state.origin, title="\x1b[2J" + "x" * 500, target="\x9b")
    launch.state = replace(launch.state, origin=origin)
    text = "\n".join(lines(facts(launch, 1)))
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert max(map(len, text.splitlines())) < 200


def test_without_an_origin_the_directory_names_it() -> None:
    made = facts(_launch(), 1)
    assert lines(dataclasses.replace(made, state=EMPTY))[0] == "/srv/launches/small-1"


# -- steps, gates, rollback, sign-off --------------------------------------------------------------

ASKED = e.StepRequested(
    step="ship", attempt="ship-1", argv=("x",), directory="/", target="rehearsal"
)


def test_a_step_that_runs_and_one_that_is_lost_are_named() -> None:
    launch = _launch()
    launch.record([ASKED, e.StepStarted(step="ship", attempt="ship-1", pid=7)], after(10))
    assert _line(lines(facts(launch, 70)), "step") == "ship runs, 00:01:00: Ship"
    launch.record([e.StepCancelled(step="ship", attempt="ship-1")], after(71))
    assert "being cancelled" in _line(lines(facts(launch, 72)), "step")
    launch.record([e.StepLost(step="ship", attempt="ship-1", why="a reboot")], after(73))
    assert "ship is UNKNOWN" in _line(lines(facts(launch, 74)), "step")
    assert _line(lines(facts(launch, 74)), "rollback") == ""


def test_a_rollback_is_told_while_it_runs_and_for_ever_after() -> None:
    launch = _launch()
    launch.record([e.RollbackRequested(reason="5 % errors", steps=("undo-it",))], after(10), ANA)
    assert _line(lines(facts(launch, 70)), "rollback") == "RUNNING for 00:01:00, by ana: 5 % errors"
    launch.record([e.RollbackEnded(outcome="failed", step="undo-it", detail="exit 1")], after(80))
    assert _line(lines(facts(launch, 90)), "rollback") == (
        "ROLLBACK FAILED at undo-it, 2026-11-24 12:01:20 UTC: exit 1"
    )
    launch.record([e.RollbackRequested(reason="", steps=("undo-it",))], after(91), ANA)
    launch.record([e.RollbackEnded(outcome="rolled_back")], after(92))
    assert _line(lines(facts(launch, 99)), "rollback").startswith("ROLLED BACK 2026-11-24 12:01:32")


def test_gates_and_their_overrides_are_shown() -> None:
    launch = _launch()
    gate = Gate(id="poll", title="Poll", stations=("backend", "frontend"))
    launch.plan = replace(launch.plan, gates=(gate,))
    launch.do(VoteGate(gate="poll", station="backend", vote="go", name="Bea"), after(1))
    assert _line(lines(facts(launch, 2)), "gate") == "OPEN: Poll: 1 absent, 1 go"
    launch.record([e.GateOverridden(gate="poll", reason="\x1b[2Jlate")], after(3), ANA)
    assert _line(lines(facts(launch, 4)), "OVERRIDE") == "Poll: ana goes on against it: ␛[2Jlate"


def test_the_sign_off_is_told() -> None:
    launch = _launch()
    assert _line(lines(facts(launch, 1)), "signed") == ""
    launch.record([e.SignoffRecorded(approved=False, name="Ana")], after(5), ANA)
    assert _line(lines(facts(launch, 6)), "signed").startswith("NOT approved by Ana, 2026")
    launch.record([e.SignoffRecorded(approved=True, name="Ana")], after(7), ANA)
    assert _line(lines(facts(launch, 8)), "signed").startswith("signed off by Ana, 2026")
