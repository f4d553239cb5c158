"""Steps: when one may run, what its request says, and what its end means for its item."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct, field

from golive_tui.checklist.model import Checklist, Gate, Item, Step
from golive_tui.errors import NotFound, Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch import gates, retries
from golive_tui.launch.progress import status_of
from golive_tui.launch.state import Attempt, LaunchState
from golive_tui.launch.trigger_holds import check_sighted
from golive_tui.units import show_duration

Purpose = Literal["run", "verify"]

_WORDS: Final[Mapping[e.StepOutcome, str]] = {
    "timed_out": "ran out of time",
    "cancelled": "cancelled",
    "not_started": "never started",
}


class Plan(Struct, frozen=True, kw_only=True):
    """A command as it will really run: every `${...}` filled in, its program and directory there.

    `env` is what is added to the engine's own environment, secrets masked.
    """

    argv: tuple[str, ...]
    directory: str
    target: str
    shell: bool = False
    env: Mapping[str, str] = field(default_factory=dict)
    rehearsed: bool = False


def step_of(checklist: Checklist, step_id: str) -> tuple[Item, Step]:
    """The item of that id and its step; raises NotFound or Refused."""
    item = checklist.item(step_id)
    if item is None:
        raise NotFound(f"no step `{step_id}`", hint="golive step list names them")
    if item.step is None:
        raise Refused(f"`{step_id}` has no command", hint="answer it by hand: golive mark")
    return item, item.step


def check_run(
    checklist: Checklist, state: LaunchState, command: c.RunStep, now: datetime
) -> tuple[Item, Step]:
    """The step, when `command` may run it now; raises Refused saying what stands in the way."""
    item, step = step_of(checklist, command.step)
    known = state.step(item.id)
    if known.open is not None:
        raise Refused(f"`{item.id}` is running (attempt {known.open.id})")
    _check_rollback(item, state)
    if not undoes(checklist, item):
        check_sighted(checklist, state)
    _check_rerun(item, step, state, command)
    _check_needs(checklist, step, state)
    _check_exclusive(checklist, item, step, state)
    gates.check_open(checklist, state, gates_of(checklist, item), now)
    _check_confirmed(item, step, state, command)
    return item, step


def check_undo(
    checklist: Checklist, state: LaunchState, item: Item, before: Collection[str] = ()
) -> None:
    """Raises Refused for what will stand in the way of a step of the rollback when its turn comes;
    `before` are the steps that the rollback will have done by then."""
    _, step = step_of(checklist, item.id)
    _check_rerun(item, step, state, c.RunStep(step=item.id, again=True))
    _check_needs(checklist, step, state, done=before)


def undoes(checklist: Checklist, item: Item) -> bool:
    """Whether it is a step of the rollback: that waits for no trigger's sight."""
    return any(stage.rollback and leaf.id == item.id for _, stage, leaf in checklist.leaves())


def gates_of(checklist: Checklist, item: Item) -> list[Gate]:
    """The gates that stand before a step: its stage's, and those that it needs by name."""
    stage = next((stage for _, stage, leaf in checklist.leaves() if leaf.id == item.id), None)
    before = gates.gates_before(checklist, stage.id) if stage is not None else []
    named = [gate for gate in checklist.gates if item.step and gate.id in item.step.needs]
    return [*before, *named]


def _check_rollback(item: Item, state: LaunchState) -> None:
    rollback = state.rollback
    if rollback is not None and rollback.status == "running" and item.id not in rollback.steps:
        raise Refused(
            f"a rollback is running, and `{item.id}` is none of its steps", hint="wait for its end"
        )


def _check_rerun(item: Item, step: Step, state: LaunchState, command: c.RunStep) -> None:
    status = state.step(item.id).status
    if status == "ready":
        return
    if step.rerun == "never":
        raise Refused(
            f'`{item.id}` may not run again (rerun = "never"), and has run: {status}',
            hint="do by hand what is left to do, and answer for it",
        )
    if status == "unknown" and not command.again:
        raise Refused(
            f"nobody knows what became of the last attempt of `{item.id}`",
            hint="verify it, say what became of it, or ask to run it again",
        )
    if step.rerun == "ask" and not command.again:
        raise Refused(
            f"`{item.id}` has run before: {status}",
            hint=f"say that it shall run again: golive step run {item.id} --again",
        )


def _check_needs(
    checklist: Checklist, step: Step, state: LaunchState, done: Collection[str] = ()
) -> None:
    missing = []
    for name in step.needs:
        if name in done or checklist.gate(name) is not None:
            continue
        needed = checklist.item(name)
        if needed is None or status_of(needed, state) not in ("passed", "skipped"):
            missing.append(name)
    if missing:
        raise Refused(f"it needs what is not done: {', '.join(missing)}")


def _check_exclusive(checklist: Checklist, item: Item, step: Step, state: LaunchState) -> None:
    if not step.exclusive:
        return
    for other_id, other in state.steps.items():
        if other_id == item.id or other.open is None:
            continue
        found = checklist.item(other_id)
        if found is not None and found.step is not None and found.step.exclusive == step.exclusive:
            raise Refused(f"`{other_id}` of the same group ({step.exclusive}) is running")


def _check_confirmed(item: Item, step: Step, state: LaunchState, command: c.RunStep) -> None:
    if step.confirm != "type-target" or state.origin is None:
        return
    if command.typed != state.origin.target:
        raise Refused(
            f"`{item.id}` runs on {state.origin.target}: type that name to run it",
            hint=f"golive step run {item.id} --confirm {state.origin.target}",
        )


def attempt_id(state: LaunchState, step_id: str) -> str:
    """The id of a step's next attempt: the step's, and a number that is never used again."""
    return f"{step_id}-{state.step(step_id).count + 1}"


