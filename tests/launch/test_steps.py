import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golive_tui.checklist import model as m
from golive_tui.errors import NotFound, Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch import steps
from golive_tui.launch.state import ATTEMPTS_KEPT, EMPTY
from tests.launch.stepping import BUILD, DEPLOY, Stepped, begun, checklist, may_run
from tests.launch.world import after


def refusal(launch: Stepped, command: c.RunStep, seconds: float = 90.0) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        steps.check_run(launch.plan, launch.state, command, after(seconds))
    return caught.value.message, caught.value.hint


def stepped(*items: m.Item) -> Stepped:
    return begun(checklist(works=items))


def step(name: str, **changes: object) -> m.Item:
    return m.Item(id=name, title=name, step=replace(m.Step(run=("./it",)), **changes))


# -- what may run ---------------------------------------------------------------------------------


def test_a_step_that_never_ran_may_run() -> None:
    launch = begun()
    found = steps.check_run(launch.plan, launch.state, c.RunStep(step="deploy"), after(1))
    assert found == (DEPLOY, DEPLOY.step)


def test_only_a_step_can_run() -> None:
    launch = begun()
    with pytest.raises(NotFound, match="no step `none`"):
        steps.check_run(launch.plan, launch.state, c.RunStep(step="none"), after(1))
    assert refusal(launch, c.RunStep(step="look"))[0] == "`look` has no command"


def test_what_runs_cannot_be_run_and_the_refusal_names_the_attempt() -> None:
    launch = begun()
    launch.ask("build", 1)
    told = "`build` is running (attempt build-1)"
    assert refusal(launch, c.RunStep(step="build", again=True))[0] == told
    launch.started("build", "build-1", 2)
    assert refusal(launch, c.RunStep(step="build", again=True))[0] == told


@pytest.mark.parametrize("outcome", ["succeeded", "failed", "timed_out", "cancelled"])
@pytest.mark.parametrize(
    ("name", "unasked", "asked"),
    [("build", True, True), ("deploy", False, True), ("migrate", False, False)],
    ids=["safe", "ask", "never"],
)
def test_what_has_run_may_run_again_as_its_rerun_says(
    outcome: e.StepOutcome, name: str, unasked: bool, asked: bool
) -> None:
    launch = begun()
    launch.ran(name, 1, outcome)
    assert may_run(launch, name) is unasked
    assert may_run(launch, name, again=True) is asked


@pytest.mark.parametrize(
    ("name", "asked"),
    [("build", True), ("deploy", True), ("migrate", False)],
    ids=["safe", "ask", "never"],
)
def test_what_nobody_can_tell_of_never_runs_again_unasked(name: str, asked: bool) -> None:
    launch = begun()
    launch.lost(name, 1)
    assert not may_run(launch, name)
    assert may_run(launch, name, again=True) is asked


def test_the_refusals_of_a_rerun_say_what_became_of_the_last_run() -> None:
    launch = begun()
    for name in ("deploy", "migrate"):
        launch.ran(name, 1, "failed")
    launch.lost("build", 4)
    assert refusal(launch, c.RunStep(step="deploy")) == (
        "`deploy` has run before: failed",
        "say that it shall run again: golive step run deploy --again",
    )
    assert refusal(launch, c.RunStep(step="migrate")) == (
        '`migrate` may not run again (rerun = "never"), and has run: failed',
        "do by hand what is left to do, and answer for it",
    )
    assert refusal(launch, c.RunStep(step="build"))[0] == (
        "nobody knows what became of the last attempt of `build`"
    )


@pytest.mark.parametrize("name", ["build", "deploy", "migrate"])
def test_an_attempt_that_was_never_started_is_no_run(name: str) -> None:
    launch = begun()
    launch.ended(name, launch.ask(name, 1), 2, "not_started")
    assert launch.state.step(name).status == "ready"
    assert may_run(launch, name)


def test_an_attempt_that_was_never_started_does_not_hide_the_run_before_it() -> None:
    launch = begun()
    launch.lost("deploy", 1)
    launch.ended("deploy", launch.ask("deploy", 5, again=True), 6, "not_started")
    assert launch.state.step("deploy").status == "unknown"
    assert not may_run(launch, "deploy")


