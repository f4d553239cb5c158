from golive_tui.checklist import model as m
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.readiness import gone_through, readiness
from tests.launch.stepping import Stepped, begun
from tests.launch.world import after

STEPS = ("stop", "back")


def looked(launch: Stepped | None = None, **wanting: str) -> Stepped:
    """A launch whose rollback an engine has looked at."""
    launch = launch or begun()
    launch.record([e.RollbackChecked(steps=STEPS, wanting=wanting)], after(5))
    return launch


def light(launch: Stepped, *, attended: bool = True) -> tuple[str, tuple[str, ...]]:
    found = readiness(launch.plan, launch.state, attended=attended)
    return found.word, found.reasons


def test_nobody_knows_before_the_engine_has_looked() -> None:
    assert light(begun()) == ("unknown", ("the engine has not looked yet",))


def test_it_is_ready_when_every_step_can_be_started() -> None:
    launch = looked()
    found = readiness(launch.plan, launch.state)
    assert (found.word, found.reasons, found.steps) == ("ready", (), 2)
    assert (found.looked_at, found.gone_through_at, found.took) == (after(5), None, None)


def test_what_is_wanting_is_said_in_the_rollbacks_order() -> None:
    launch = looked(back="`back`: there is no program undo", stop="`stop`: no directory")
    word, reasons = light(launch)
    assert word == "not ready"
    assert reasons == ("`stop`: no directory", "`back`: there is no program undo")
    looked(launch)
    assert light(launch)[0] == "ready"


def test_without_an_engine_nobody_knows() -> None:
    word, reasons = light(looked(), attended=False)
    assert (word, reasons) == ("unknown", ("no engine runs: nobody looks",))


def test_what_an_engine_before_this_one_found_counts_no_more() -> None:
    launch = looked()
    launch.epoch += 1
    launch.record([e.EngineStarted(pid=2, boot_id="b", version="1")], after(9))
    assert light(launch) == ("unknown", ("the engine has not looked yet",))


def test_steps_that_it_did_not_look_at_are_not_known() -> None:
    launch = begun()
    launch.record([e.RollbackChecked(steps=("stop",))], after(5))
    assert light(launch)[0] == "unknown"


def test_a_checklist_without_a_rollback_is_not_ready() -> None:
    plan = begun().plan
    bare = m.Checklist(
        title="Bare", targets=plan.targets, probes={}, objectives={}, triggers={}, stages=()
    )
    found = readiness(bare, begun().state)
    assert (found.word, found.steps) == ("not ready", 0)


def test_gone_through_once_it_says_when_and_how_long_it_took() -> None:
    launch = looked()
    launch.ran("stop", 10, again=True)
    found = readiness(launch.plan, launch.state)
    assert (found.gone_through_at, found.took) == (None, None)
    launch.ran("back", 20, again=True)
    found = readiness(launch.plan, launch.state)
    runs = [launch.state.step(step).last_run for step in STEPS]
    assert found.gone_through_at == max(each.ended_at for each in runs if each and each.ended_at)
    assert found.took == sum(each.seconds for each in runs if each)
    assert found.word == "ready"


def test_a_step_that_failed_when_it_last_ran_speaks_against_it() -> None:
    launch = looked()
    launch.ran("stop", 10, "timed_out", again=True)
    assert light(launch) == ("not ready", ("`stop` ran out of time when it last ran",))
    launch.ran("stop", 20, again=True)
    assert light(launch)[0] == "ready"


def test_a_rollback_that_runs_leaves_the_light_alone() -> None:
    launch = looked()
    launch.do(c.RollBack(typed="ROLLBACK", reason="errors"), after(30))
    launch.ask("stop", 31)
    assert light(launch)[0] == "ready"


def test_what_another_launch_went_through_is_told_until_this_one_has() -> None:
    launch = begun()
    other = e.GoneThrough(launch="small-1120", at=after(-86400), took=240.0, rehearsed=True)
    launch.record([e.RollbackChecked(steps=STEPS, elsewhere=other)], after(5))
    found = readiness(launch.plan, launch.state)
    assert (found.gone_through_at, found.took, found.rehearsed, found.launch) == (
        after(-86400), 240.0, True, "small-1120",
    )  # fmt: skip
    assert gone_through(launch.plan, launch.state) is None
    launch.ran("stop", 10, again=True)
    launch.ran("back", 20, again=True)
    found = readiness(launch.plan, launch.state)
    assert (found.took, found.rehearsed, found.launch) == (4.0, False, "")
    assert found.gone_through_at == after(22)
