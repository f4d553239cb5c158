"""The status for people: a dozen lines of text, the same facts as the document's."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from golive_tui.checklist.model import Objective
from golive_tui.launch import gates as polls
from golive_tui.launch.measures import bound, shown_value
from golive_tui.launch.objectives import ObjectiveStatus, objective_status
from golive_tui.launch.progress import decision, progress
from golive_tui.launch.readiness import Readiness
from golive_tui.launch.rounds import Timer, timer
from golive_tui.launch.trigger_standing import TriggerStanding, standing
from golive_tui.launch.verdicts import overridden
from golive_tui.report.acts import steps_of
from golive_tui.report.now import rollback_due
from golive_tui.report.status import Facts, light_of
from golive_tui.text import clean, plural
from golive_tui.units import show_clock, show_duration

NAMED: Final = 4
"""Probes or triggers that a line names."""
TITLE: Final = 70
"""Characters of the launch's title."""
_LABEL: Final = 9


def lines(facts: Facts) -> list[str]:
    """What it is, whether it says go, how far it is, and why it does not."""
    said = decision(facts.checklist, facts.state, facts.now)
    rows = [
        (said.word.upper(), _live(facts)),
        *(("OVERRIDE", text) for text in _overrides(facts)),
        ("rollback", _rollback(facts)),
        ("readiness", told(light_of(facts))),
        ("engine", _engine(facts)),
        ("items", _items(facts)),
        ("override", _against(facts)),
        *(("step", text) for text in _steps(facts)),
        *(("gate", text) for text in _gates(facts)),
        ("watch", _watch(timer(facts.checklist.watch, facts.state, facts.now))),
        ("probes", _probes(facts)),
        ("criteria", _objectives(facts)),
        ("triggers", _triggers(facts)),
        ("signed", _signed(facts)),
        *(("why", clean(reason)) for reason in said.reasons),
        ("at", f"{clean(facts.directory)} (event {facts.state.seq})"),
    ]
    return [_head(facts), *(f"  {label:<{_LABEL}} {text}" for label, text in rows if text)]


def _head(facts: Facts) -> str:
    origin = facts.state.origin
    if origin is None:
        return clean(facts.directory)
    rehearsal = "  REHEARSAL" if origin.rehearsal else ""
    return f"{clean(origin.title, TITLE)}, on {clean(origin.target)}{rehearsal}"


def _live(facts: Facts) -> str:
    at = facts.state.went_live_at
    if at is None:
        return "not live yet"
    return (
        f"live since {at:%Y-%m-%d %H:%M:%S} UTC, T+{show_clock((facts.now - at).total_seconds())}"
    )


def _engine(facts: Facts) -> str:
    if facts.engine == "running":
        return "running"
    since = rollback_due(facts.state, facts.now)
    due = f", and the rollback that was due at {since:%H:%M:%S} UTC begins then" if since else ""
    return f"{facts.engine}: nobody looks after this launch; golive attach starts one{due}"


def _items(facts: Facts) -> str:
    done = progress(facts.checklist, facts.state)
    proof = f" ({done.by_machine} by machine, {done.by_word} on a word)" if done.passed else ""
    return (
        f"{done.done} of {done.items} done{proof}, {done.open} open, {done.failed} failed, "
        f"{done.skipped} skipped, {done.stale} stale"
    )


def _against(facts: Facts) -> str:
    """What stands on a person's word against its checks."""
    names = [item.id for _, _, item in facts.checklist.leaves() if overridden(facts.state, item.id)]
    return f"{plural(len(names), 'item')} against its check: {_few(names)}" if names else ""


def _overrides(facts: Facts) -> Iterator[str]:
    """The banners: they stay until somebody has answered for them."""
    for gate in facts.checklist.gates:
        known = facts.state.gate(gate.id)
        if known.overridden:
            title = clean(gate.title, 60)
            yield f"{title}: {clean(known.overridden_by)} goes on against it: {clean(known.reason)}"


def _rollback(facts: Facts) -> str:
    known = facts.state.rollback
    if known is None:
        return ""
    reason = f": {clean(known.reason)}" if known.reason else ""
    if known.status == "running":
        since = show_clock((facts.now - known.requested_at).total_seconds())
        return f"RUNNING for {since}, by {clean(known.by)}{reason}"
    at = f"{known.ended_at:%Y-%m-%d %H:%M:%S} UTC" if known.ended_at else ""
    if known.status == "rolled_back":
        return f"ROLLED BACK {at}, by {clean(known.by)}{reason}"
    detail = f": {clean(known.detail)}" if known.detail else ""
    return f"ROLLBACK FAILED at {clean(known.failed_step)}, {at}{detail}"


def told(light: Readiness) -> str:
    """`ready: 3 steps can run; last rehearsed 2026-11-24 12:40:00 UTC, took 52 s`."""
    if not light.steps:
        return ""
    said = "; ".join(clean(reason) for reason in light.reasons)
    rest = said or f"{plural(light.steps, 'step')} can run"
    return f"{light.word}: {rest}; {gone_through(light)}"


