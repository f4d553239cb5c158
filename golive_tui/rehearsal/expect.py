"""Whether what must follow did follow: expectations against the events of a run. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from golive_tui.launch import events as e
from golive_tui.launch.fault_facts import RehearsalFaulted
from golive_tui.launch.trigger_facts import TRIGGER_FACTS, TriggerTripped
from golive_tui.rehearsal.scenario import START, Expectation, Scenario
from golive_tui.text import plural
from golive_tui.units import show_duration

AROUND: Final = 4
"""Events shown before and after the moment at which something should have been."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run left: when it began, its events, what the launch said at the end, and when faults
    began that no event tells of (an engine that is killed writes nothing)."""

    start: datetime
    events: Sequence[e.Event]
    verdict: str
    began: Mapping[str, datetime] = field(default_factory=dict)
    reasons: Sequence[str] = ()
    """Why the launch did not say go at the end, worst first."""
    problems: Sequence[str] = ()
    """What went otherwise than the scenario says while it ran, such as an act that was refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What became of an expectation: what was expected, what was seen, and the events around."""

    expected: str
    seen: str
    ok: bool
    line: int = 0
    around: tuple[e.Event, ...] = ()


def evaluate(scenario: Scenario, run: Run) -> list[Found]:
    """Every expectation, in the order of the file, and before them what went wrong on the way."""
    wrong = [
        Found(expected="the scenario runs as written", seen=text, ok=False) for text in run.problems
    ]
    return [*wrong, *(_found(each, run) for each in scenario.expectations)]


def base_of(after: str, start: datetime, events: Sequence[e.Event]) -> datetime | None:
    """The instant that `after` names; None when it has not come."""
    if after == START:
        return start
    for event in events:
        fact = event.fact
        if fact.kind == after or (isinstance(fact, RehearsalFaulted) and fact.name == after):
            return event.at
    return None


def _base(expectation: Expectation, run: Run) -> datetime | None:
    after = expectation.after
    return run.began.get(after) or base_of(after, run.start, run.events)


def _found(expectation: Expectation, run: Run) -> Found:
    expected = words(expectation)
    base = _base(expectation, run)
    if base is None:
        return _told(expectation, expected, f"`{expectation.after}` never came", ok=False)
    if expectation.subject == "verdict":
        seen = ": ".join([run.verdict, *(["; ".join(run.reasons)] if run.reasons else [])])
        return _told(expectation, expected, seen, ok=run.verdict == expectation.word)
    hits = [each for each in run.events if each.at >= base and _is_it(expectation, each.fact)]
    if expectation.never:
        seen = f"{_when(hits[0], base)}" if hits else "never"
        return _told(expectation, expected, seen, ok=not hits, around=_near(run, hits, base))
    if expectation.count is not None:
        least, most = expectation.count
        ok = least <= len(hits) <= most
        seen = plural(len(hits), "time")
        return _told(expectation, expected, seen, ok=ok, around=_near(run, hits, base))
    return _timed(expectation, expected, run, hits, base)


def _timed(
    expectation: Expectation, expected: str, run: Run, hits: list[e.Event], base: datetime
) -> Found:
    if not hits:
        around = _near(run, [], base)
        return _told(expectation, expected, "never", ok=False, around=around)
    first = (hits[0].at - base).total_seconds()
    low, high = expectation.between or (0.0, float("inf"))
    return _told(
        expectation,
        expected,
        _when(hits[0], base),
        ok=low <= first <= high,
        around=_near(run, hits, base),
    )


def _told(
    expectation: Expectation,
    expected: str,
    seen: str,
    *,
    ok: bool,
    around: tuple[e.Event, ...] = (),
) -> Found:
    return Found(
        expected=expected, seen=seen, ok=ok, line=expectation.line, around=() if ok else around
    )


def _when(event: e.Event, base: datetime) -> str:
    return f"after {show_duration((event.at - base).total_seconds())}"


def _near(run: Run, hits: list[e.Event], base: datetime) -> tuple[e.Event, ...]:
    """The notable events around the first hit, or after the base where there is none."""
    at = hits[0].at if hits else base
    notable = [each for each in run.events if is_notable(each.fact)]
    before = [each for each in notable if each.at < at][-AROUND:]
    after = [each for each in notable if each.at >= at][:AROUND]
    return (*before, *after)


def is_notable(fact: e.Fact) -> bool:
    """Whether a person who watches a rehearsal wants a line of it."""
    return fact.kind not in _QUIET


_QUIET: Final = frozenset(
    {
        "item.passed", "item.skipped", "round.answered", "round.digested", "notice.sent",
        "rollback.checked", "helm.taken", "trigger.pending", "launch.created",
    }
)  # fmt: skip


def _is_it(expectation: Expectation, fact: e.Fact) -> bool:
    word, name = expectation.word, expectation.name
    if isinstance(fact, TriggerTripped) and fact.shadow:
        return False
    match expectation.subject:
        case "trigger":
            mine = isinstance(fact, TRIGGER_FACTS) and fact.trigger == name
            return mine and fact.kind == f"trigger.{word}"
        case "probe":
            return isinstance(fact, e.ProbeChanged) and fact.probe == name and fact.verdict == word
        case "round":
            return fact.kind == f"round.{word}" and name in ("any", getattr(fact, "round", ""))
        case "rollback" if word:
            return isinstance(fact, e.RollbackEnded) and fact.outcome == word
        case "rollback":
            return isinstance(fact, e.RollbackRequested)
        case "event":
            return fact.kind == name
    return False


def words(expectation: Expectation) -> str:
    """An expectation as a sentence."""
    return " ".join(_parts(expectation))


def _parts(expectation: Expectation) -> Iterator[str]:
    subject, name, word = expectation.subject, expectation.name, expectation.word
    if subject == "verdict":
        yield f"the launch says {word} at the end"
        return
    if subject == "rollback":
        times = expectation.count[0] if expectation.count else 0
        yield f"a rollback {f'ends {word}' if word else 'is begun'} {plural(times, 'time')}"
        return
    yield f"{subject} {name}"
    if expectation.never:
        yield f"is never {word}" if subject != "event" else "never comes"
    elif word:
        yield f"is {word}"
    if expectation.count is not None and not expectation.never:
        least, most = expectation.count
        if least == most:
            yield plural(least, "time")
        else:
            yield f"{least} to {most} times" if most < 1_000_000_000 else f"{least} times or more"
    if expectation.between is not None:
        low, high = expectation.between
        yield f"{show_duration(low)} to {show_duration(high)}"
        yield f"after {expectation.after}"
    elif expectation.after != START:
        yield f"after {expectation.after}"
