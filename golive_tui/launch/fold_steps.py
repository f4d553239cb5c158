"""The part of the fold that follows steps and their attempts."""

from typing import assert_never

from msgspec.structs import replace

from golive_tui.launch import events as e
from golive_tui.launch.state import (
    ATTEMPTS_KEPT,
    Approval,
    Attempt,
    LaunchState,
    StepState,
    StepStatus,
)

Following = (
    e.StepStarted
    | e.StepEnded
    | e.StepLost
    | e.StepCancelled
    | e.StepSettled
    | e.StepGivenUp
    | e.StepPrompted
)
"""What becomes of an attempt."""

StepFact = e.StepRequested | e.StepApproved | Following


def fold_step(state: LaunchState, event: e.Event, fact: StepFact) -> LaunchState:
    """The state with the step as the fact leaves it."""
    step = state.step(fact.step)
    if isinstance(fact, e.StepRequested):
        attempt = _requested(event, fact)
        grown = replace(step, attempts=(*step.attempts, attempt), count=step.count + 1)
        after = replace(grown, attempts=_kept(grown))
        if fact.approved_by and not fact.retry:
            after = replace(after, approval=None)  # one approval, one run and its retries
    elif isinstance(fact, e.StepApproved):
        after = replace(step, approval=_approval(event, fact))
    else:
        known = step.attempt(fact.attempt)
        if known is None:
            return state
        after = _with(step, _followed(known, event, fact))
        if isinstance(fact, e.StepEnded) and known.purpose == "run" and fact.outcome == "succeeded":
            after = replace(after, outputs=fact.outputs)
    return replace(state, steps={**state.steps, fact.step: after})


def _approval(event: e.Event, fact: e.StepApproved) -> Approval:
    return Approval(
        by=event.by,
        at=event.at,
        expires_at=fact.expires_at,
        digest=fact.digest,
        name=fact.name,
        note=fact.note,
    )


def _kept(step: StepState) -> tuple[Attempt, ...]:
    """The newest attempts, and always the last run: whether it may run again rests on it."""
    excess = len(step.attempts) - ATTEMPTS_KEPT
    old, new = step.attempts[: max(excess, 0)], step.attempts[max(excess, 0) :]
    last = step.last_run
    return (*(each for each in old if last is not None and each.id == last.id), *new)


def _with(step: StepState, changed: Attempt) -> StepState:
    attempts = tuple(changed if each.id == changed.id else each for each in step.attempts)
    return replace(step, attempts=attempts)


def _requested(event: e.Event, fact: e.StepRequested) -> Attempt:
    return Attempt(
        id=fact.attempt,
        status="requested",
        requested_at=event.at,
        by=event.by.user,
        argv=fact.argv,
        directory=fact.directory,
        env=fact.env,
        purpose=fact.purpose,
        rehearsed=fact.rehearsed,
        seq=event.seq,
        retry=fact.retry,
        retries=fact.retries,
        approved_by=fact.approved_by,
    )


def _followed(attempt: Attempt, event: e.Event, fact: Following) -> Attempt:
    match fact:
        case e.StepStarted(pid=pid):
            started_at = attempt.started_at or event.at
            return replace(attempt, status="running", pid=pid, started_at=started_at)
        case e.StepEnded():
            return replace(
                attempt,
                status=_status(fact.outcome),
                started_at=fact.started_at or attempt.started_at,
                ended_at=fact.ended_at or event.at,
                exit_code=fact.exit_code,
                signal=fact.signal,
                seconds=fact.seconds,
                bytes=fact.bytes,
                sha256=fact.sha256,
                survivors=fact.survivors,
                detail=fact.detail,
                evidence=fact.evidence,
                cancelling=False,
                waiting_since=None,
                prompt="",
            )
        case e.StepLost(why=why):
            return replace(
                attempt,
                status="unknown",
                detail=why,
                cancelling=False,
                waiting_since=None,
                prompt="",
            )
        case e.StepCancelled():
            return replace(attempt, cancelling=True)
        case e.StepSettled(outcome=outcome, reason=reason):
            return replace(attempt, status=outcome, ended_at=event.at, detail=reason, settled=True)
        case e.StepGivenUp(why=why):
            return replace(attempt, given_up=why)
        case e.StepPrompted(waiting=waiting, line=line):
            since = (attempt.waiting_since or event.at) if waiting else None
            return replace(attempt, waiting_since=since, prompt=line if waiting else "")
        case _:
            assert_never(fact)


def _status(outcome: e.StepOutcome) -> StepStatus:
    return "ready" if outcome == "not_started" else outcome
