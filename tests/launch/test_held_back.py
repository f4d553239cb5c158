"""What a step that never ran waits for: as `check_run` judges it, in every case."""

import pytest
from msgspec.structs import replace

from golive_tui.checklist import model as m
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.held_back import closed_gate, held_back, word_of
from golive_tui.launch.trigger_state import TriggerState
from tests.launch.stepping import BUILD, DEPLOY, Stepped, begun, checklist, may_run
from tests.launch.world import after

GATE = m.Gate(id="poll", title="Poll", stations=("Lead",), before="work")


def stands(launch: Stepped, step: str) -> tuple[str, str]:
    """Word and reason, which must be those of the engine's own refusal."""
    item = launch.plan.item(step)
    assert item is not None
    why = held_back(launch.plan, launch.state, item, after(90))
    assert (why == "") == may_run(launch, step), why
    return word_of(launch.state, item, why), why


def late(**changes: object) -> m.Item:
    step = replace(m.Step(run=("./it",)), **changes)
    return m.Item(id="late", title="Late", step=step)


def test_a_closed_gate_holds_it_until_it_is_passed() -> None:
    launch = begun(checklist(gates=(GATE,)))
    assert stands(launch, "deploy") == ("waits", "gate Poll OPEN")
    assert stands(launch, "back") == ("ready", "")
    for word, said in (("no-go", ("waits", "gate Poll NO-GO")), ("go", ("ready", ""))):
        launch.do(
            c.VoteGate(gate="poll", station="Lead", vote=word, name="Ana", reason="so"),  # type: ignore[arg-type] # one of a vote's words
            after(3),
        )
        assert stands(launch, "deploy") == said
    assert closed_gate(launch.plan, launch.state, DEPLOY, after(90)) is None


def test_what_it_needs_holds_it_also_when_that_is_gone_from_the_checklist() -> None:
    launch = begun(checklist(works=(BUILD, late(needs=("look", "build", "gone")))))
    assert stands(launch, "late") == ("waits", "needs look, build, gone")
    launch = begun(checklist(works=(BUILD, late(needs=("look", "build", "poll"))), gates=(GATE,)))
    launch.do(c.SkipItem(item="look", reason="seen before"), after(1))
    launch.do(c.VoteGate(gate="poll", station="Lead", vote="go", name="Ana"), after(2))
    assert stands(launch, "late") == ("waits", "needs build")
    launch.ran("build", 3)
    assert stands(launch, "late") == ("ready", "")


def test_a_group_of_which_one_runs_and_a_rollback_hold_it() -> None:
    other = m.Item(id="other", title="Other", step=m.Step(run=("./it",), exclusive="db"))
    launch = begun(checklist(works=(other, late(exclusive="db"))))
    attempt = launch.ask("other", 1)
    assert stands(launch, "late") == ("waits", "other is running")
    launch.started("other", attempt, 2)
    launch.ended("other", attempt, 3)
    assert stands(launch, "late") == ("ready", "")
    asked = e.RollbackRequested(reason="it burns", steps=("stop", "back"))
    launch.record([asked], after(5))
    assert stands(launch, "late") == ("waits", "a rollback is running")
    assert stands(launch, "stop") == ("ready", "")


def test_a_blind_trigger_holds_what_is_no_step_of_the_rollback() -> None:
    launch = begun()
    rule = m.Measure(measure="error_rate", of=(), window=60.0, above=0.1)
    launch.plan = replace(
        launch.plan, triggers={"eyes": m.Trigger(id="eyes", title="Eyes", measure=rule)}
    )
    blind = TriggerState(status="pending", blind_since=after(2))
    launch.state = replace(launch.state, triggers={"eyes": blind})
    assert stands(launch, "deploy") == ("waits", "blind: eyes")
    assert stands(launch, "back") == ("ready", "")


@pytest.mark.parametrize("word", ["passed", "skipped"])
def test_one_that_a_person_answered_for_waits_for_nothing(word: str) -> None:
    launch = begun(checklist(gates=(GATE,)))
    known = launch.state.item("deploy")
    record = replace(known.record, status=word)
    items = {**launch.state.items, "deploy": replace(known, record=record)}
    launch.state = replace(launch.state, items=items)
    why = held_back(launch.plan, launch.state, DEPLOY, after(90))
    assert word_of(launch.state, DEPLOY, why) == word
    assert why == ""


def test_what_ran_or_has_no_command_is_not_held_back() -> None:
    launch = begun(checklist(works=(BUILD, DEPLOY)))
    launch.ran("build", 1, "failed")
    launch.plan = replace(launch.plan, gates=(GATE,))
    assert held_back(launch.plan, launch.state, BUILD, after(90)) == ""
    look = launch.plan.item("look")
    assert look is not None
    assert held_back(launch.plan, launch.state, look, after(90)) == ""
