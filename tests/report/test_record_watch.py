from dataclasses import replace

from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.report.record_watch import contacts, interruptions, probes, rounds
from tests.launch.world import MINUTE, after, sample
from tests.report.records import launch, lived, record, texts
from tests.report.test_past import gathered


def test_rounds_say_whether_they_were_done_and_by_whom() -> None:
    found = launch()
    found.do(c.OverrideGate(gate="poll", reason="late"), after(0))
    found.do(c.GoLive(), after(0))
    found.tick(after(15 * MINUTE))
    found.do(c.AnswerRound(item="endpoints", status="failed", note="503s"), after(15 * MINUTE + 1))
    found.do(c.CompleteRound(rest="passed", note="watching"), after(15 * MINUTE + 2))
    found.live_on(after(15 * MINUTE + 3), after(46 * MINUTE))
    said = texts(list(rounds(record(found, 46 * MINUTE).facts)))
    assert "1 of 48 rounds completed, 1 missed (0 of them while no engine ran), 45 not due" in said
    assert "round 1 of 24, Hour 1-6 | 2026-11-24 12:15:00 UTC | completed" in said
    assert "by ana" in said
    assert "Verify all endpoints responding: failed, ana: 503s" in said
    assert "round 2 of 24, Hour 1-6 | 2026-11-24 12:30:00 UTC | missed" in said


def test_rounds_that_nobody_could_hear_are_told_apart() -> None:
    found = lived()
    missed = e.RoundMissed(
        round="hour-1-6/9", phase="hour-1-6", number=9, due_at=after(9000), unattended=True
    )
    found.record([missed], after(9900))
    said = texts(list(rounds(record(found, 9900).facts)))
    assert "1 of them while no engine ran" in said
    assert "missed, unattended" in said


def test_a_probe_has_its_figures_and_plots() -> None:
    seen = [sample(n * 30, "ok", 0.01) for n in range(19)] + [sample(570, "fail")]
    made = record(lived(), past={"api": gathered(seen, until=600)})
    said = texts(list(probes(made.facts, made.past)))
    assert "API | silent | 20 | 1 (5.00 %) | 10 ms | 10 ms | 10 ms | 95.00 %" in said
    assert "100.0 %" in said
    broken = [sample(n * 30, "fail") for n in range(20)]
    made = record(lived(), past={"api": gathered(broken, until=600)})
    assert "a failure | a failure | unknown | 0.00 %" in texts(list(probes(made.facts, made.past)))


def test_without_samples_that_is_told() -> None:
    made = record(lived(), past={})
    assert "samples are not here" in texts(list(probes(made.facts, made.past)))


def test_the_time_in_which_nobody_looked_is_told() -> None:
    found = lived()
    found.record([e.ClockStepped(cause="suspend", seconds=90.0)], after(2900))
    found.record([e.ClockStepped(cause="wall", seconds=-3.0)], after(2901))
    made = record(found)
    said = texts(list(interruptions(made.facts, made.events)))
    assert "2026-11-24 12:16:40 UTC | 2026-11-24 12:21:40 UTC | 5:00 | the engine died" in said
    assert "a notice" in said
    assert "1:30 | this host slept" in said
    assert "3.0 s | the clock was set back" in said


def test_a_launch_without_an_engine_is_unattended_now() -> None:
    found = launch()
    made = record(found, 10)
    assert "None: one engine" in texts(list(interruptions(made.facts, made.events)))
    gone = replace(made.facts, engine="stopped")
    assert "nobody looks after the launch now" in texts(list(interruptions(gone, made.events)))
    found.record([e.EngineStopped(reason="done")], after(20))
    stopped = replace(record(found, 80).facts, engine="stopped")
    said = texts(list(interruptions(stopped, found.events)))
    assert (
        "2026-11-24 12:00:20 UTC | 2026-11-24 12:01:20 UTC | 1:00 | the engine was stopped" in said
    )


def test_a_contact_that_is_not_filled_in_says_so() -> None:
    said = texts(list(contacts(record(launch(), 1).facts)))
    assert said.splitlines()[1:] == ["Team | Lead | ana", "Team | DevOps | not filled in"]
