"""The part of the fold that follows gates, the rollback and the sign-off."""

from typing import assert_never

from msgspec.structs import replace

from golive_tui.launch import events as e
from golive_tui.launch.fold_triggers import rolled_back, rolling_back
from golive_tui.launch.rollback_state import RollbackCheck, RollbackState
from golive_tui.launch.state import (
    LaunchState,
    SignoffState,
    VoteState,
)

GateFact = e.GatePolled | e.GatePassed | e.GateOverridden | e.GateResolved
EndFact = e.RollbackRequested | e.RollbackEnded | e.RollbackChecked | e.SignoffRecorded


def fold_gate(state: LaunchState, event: e.Event, fact: GateFact) -> LaunchState:
    """The state with the gate as the fact leaves it."""
    gate = state.gate(fact.gate)
    match fact:
        case e.GatePolled():
            vote = VoteState(
                vote=fact.vote,
                name=fact.name,
                by=event.by.user,
                at=event.at,
                basis=fact.basis,
                expires_at=fact.expires_at,
                reason=fact.reason,
                voter=event.by,
                identity=fact.identity,
            )
            after = replace(gate, votes={**gate.votes, fact.station: vote})
            if fact.vote == "no-go":
                after = replace(after, passed_at=None, passed_votes={})
        case e.GatePassed(votes=votes):
            after = replace(gate, passed_at=event.at, passed_votes=votes)
        case e.GateOverridden(reason=reason):
            after = replace(
                gate, overridden_by=event.by.user, overridden_at=event.at, reason=reason
            )
        case e.GateResolved():
            after = replace(gate, overridden_by="", overridden_at=None, reason="")
        case _:
            assert_never(fact)
    return replace(state, gates={**state.gates, fact.gate: after})


def fold_end(state: LaunchState, event: e.Event, fact: EndFact) -> LaunchState:
    """The state after a rollback began or ended, or the launch was signed off."""
    match fact:
        case e.RollbackRequested():
            begun = RollbackState(
                status="running",
                requested_at=event.at,
                by=event.by.user,
                reason=fact.reason,
                steps=fact.steps,
                seq=event.seq,
                waits_for=fact.waits_for,
                triggers=fact.triggers,
            )
            return rolling_back(replace(state, rollback=begun), event, fact)
        case e.RollbackEnded():
            if state.rollback is None:
                return state
            ended = replace(
                state.rollback,
                status=fact.outcome,
                ended_at=event.at,
                failed_step=fact.step,
                detail=fact.detail,
            )
            return rolled_back(replace(state, rollback=ended))
        case e.RollbackChecked(steps=steps, wanting=wanting):
            looked = RollbackCheck(
                at=event.at,
                epoch=event.epoch,
                steps=steps,
                wanting=wanting,
                elsewhere=fact.elsewhere,
            )
            return replace(state, rollback_check=looked)
        case e.SignoffRecorded():
            signed = SignoffState(
                approved=fact.approved,
                name=fact.name,
                by=event.by.user,
                at=event.at,
                seq=event.seq,
                notes=fact.notes,
                criteria=fact.criteria,
                skipped=fact.skipped,
                fields=fact.fields,
            )
            return replace(state, signed=signed)
        case _:
            assert_never(fact)
