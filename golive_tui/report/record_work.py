"""The record of what was done: items, steps and their attempts, gates, rollbacks."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from golive_tui.checklist.model import Gate
from golive_tui.launch import events as e
from golive_tui.launch import gates as polls
from golive_tui.launch.fold_steps import fold_step
from golive_tui.launch.item_state import ItemState
from golive_tui.launch.state import EMPTY, Attempt, LaunchState
from golive_tui.launch.verdicts import said_of
from golive_tui.report.acts import steps_of
from golive_tui.report.document import Block, Cell, Heading, Paragraph, Table, Tone, Word, when
from golive_tui.report.record_head import who
from golive_tui.report.status import Facts
from golive_tui.units import show_duration

_TONES: Final[Mapping[str, Tone]] = {
    "passed": "good", "failed": "bad", "skipped": "wait", "stale": "wait", "succeeded": "good",
    "timed_out": "bad", "cancelled": "wait", "unknown": "bad", "go": "good", "no-go": "bad",
    "exception": "wait", "expired": "wait", "void": "wait", "open": "plain",
}  # fmt: skip


def word(status: str) -> Word:
    """A status with its tone."""
    return Word(status.replace("_", " "), _TONES.get(status, "plain"))


# -- items ---------------------------------------------------------------------------------------


def stages(facts: Facts) -> Iterator[Block]:
    """Every item by stage: its status, who said so, when, why, and what it rests on."""
    yield Heading(2, "Progress")
    for stage in facts.checklist.stages:
        rows = [
            _item(facts.state, item.id, item.title, path[1:])
            for path, of, item in facts.checklist.leaves()
            if of is stage
        ]
        if rows:
            yield Heading(3, f"{stage.title}{' (rollback)' if stage.rollback else ''}")
            yield Table(("Item", "Status", "Who", "When", "Note", "Evidence"), rows)


def _item(state: LaunchState, item: str, title: str, path: tuple[str, ...]) -> Sequence[Cell]:
    known = state.item(item)
    record = known.record
    notes = [record.note, *_against(known), *(f"{r.by}: {r.text}" for r in known.remarks)]
    evidence = [f"{each.what}: {each.text} ({when(each.at)})" for each in record.evidence]
    if known.machine is not None and record.how != "machine":
        evidence.append(f"its check: {said_of(known.machine)} ({when(known.machine.at)})")
    return (
        " > ".join((*path, title)),
        word(record.status),
        record.by,
        when(record.at) if record.at else "",
        "\n".join(note for note in notes if note),
        "\n".join(evidence),
    )


def _against(known: ItemState) -> Iterator[str]:
    """A person's word against the item's checks, with what these had found."""
    each = known.override
    if each is not None:
        yield (
            f"{each.by} said {each.status} against its check, {when(each.at)}: {each.reason}"
            f" (the check: {each.against})"
        )


def skipped(facts: Facts) -> Iterator[Block]:
    """What was left out, and why."""
    left = [
        (item.title, facts.state.item(item.id).record)
        for _, _, item in facts.checklist.leaves()
        if facts.state.item(item.id).record.status == "skipped"
    ]
    yield Heading(2, "Skipped")
    if not left:
        yield Paragraph("Nothing was skipped.")
        return
    rows = [(title, record.note, record.by, when(record.at)) for title, record in left]
    yield Table(("Item", "Why", "Who", "When"), rows)


# -- steps ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """An attempt of a step, whose request it was, and what a person said of its end."""

    step: str
    attempt: Attempt
    by: str
    settled: str = ""


_STEP_FACTS = (
    e.StepRequested, e.StepStarted, e.StepEnded, e.StepLost, e.StepCancelled, e.StepSettled,
    e.StepGivenUp,
)  # fmt: skip


def attempts(state: LaunchState, events: Sequence[e.Event]) -> list[Run]:
    """All attempts: the state keeps the newest of them, the events all since they are here."""
    runs = {
        (step, attempt.id): Run(step, attempt, attempt.by)
        for step, known in state.steps.items()
        for attempt in known.attempts
    }
    alone: dict[tuple[str, str], LaunchState] = {}
    for event in events:
        fact = event.fact
        if not isinstance(fact, _STEP_FACTS):
            continue
        key, asked = (fact.step, fact.attempt), isinstance(fact, e.StepRequested)
        if not asked and key not in alone:
            continue
        alone[key] = fold_step(EMPTY if asked else alone[key], event, fact)
        settled = who(event.by) if isinstance(fact, e.StepSettled) else ""
        by = who(event.by) if asked else runs[key].by
        runs[key] = Run(fact.step, alone[key].step(fact.step).attempts[0], by, settled)
    return sorted(runs.values(), key=lambda run: (run.attempt.requested_at, run.attempt.id))


def steps(facts: Facts, events: Sequence[e.Event]) -> Iterator[Block]:
    """Every step, with every attempt: what ran, how it ended, and its transcript's digest."""
    yield Heading(2, "Steps")
    runs = attempts(facts.state, events)
    if not runs:
        yield Paragraph("No command was run.")
        return
    known = {item.id: item.title for item in steps_of(facts.checklist)}
    known |= {run.step: run.step for run in runs if run.step not in known}
    for step, title in known.items():
        rows = [_run(run) for run in runs if run.step == step]
        yield Heading(3, f"{title} ({step})")
        if rows:
            yield Table(("Attempt", "Command", "By", "Began", "Took", "Result", "Transcript"), rows)
        else:
            yield Paragraph("It was not run.")