def test_the_last_run_is_known_however_often_it_was_verified_since() -> None:
    launch = begun()
    lost = launch.lost("build", 1)
    for number in range(2 * ATTEMPTS_KEPT):
        attempt = launch.ask("build", 10 + number, purpose="verify")
        launch.ended("build", attempt, 10 + number, "timed_out")
    known = launch.state.step("build")
    assert known.status == "unknown"
    assert known.attempts[0].id == lost
    assert len(known.attempts) == ATTEMPTS_KEPT + 1
    assert not may_run(launch, "build")


def test_what_is_needed_must_be_done_first() -> None:
    late = step("late", needs=("look", "build"))
    launch = stepped(BUILD, late)
    assert refusal(launch, c.RunStep(step="late"))[0] == "it needs what is not done: look, build"
    launch.do(c.SkipItem(item="look", reason="seen before"), after(1))
    assert refusal(launch, c.RunStep(step="late"))[0] == "it needs what is not done: build"
    launch.ran("build", 2, "failed")
    assert not may_run(launch, "late")
    launch.ran("build", 6)
    assert may_run(launch, "late")


def test_a_group_that_is_needed_must_be_done_as_a_whole() -> None:
    parts = (m.Item(id="one", title="1"), m.Item(id="two", title="2"))
    launch = stepped(m.Item(id="both", title="Both", items=parts), step("late", needs=("both",)))
    launch.do(c.PassItem(item="one"), after(1))
    assert not may_run(launch, "late")
    launch.do(c.PassItem(item="two"), after(2))
    assert may_run(launch, "late")


def test_what_is_needed_and_is_gone_from_the_checklist_is_not_done() -> None:
    launch = stepped(step("late", needs=("gone",)))
    assert refusal(launch, c.RunStep(step="late"))[0] == "it needs what is not done: gone"


def vote(launch: Stepped, gate: str, word: e.Vote = "go") -> None:
    launch.do(c.VoteGate(gate=gate, station="Lead", vote=word, name="Ana", reason="so"), after(3))


@pytest.mark.parametrize(
    ("gate", "needs"),
    [
        (m.Gate(id="poll", title="Poll", stations=("Lead",), before="work"), ()),
        (m.Gate(id="poll", title="Poll", stations=("Lead",), before="after"), ("poll",)),
        (m.Gate(id="poll", title="Poll", stations=("Lead",)), ("poll",)),
    ],
    ids=["before its stage", "needed", "needed, before going live"],
)
def test_a_gate_before_a_step_must_be_open(gate: m.Gate, needs: tuple[str, ...]) -> None:
    launch = begun(checklist(works=(step("late", needs=needs),), gates=(gate,)))
    assert refusal(launch, c.RunStep(step="late"))[0] == "Poll says OPEN: Lead absent"
    vote(launch, "poll", "no-go")
    assert refusal(launch, c.RunStep(step="late"))[0] == "Poll says NO-GO: Lead no-go"
    vote(launch, "poll")
    assert may_run(launch, "late")


def test_a_gate_before_another_stage_does_not_hold_a_step() -> None:
    gate = m.Gate(id="poll", title="Poll", stations=("Lead",), before="after")
    assert may_run(begun(checklist(gates=(gate,))), "deploy")


def test_of_an_exclusive_group_one_runs_at_a_time() -> None:
    launch = stepped(
        step("one", exclusive="db"),
        step("two", exclusive="db"),
        step("else", exclusive="web"),
        BUILD,
    )
    launch.ask("build", 1)
    launch.ask("else", 1)
    attempt = launch.ask("one", 1)
    assert refusal(launch, c.RunStep(step="two"))[0] == ("`one` of the same group (db) is running")
    launch.ended("one", attempt, 4)
    assert may_run(launch, "two")


def test_the_group_of_a_step_that_is_gone_holds_nobody() -> None:
    launch = stepped(step("one", exclusive="db"), step("two", exclusive="db"))
    launch.ask("one", 1)
    launch.plan = checklist(works=(step("two", exclusive="db"),))
    assert may_run(launch, "two")


