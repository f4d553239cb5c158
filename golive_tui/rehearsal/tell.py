"""What a rehearsal says: a line an event, a table at the end, or one document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from golive_tui.checklist.model import Checklist
from golive_tui.launch import events as e
from golive_tui.launch.sentences import sentence
from golive_tui.rehearsal.expect import Found, is_notable
from golive_tui.rehearsal.scenario import Scenario
from golive_tui.units import show_clock

SCHEMA: Final = 1
"""Format of the `--json` document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A scenario that was played; `start` is the first event's time, `seconds` what it took."""

    scenario: Scenario
    found: Sequence[Found]
    start: float
    seconds: float
    launch: Path | None = None

    @property
    def passed(self) -> bool:
        """Whether all that must follow did follow."""
        return all(each.ok for each in self.found)


def event_line(event: e.Event, seconds: float, checklist: Checklist) -> str:
    """A notable event as a line; empty where nobody wants one."""
    if not is_notable(event.fact):
        return ""
    return f"  {show_clock(seconds)}  {sentence(event, checklist)}"


def table(outcome: Outcome, checklist: Checklist) -> Iterator[str]:
    """What was expected and what was seen; of what failed also the events around."""
    scenario = outcome.scenario
    word = "passed" if outcome.passed else "FAILED"
    how = "in no time" if scenario.how == "instant" else f"at {scenario.speed:g} times the speed"
    yield f"{word}  {scenario.name}: {scenario.title} ({how}, {outcome.seconds:.1f} s)"
    for each in outcome.found:
        yield f"    {'ok ' if each.ok else 'NOT'} {each.expected}: {each.seen}"
        if not each.ok:
            yield from _diff(each, outcome, checklist)


def _diff(found: Found, outcome: Outcome, checklist: Checklist) -> Iterator[str]:
    where = f" ({outcome.scenario.file}:{found.line})" if found.line else ""
    yield f"        expected  {found.expected}{where}"
    yield f"        seen      {found.seen}"
    for event in found.around:
        at = event.at.timestamp() - outcome.start
        yield f"          {show_clock(at)}  {sentence(event, checklist)}"


def document(outcomes: Sequence[Outcome], checklist: Checklist) -> dict[str, object]:
    """All of it for a program."""
    return {
        "schema": SCHEMA,
        "passed": all(each.passed for each in outcomes),
        "scenarios": [
            {
                "name": each.scenario.name,
                "title": each.scenario.title,
                "how": each.scenario.how,
                "passed": each.passed,
                "seconds": round(each.seconds, 3),
                "launch": str(each.launch) if each.launch else None,
                "expectations": [_plain(found, each, checklist) for found in each.found],
            }
            for each in outcomes
        ],
    }


def _plain(found: Found, outcome: Outcome, checklist: Checklist) -> dict[str, object]:
    return {
        "expected": found.expected,
        "seen": found.seen,
        "ok": found.ok,
        "line": found.line,
        "around": [
            {
                "elapsed_seconds": round(event.at.timestamp() - outcome.start, 3),
                "kind": event.fact.kind,
                "sentence": sentence(event, checklist),
            }
            for event in found.around
        ],
    }
