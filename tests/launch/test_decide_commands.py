"""The commands of which another module knows the meaning: each comes to it, and back as facts."""

from typing import get_args

import pytest
from msgspec.structs import replace

from golive_tui.checklist import model as m
from golive_tui.errors import NotFound, Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.check_facts import CheckCancelled, CheckRequested
from golive_tui.launch.decide import decide
from golive_tui.launch.fault_facts import RehearsalFaulted, RehearsalMended
from golive_tui.launch.trigger_commands import (
    AcknowledgeTrigger,
    DisarmTrigger,
    HoldTrigger,
    OverrideTrigger,
    ResetTrigger,
)
from tests.launch.checking import Checked
from tests.launch.stepping import BUILD, LOOK, Stepped, begun, checklist
from tests.launch.test_trigger_verbs import staged
from tests.launch.world import ANA, LEE, after

GATE = m.Gate(id="poll", title="Poll", stations=("Lead",), before="work")


def facts(launch: Stepped | Checked, command: c.Command, by: e.By = ANA) -> list[e.Fact]:
    return [event.fact for event in launch.do(command, after(50), by)]


def test_an_item_is_begun_and_reopened() -> None:
    launch = begun()
    assert facts(launch, c.StartItem(item="look", note="I do")) == [
        e.ItemStarted(item="look", note="I do")
    ]
    launch.do(c.PassItem(item="look"), after(51))
    assert facts(launch, c.ReopenItem(item="look", note="seen wrongly")) == [
        e.ItemReopened(item="look", note="seen wrongly")
    ]


def test_checks_are_asked_for_and_called_off() -> None:
    launch = Checked()
    assert facts(launch, c.VerifyItems(items=("domain",))) == [
        CheckRequested(item="domain", check="domain-3")
    ]
    assert facts(launch, c.CancelChecks(reason="too early")) == [
        CheckCancelled(item="domain", check="domain-3", reason="too early")
    ]


def test_a_run_is_cancelled_and_what_does_not_run_cannot_be() -> None:
    launch = begun()
    with pytest.raises(Refused, match="`build` is not running"):
        launch.do(c.CancelStep(step="build"), after(0))
    attempt = launch.ask("build", 1)
    assert facts(launch, c.CancelStep(step="build", reason="the wrong one")) == [
        e.StepCancelled(step="build", attempt=attempt, reason="the wrong one")
    ]


@pytest.mark.parametrize(
    ("reason", "why"), [("", "ana cancelled it"), ("enough", "ana cancelled it: enough")]
)
def test_between_a_failure_and_its_retry_a_cancel_ends_the_retries(reason: str, why: str) -> None:
    assert BUILD.step is not None
    launch = begun(checklist(works=(replace(BUILD, step=replace(BUILD.step, retries=2)),)))
    asked = e.StepRequested(
        step="build", attempt="build-1", argv=("make",), directory="/srv", target="t", retries=2
    )
    launch.record([asked], after(1))
    launch.started("build", "build-1", 2)
    launch.ended("build", "build-1", 3, "failed")
    given_up, failed = facts(launch, c.CancelStep(step="build", reason=reason))
    assert given_up == e.StepGivenUp(step="build", attempt="build-1", why=why)
    assert isinstance(failed, e.ItemFailed)


def test_what_nobody_could_tell_of_is_settled_and_what_is_known_cannot_be() -> None:
    launch = begun()
    settle = c.SettleStep(step="build", outcome="succeeded", reason="the image is there")
    with pytest.raises(Refused, match="what became of `build` is known: ready"):
        launch.do(settle, after(0))
    attempt = launch.lost("build", 1)
    with pytest.raises(Refused, match="say how you know"):
        launch.do(replace(settle, reason=" "), after(5))
    assert facts(launch, settle)[0] == e.StepSettled(
        step="build", attempt=attempt, outcome="succeeded", reason="the image is there"
    )


def test_a_gate_is_voted_on_gone_against_and_answered_for() -> None:
    launch = begun(checklist(gates=(GATE,)))
    vote = c.VoteGate(gate="poll", station="Lead", vote="no-go", name="Ana", reason="not yet")
    (polled,) = facts(launch, vote)
    assert isinstance(polled, e.GatePolled)
    assert facts(launch, c.OverrideGate(gate="poll", reason="we must")) == [
        e.GateOverridden(gate="poll", reason="we must")
    ]
    assert facts(launch, c.ResolveGate(gate="poll", note="it went well")) == [
        e.GateResolved(gate="poll", note="it went well")
    ]


def test_a_rollback_is_asked_for() -> None:
    assert facts(begun(), c.RollBack(typed="ROLLBACK", reason="errors")) == [
        e.RollbackRequested(reason="errors", steps=("stop", "back"))
    ]


@pytest.mark.parametrize(
    "command",
    [
        AcknowledgeTrigger(trigger="gone"),
        HoldTrigger(trigger="gone", reason="r"),
        OverrideTrigger(trigger="gone", reason="r"),
        DisarmTrigger(trigger="gone", reason="r"),
        ResetTrigger(trigger="gone"),
    ],
)
def test_every_verb_of_a_trigger_is_answered_as_one(command: c.Command) -> None:
    stage = staged()
    with pytest.raises(NotFound, match="no trigger `gone`"):
        decide(stage.plan, stage.state, command, ANA, after(0))
    disarm = DisarmTrigger(trigger="health", reason="noise", seconds=60.0)
    assert decide(stage.plan, stage.state, disarm, ANA, after(0)) == [
        t.TriggerDisarmed(trigger="health", reason="noise", until=after(60))
    ]


def test_a_rehearsal_is_made_to_suffer_and_mended() -> None:
    launch = begun()
    (made,) = facts(launch, c.FaultRehearsal(fault="errors"))
    assert isinstance(made, RehearsalFaulted)
    assert facts(launch, c.MendRehearsal()) == [RehearsalMended()]


def test_an_item_of_four_eyes_is_vouched_for_and_then_passed_by_another() -> None:
    launch = begun(checklist(works=(replace(LOOK, id="two", four_eyes=True),)))
    (first,) = facts(launch, c.PassItem(item="two", note="right"), ANA)
    assert first == e.ItemVouched(item="two", note="right")
    (second,) = facts(launch, c.PassItem(item="two"), LEE)
    assert isinstance(second, e.ItemPassed)
    with pytest.raises(Refused, match="`two` is passed"):
        launch.do(c.PassItem(item="two"), after(60), LEE)


def test_these_are_all_that_can_be_asked() -> None:
    assert len(get_args(c.Command)) == 28