def test_type_target_wants_the_name_of_the_target() -> None:
    launch = stepped(step("careful", confirm="type-target"))
    for typed in ("", "production", "REHEARSAL"):
        assert refusal(launch, c.RunStep(step="careful", typed=typed)) == (
            "`careful` runs on rehearsal: type that name to run it",
            "golive step run careful --confirm rehearsal",
        )
    launch.ask("careful", 1, typed="rehearsal")


def test_without_a_launch_there_is_no_target_to_type() -> None:
    plan_ = checklist(works=(step("careful", confirm="type-target"),))
    assert steps.check_run(plan_, EMPTY, c.RunStep(step="careful"), after(1))


# -- the request ----------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", [True, False])
def test_a_request_says_all_that_will_run(shell: bool) -> None:
    launch = begun()
    wanted = steps.Plan(
        argv=("./it", "--now"),
        directory="/srv",
        target="rehearsal",
        shell=shell,
        env={"TOKEN": "***"},
        rehearsed=True,
    )
    assert steps.requested(launch.state, "deploy", wanted, purpose="verify", reason="why") == (
        e.StepRequested(
            step="deploy",
            attempt="deploy-1",
            argv=("./it", "--now"),
            directory="/srv",
            target="rehearsal",
            shell=shell,
            env={"TOKEN": "***"},
            purpose="verify",
            rehearsed=True,
            reason="why",
        )
    )


@given(st.lists(st.sampled_from(["run", "verify", "never started", "lost"]), max_size=25))
def test_an_attempts_id_is_never_used_again(what: list[str]) -> None:
    """Also when the attempt is not kept in the state any more."""
    launch = begun()
    used = []
    for number, each in enumerate(what):
        purpose: steps.Purpose = "verify" if each == "verify" else "run"
        attempt = launch.ask("build", number * 10, again=True, purpose=purpose)
        used.append(attempt)
        if each == "lost":
            fact = e.StepLost(step="build", attempt=attempt, why="?")
            launch.record([fact], after(number * 10 + 2))
        else:
            launch.ended("build", attempt, number * 10 + 2, "not_started")
    assert used == [f"build-{number}" for number in range(1, len(what) + 1)]


def test_ids_of_two_steps_cannot_meet() -> None:
    launch = stepped(step("web"), step("web-1"))
    for _ in range(12):
        launch.ended("web", launch.ask("web", 1, again=True), 2, "not_started")
    launch.ask("web-1", 3)
    ids = {each.id for known in launch.state.steps.values() for each in known.attempts}
    assert len(ids) == 11


def test_while_a_rollback_runs_nothing_else_is_begun() -> None:
    launch = begun()
    launch.do(c.RollBack(typed="ROLLBACK"), after(1))
    assert refusal(launch, c.RunStep(step="build")) == (
        "a rollback is running, and `build` is none of its steps",
        "wait for its end",
    )
    assert may_run(launch, "stop")


# -- what the rollback will meet ------------------------------------------------------------------


def refused_undo(launch: Stepped, name: str, *before: str) -> str:
    item, _ = steps.step_of(launch.plan, name)
    try:
        steps.check_undo(launch.plan, launch.state, item, before)
    except Refused as error:
        return error.message
    return ""


def test_a_step_of_the_rollback_that_needs_what_is_not_done_will_be_refused() -> None:
    launch = stepped(step("ship"), step("undo", needs=("ship",)))
    assert refused_undo(launch, "undo") == "it needs what is not done: ship"
    assert refused_undo(launch, "undo", "ship") == "", "the rollback will have done it by then"
    launch.ran("ship", 1)
    assert refused_undo(launch, "undo") == ""


@pytest.mark.parametrize(("rerun", "may"), [("safe", True), ("ask", True), ("never", False)])
def test_a_step_of_the_rollback_that_may_never_run_again_will_be_refused(
    rerun: str, may: bool
) -> None:
    launch = stepped(step("undo", rerun=rerun))
    assert refused_undo(launch, "undo") == ""
    launch.ran("undo", 1)
    assert (refused_undo(launch, "undo") == "") is may