def requested(
    state: LaunchState,
    step_id: str,
    plan: Plan,
    *,
    purpose: Purpose = "run",
    reason: str = "",
    retry: int = 0,
    retries: int = 0,
    approved_by: str = "",
) -> e.StepRequested:
    """The intent to journal before anything is spawned."""
    return e.StepRequested(
        step=step_id,
        attempt=attempt_id(state, step_id),
        argv=plan.argv,
        directory=plan.directory,
        target=plan.target,
        shell=plan.shell,
        env=plan.env,
        purpose=purpose,
        rehearsed=plan.rehearsed,
        reason=reason,
        retry=retry,
        retries=retries,
        approved_by=approved_by,
    )


def consequences(state: LaunchState, fact: e.Fact, now: datetime) -> list[e.Fact]:
    """What the engine records of the item when its step has started or ended; the state is that
    after the fact."""
    if isinstance(fact, e.StepSettled):
        word = e.Evidence(what="word", text=fact.reason, at=now)
        return [_item_fact(fact.step, fact.outcome == "succeeded", fact.reason, (word,))]
    if not isinstance(fact, e.StepStarted | e.StepEnded | e.StepGivenUp):
        return []
    attempt = state.step(fact.step).attempt(fact.attempt)
    if attempt is None:
        return []
    if isinstance(fact, e.StepGivenUp):
        return _given_up(state, fact, attempt, now)
    if attempt.purpose == "verify":
        return _verified(state, fact, attempt) if isinstance(fact, e.StepEnded) else []
    if isinstance(fact, e.StepEnded):
        return _ended(state, fact, attempt, now)
    return _begun(state, fact.step, attempt) if attempt.started_at == now else []


def _begun(state: LaunchState, item: str, attempt: Attempt) -> list[e.Fact]:
    """The item is in hand, and what it passed by before counts no more."""
    status = state.item(item).record.status
    if status == "doing":
        return []
    again = [e.ItemReopened(item=item, note=f"attempt {attempt.id} runs")]
    return [*(again if status == "passed" else []), e.ItemStarted(item=item)]


def _ended(state: LaunchState, fact: e.StepEnded, attempt: Attempt, now: datetime) -> list[e.Fact]:
    retry = retries.pending(state, fact.step)
    if retry is not None:
        # It stays in hand until the last of its retries has ended.
        told = f"attempt {fact.attempt}: {_WORDS.get(fact.outcome) or _how(attempt)}"
        return [e.ItemNoted(item=fact.step, text=f"{told}; {retry.reason} follows")]
    if fact.outcome in ("cancelled", "not_started"):
        # Only what is in hand is laid down: where nothing ran, nothing has changed.
        in_hand = state.item(fact.step).record.status == "doing"
        note = f"attempt {fact.attempt}: {_WORDS[fact.outcome]}"
        return [e.ItemReopened(item=fact.step, note=note)] if in_hand else []
    return [_judged(fact.step, attempt, now)]


def _given_up(
    state: LaunchState, fact: e.StepGivenUp, attempt: Attempt, now: datetime
) -> list[e.Fact]:
    """The failure counts now, unless a person has answered for the item meanwhile."""
    if state.item(fact.step).record.status not in ("doing", "open"):
        return []
    return [_judged(fact.step, attempt, now, f"; no retry: {fact.why}")]


def _judged(step: str, attempt: Attempt, now: datetime, more: str = "") -> e.Fact:
    """What the end of an attempt says of its item."""
    told = _WORDS.get(_outcome(attempt)) or _how(attempt)
    rehearsed = ", rehearsed" if attempt.rehearsed else ""
    tried = f", retry {attempt.retry} of {attempt.retries}" if attempt.retry else ""
    evidence = e.Evidence(what="command", text=_proof(attempt, told + rehearsed), at=now)
    files = tuple(
        e.Evidence(what="file", text=_file(each), at=now)
        for each in attempt.evidence
        if each.sha256
    )
    note = f"{told} in {show_duration(attempt.seconds)}{tried}{rehearsed}{more}"
    return _item_fact(step, attempt.status == "succeeded", note, (evidence, *files))


def _outcome(attempt: Attempt) -> e.StepOutcome:
    return "timed_out" if attempt.status == "timed_out" else "failed"


def _file(each: e.EvidenceFile) -> str:
    doubt = f": {each.trouble}" if each.trouble else ""
    return f"{each.name}, {each.bytes} bytes, sha256 {each.sha256[:16]}{doubt}"


def _how(attempt: Attempt) -> str:
    """`exit 3`, `SIGKILL`, or that neither is known: it outlived every signal."""
    if attempt.signal is not None:
        return attempt.signal
    return "no exit code" if attempt.exit_code is None else f"exit {attempt.exit_code}"


def _proof(attempt: Attempt, told: str) -> str:
    return f"attempt {attempt.id}: {told}, transcript sha256 {attempt.sha256[:16]}"


def _item_fact(item: str, good: bool, note: str, evidence: tuple[e.Evidence, ...]) -> e.Fact:
    if good:
        return e.ItemPassed(item=item, note=note, evidence=evidence)
    return e.ItemFailed(item=item, note=note, evidence=evidence)


def _verified(state: LaunchState, fact: e.StepEnded, attempt: Attempt) -> list[e.Fact]:
    """A verify that says yes or no settles a run that nobody could tell of."""
    run = state.step(fact.step).last_run
    if run is None or run.status != "unknown":
        return []
    if fact.outcome not in ("succeeded", "failed"):
        return []
    return [
        e.StepSettled(
            step=fact.step,
            attempt=run.id,
            outcome="succeeded" if fact.outcome == "succeeded" else "failed",
            reason=f"its verify command says so: {_proof(attempt, _how(attempt))}",
        )
    ]
