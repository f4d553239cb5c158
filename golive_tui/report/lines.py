"""The status for people: a dozen lines of text, the same facts as the document's."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from golive_tui.launch.objectives import objective_status, trigger_reading
from golive_tui.launch.progress import decision, progress
from golive_tui.launch.rounds import Timer, timer
from golive_tui.report.status import Facts
from golive_tui.text import clean, plural
from golive_tui.units import show_clock

NAMED: Final = 4
"""Probes or triggers that a line names."""
TITLE: Final = 70
_LABEL: Final = 9


def lines(facts: Facts) -> list[str]:
    """What it is, whether it says go, how far it is, and why it does not."""
    said = decision(facts.checklist, facts.state, facts.now)
    rows = [
        (said.word.upper(), _live(facts)),
        ("engine", _engine(facts)),
        ("items", _items(facts)),
        ("watch", _watch(timer(facts.checklist.watch, facts.state, facts.now))),
        ("probes", _probes(facts)),
        ("criteria", _objectives(facts)),
        ("triggers", _triggers(facts)),
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
    return f"{facts.engine}: nobody looks after this launch; golive attach starts one"


def _items(facts: Facts) -> str:
    done = progress(facts.checklist, facts.state)
    return (
        f"{done.done} of {done.items} done, {done.open} open, {done.failed} failed, "
        f"{done.skipped} skipped, {done.stale} stale"
    )


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
    words = Counter(
        objective_status(each, facts.sight, facts.now).word
        for each in facts.checklist.objectives.values()
    )
    return ", ".join(f"{n} {word}" for word, n in sorted(words.items()))


def _triggers(facts: Facts) -> str:
    readings = {
        name: trigger_reading(each, facts.sight, facts.now).verdict
        for name, each in facts.checklist.triggers.items()
    }
    return "; ".join(_by_verdict(readings))


def _by_verdict(readings: Mapping[str, str]) -> Iterator[str]:
    for word in ("breach", "unknown"):
        names = [name for name, verdict in readings.items() if verdict == word]
        if names:
            yield f"{word}: {_few(names)}"
    clear = sum(verdict == "clear" for verdict in readings.values())
    if clear:
        yield plural(clear, "clear", "clear")


def _few(names: list[str]) -> str:
    shown = ", ".join(names[:NAMED])
    return shown if len(names) <= NAMED else f"{shown} and {len(names) - NAMED} more"