def gone_through(light: Readiness) -> str:
    """When all its steps were run, in earnest or not, and how long that took."""
    if light.gone_through_at is None:
        return "not rehearsed in this launch"
    word = "rehearsed" if light.rehearsed else "run"
    at = f"{light.gone_through_at:%Y-%m-%d %H:%M:%S} UTC"
    where = f" in launch {clean(light.launch)}" if light.launch else ""
    return f"last {word} {at}{where}, took {show_duration(light.took or 0.0)}"


def _steps(facts: Facts) -> Iterator[str]:
    """What runs, and what nobody can tell of."""
    for item in steps_of(facts.checklist):
        step = facts.state.step(item.id)
        attempt = step.open
        if attempt is not None:
            since = attempt.started_at or attempt.requested_at
            ran = show_clock((facts.now - since).total_seconds())
            ending = ", being cancelled" if attempt.cancelling else ""
            what = "verifies" if attempt.purpose == "verify" else "runs"
            yield f"{item.id} {what}, {ran}{ending}: {clean(item.title, 60)}"
        elif step.status == "unknown":
            yield f"{item.id} is UNKNOWN: golive step verify, settle, or run --again"


def _gates(facts: Facts) -> Iterator[str]:
    for gate in facts.checklist.gates:
        poll = polls.poll(facts.checklist, facts.state, gate, facts.now)
        words = Counter(station.word for station in poll.stations)
        counts = ", ".join(f"{n} {word}" for word, n in sorted(words.items()))
        yield f"{poll.word.upper()}: {clean(gate.title, 60)}: {counts}"


def _signed(facts: Facts) -> str:
    known = facts.state.signed
    if known is None:
        return ""
    word = "signed off" if known.approved else "NOT approved"
    return f"{word} by {clean(known.name, 60)}, {known.at:%Y-%m-%d %H:%M:%S} UTC"


def _watch(now: Timer) -> str:
    counts = f"{now.completed} completed, {now.overdue} overdue, {now.missed} missed"
    if now.elapsed is None:
        return ""
    if now.phase is None:
        return f"over; {counts} of {now.total}"
    due = f", next due {now.next_due_at:%Y-%m-%d %H:%M:%S} UTC" if now.next_due_at else ""
    return f"{clean(now.phase.title, 40)}: round {now.round} of {now.of}{due}; {counts}"


def _probes(facts: Facts) -> str:
    verdicts = {name: facts.state.probe(name).verdict for name in facts.checklist.probes}
    if not verdicts:
        return "none"
    parts = [f"{Counter(verdicts.values())['ok']} of {len(verdicts)} ok"]
    for word in ("fail", "silent", "slow", "unknown"):
        names = [name for name, verdict in verdicts.items() if verdict == word]
        if names:
            parts.append(f"{word}: {_few(names)}")
    return "; ".join(parts)


def _objectives(facts: Facts) -> str:
    found = {
        name: objective_status(each, facts.sight, facts.now)
        for name, each in facts.checklist.objectives.items()
    }
    words = Counter(each.word for each in found.values())
    counts = ", ".join(f"{n} {word}" for word, n in sorted(words.items()))
    missed = [
        _missed(facts.checklist.objectives[name], each)
        for name, each in found.items()
        if each.word == "not met"
    ]
    return f"{counts}; {_few(missed)}" if missed else counts


def _missed(objective: Objective, found: ObjectiveStatus) -> str:
    """`API p95 412 ms, limit 100 ms`."""
    measure, title = objective.measure, objective.title
    value = shown_value(measure, found.value, title)
    return f"{clean(title, 60)}: {value}, {bound(measure, title)}"


def _triggers(facts: Facts) -> str:
    stand = {
        name: standing(each, facts.state, facts.sight, facts.now)
        for name, each in facts.checklist.triggers.items()
    }
    return "; ".join(_by_word({name: _word(each) for name, each in stand.items()}))


def _word(stands: TriggerStanding) -> str:
    """Where it is in its own words when that is worth telling, else its verdict."""
    if stands.status in ("tripped", "acknowledged", "held", "acting", "reset"):
        return stands.status
    return "BLIND" if stands.blind else stands.verdict


def _by_word(readings: Mapping[str, str]) -> Iterator[str]:
    for word in sorted(set(readings.values()) - {"clear"}):
        names = [name for name, found in readings.items() if found == word]
        yield f"{word}: {_few(names)}"
    clear = sum(found == "clear" for found in readings.values())
    if clear:
        yield plural(clear, "clear", "clear")


def _few(names: list[str]) -> str:
    shown = ", ".join(names[:NAMED])
    return shown if len(names) <= NAMED else f"{shown} and {len(names) - NAMED} more"
