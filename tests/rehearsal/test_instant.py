from dataclasses import replace

from golive_tui.launch import events as e
from golive_tui.rehearsal.expect import Run, evaluate
from golive_tui.rehearsal.instant import play_instant
from golive_tui.rehearsal.scenario import Scenario
from golive_tui.rehearsal.scenario_file import load, shipped
from tests.rehearsal.scenarios import HEAD, NEVER, flowmind, scenario
from tests.rules.project import ROOT


def played(made: Scenario) -> Run:
    return play_instant(made, flowmind(), "rehearsal", lambda _event, _seconds: None)


def failures(made: Scenario) -> list[str]:
    return [f"{each.expected}: {each.seen}" for each in evaluate(made, played(made)) if not each.ok]


def test_a_trigger_trips_in_its_window_and_the_rollback_runs_once() -> None:
    made = scenario(
        """
[[fault]]
fault = "status"
name = "down"
at = "12m"

[[act]]
do = "roll back"
after = "trigger.tripped"
at = "20s"

[[expect]]
trigger = "health-failures"
state = "tripped"
between = ["85s", "2m10s"]
after = "down"

[[expect]]
rollback = 1
state = "rolled_back"

[[expect]]
verdict = "no-go"
"""
    )
    assert failures(made) == []


def test_the_scenario_of_the_page_leads_to_a_trip_and_a_rollback() -> None:
    """Its bounds are for the engine at its speed; what it counts from must come here too."""
    page = (ROOT / "docs" / "rehearse.md").read_text(encoding="utf-8")
    (text,) = [each for each in page.split("```") if each.startswith("toml\ntitle")]
    made = scenario(text.removeprefix("toml\n"), head="")
    kinds = [event.fact.kind for event in played(made).events]
    wanted = ["trigger.armed", "rehearsal.faulted", "trigger.tripped", "rollback.requested"]
    assert [kind for kind in dict.fromkeys(kinds) if kind in wanted] == wanted


def test_an_engine_that_is_killed_trips_later_and_a_clock_that_steps_does_not() -> None:
    text = """
[[fault]]
fault = "errors"
ratio = "50%"
at = "12m"
{more}
[[expect]]
trigger = "error-rate"
state = "tripped"
between = ["{low}", "{high}"]
after = "errors"
"""
    killed = '[[fault]]\nfault = "engine-killed"\nafter = "errors"\nat = "2m"\nfor = "2m"\n'
    clock = '[[fault]]\nfault = "clock"\nby = "-1h"\nafter = "errors"\nat = "2m"\n'
    head = HEAD.replace("20m", "25m")
    for more, low, high in (("", "5m", "6m"), (clock, "5m", "6m"), (killed, "8m", "10m")):
        made = scenario(text.format(more=more, low=low, high=high), head=head)
        assert failures(made) == []


def test_a_host_that_is_cut_off_rolls_nothing_back() -> None:
    cut = '[[fault]]\nfault = "cut-off"\nat = "12m"\n[[expect]]\nevent = "trigger.blind"\n'
    assert failures(scenario(cut + NEVER)) == []


def test_a_quiet_watch_trips_nothing_and_misses_nothing() -> None:
    """The first 7 of the 169 hours of `quiet-week`, every trigger armed: 37,000 looks in 2 s."""
    week = load(shipped()["quiet-week"], flowmind())
    run = played(replace(week, until=7.1 * 3600))
    kinds = [event.fact.kind for event in run.events]
    assert run.problems == []
    assert run.verdict == "go"
    assert kinds.count("trigger.armed") == 4
    assert kinds.count("round.completed") == kinds.count("round.due") == 25
    assert not {"trigger.tripped", "trigger.blind", "round.missed", "probe.silent"} & {*kinds}
    assert len(kinds) < 250, "what goes well leaves few events"


def test_a_failing_expectation_is_told_with_what_came_instead() -> None:
    made = scenario('[[expect]]\ntrigger = "error-rate"\nstate = "tripped"\n')
    assert failures(made) == ["trigger error-rate is tripped: never"]


def test_an_act_that_is_refused_and_a_moment_that_never_comes_are_told() -> None:
    made = scenario(
        """
[[act]]
do = "hold"
trigger = "error-rate"
at = "1m"

[[act]]
do = "go live"
at = "2m"
refused = "already live"

[[act]]
do = "roll back"
after = "trigger.tripped"
at = "1s"
"""
        + NEVER
    )
    told = failures(made)
    assert len(told) == 2
    assert "`hold` was refused" in told[0]
    assert "nothing to count `trigger.tripped` from came" in told[1]


def test_the_same_scenario_gives_the_same_events() -> None:
    made = scenario('[[fault]]\nfault = "errors"\nratio = "8%"\nat = "2m"\n' + NEVER)
    assert played(made).events == played(made).events


def test_a_step_is_rehearsed_as_its_plan_has_it() -> None:
    made = scenario('[[act]]\ndo = "run step"\nstep = "immediate-rollback"\nat = "1m"\n' + NEVER)
    facts = [event.fact for event in played(made).events]
    assert any(isinstance(each, e.StepEnded) and each.outcome == "succeeded" for each in facts)