def _run(run: Run) -> Sequence[Cell]:
    each = run.attempt
    about = "verify: " if each.purpose == "verify" else "rehearsed: " if each.rehearsed else ""
    took = show_duration(each.seconds) if each.ended_at else ""
    digest = f"sha256 {each.sha256}, {each.bytes} bytes" if each.sha256 else ""
    result = word("not started" if each.status == "ready" else each.status)
    return (
        each.id,
        f"{about}{shlex.join(each.argv)}\nin {each.directory}",
        run.by,
        when(each.started_at or each.requested_at),
        took,
        Word("\n".join((result.text, *_how(run))), result.tone),
        digest,
    )


def _how(run: Run) -> Iterator[str]:
    each = run.attempt
    if each.signal is not None:
        yield f"ended by {each.signal}"
    elif each.exit_code is not None:
        yield f"exit {each.exit_code}"
    if run.settled:
        yield f"as {run.settled} says: {each.detail}"
    elif each.detail:
        yield each.detail
    if each.retry:
        yield f"retry {each.retry} of {each.retries}"
    if each.given_up:
        yield f"no retry: {each.given_up}"
    if each.approved_by:
        yield f"approved by {each.approved_by}"
    for process in each.survivors:
        yield f"outlived it: {process}"


# -- gates and rollbacks -------------------------------------------------------------------------


def gates(facts: Facts, events: Sequence[e.Event]) -> Iterator[Block]:
    """Every poll: what each station says, and what it had said when the lead went live."""
    if not facts.checklist.gates:
        return
    yield Heading(2, "Go/no-go polls")
    for gate in facts.checklist.gates:
        poll = polls.poll(facts.checklist, facts.state, gate, facts.now)
        yield Heading(3, f"{gate.title}: {poll.word.upper()}")
        yield from (Paragraph(told) for told in _overrides(gate, events))
        frozen = _frozen(gate, events) if facts.state.went_live_at else {}
        rows = [_station(each, frozen.get(each.name)) for each in poll.stations]
        yield Table(("Station", "Now", "Newest vote", "By", "Good until", "At T0"), rows)


def _station(station: polls.Station, frozen: e.Event | None) -> Sequence[Cell]:
    vote = station.vote
    if vote is None:
        return (station.name, word(station.word), "", "", "", "")
    reason = f": {vote.reason}" if vote.reason else ""
    return (
        station.name,
        word(station.word),
        f"{vote.vote}, {when(vote.at)}{reason}",
        f"{vote.name} (as {vote.by})",
        when(vote.expires_at),
        _then(frozen),
    )


def _then(event: e.Event | None) -> str:
    if event is None or not isinstance(event.fact, e.GatePolled):
        return ""
    fact = event.fact
    reason = f": {fact.reason}" if fact.reason else ""
    return f"{fact.vote}, {fact.name} (as {who(event.by)}), event {event.seq}{reason}"


def _frozen(gate: Gate, events: Sequence[e.Event]) -> dict[str, e.Event]:
    """The newest vote of each station before T0: what going live rested on."""
    votes: dict[str, e.Event] = {}
    for event in events:
        if isinstance(event.fact, e.LaunchWentLive):
            break
        if isinstance(event.fact, e.GatePolled) and event.fact.gate == gate.id:
            votes[event.fact.station] = event
    return votes


def _overrides(gate: Gate, events: Sequence[e.Event]) -> Iterator[str]:
    for event in events:
        match event.fact:
            case e.GateOverridden(gate=gate_id, reason=reason) if gate_id == gate.id:
                yield f"{when(event.at)}: {who(event.by)} went on against it: {reason}"
            case e.GateResolved(gate=gate_id, note=note) if gate_id == gate.id:
                yield f"{when(event.at)}: {who(event.by)} answered for that: {note}"


def rollbacks(events: Sequence[e.Event]) -> Iterator[Block]:
    """Every rollback: who, why, and how it ended."""
    rows: list[Sequence[Cell]] = []
    for event in events:
        match event.fact:
            case e.RollbackRequested(reason=reason, steps=steps):
                ran = ", ".join(steps)
                rows.append((when(event.at), "requested", who(event.by), f"{reason}\nruns {ran}"))
            case e.RollbackEnded(outcome="rolled_back"):
                rows.append((when(event.at), Word("ROLLED BACK", "wait"), "", ""))
            case e.RollbackEnded(step=step, detail=detail):
                rows.append(
                    (when(event.at), Word("ROLLBACK FAILED", "bad"), "", f"{step}: {detail}")
                )
    yield Heading(2, "Rollback")
    if rows:
        yield Table(("When", "What", "Who", "Why"), rows)
    else:
        yield Paragraph("It was not rolled back.")
