"""The record of what was seen: rounds, probes, the time in which nobody looked, and contacts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from golive_tui.launch import events as e
from golive_tui.launch.figures import finite
from golive_tui.launch.rounds import timer
from golive_tui.launch.sentences import round_name
from golive_tui.launch.state import RoundState
from golive_tui.report.document import (
    Block,
    Cell,
    Heading,
    Paragraph,
    Plot,
    Table,
    Tone,
    Word,
    when,
)
from golive_tui.report.past import Past
from golive_tui.report.status import Facts
from golive_tui.units import show_duration, show_percent

_ROUND: dict[str, Tone] = {"completed": "good", "missed": "bad", "overdue": "wait", "due": "plain"}


def rounds(facts: Facts) -> Iterator[Block]:
    """Every round that fell due: done, missed, or missed because nobody looked after the launch."""
    yield Heading(2, "Watch")
    known = facts.state.rounds
    now = timer(facts.checklist.watch, facts.state, facts.now)
    unattended = sum(each.unattended for each in known.values())
    yield Paragraph(
        f"{now.completed} of {now.total} rounds completed, {now.missed} missed "
        f"({unattended} of them while no engine ran), {now.total - len(known)} not due yet."
        if facts.state.went_live_at is not None
        else "The watch begins when the launch goes live."
    )
    if known:
        rows = [
            _round(round_name(name, facts.checklist), each, facts) for name, each in known.items()
        ]
        yield Table(("Round", "Fell due", "Status", "Closed", "Answers"), rows)


def _round(name: str, each: RoundState, facts: Facts) -> Sequence[Cell]:
    phase = facts.checklist.phase(each.phase)
    titles = {item.id: item.title for item in (phase.items if phase else ())}
    counts = Counter(answer.status for answer in each.answers.values())
    answers = [", ".join(f"{n} {status}" for status, n in sorted(counts.items()))]
    answers += [
        f"{titles.get(item, item)}: {answer.status}, {answer.by}"
        f"{': ' if answer.note else ''}{answer.note}"
        for item, answer in each.answers.items()
        if answer.status != "passed" or answer.note
    ]
    if each.note:
        answers.append(each.note)
    word = "missed, unattended" if each.unattended else each.status
    closed = f"{when(each.closed_at)} by {each.by}" if each.closed_at and each.by else ""
    return (
        name,
        when(each.due_at),
        Word(word, _ROUND[each.status]),
        closed,
        "\n".join(answer for answer in answers if answer),
    )


def probes(facts: Facts, past: Mapping[str, Past]) -> Iterator[Block]:
    """Every probe's figures since T0, and its plots over the whole launch."""
    yield Heading(2, "Probes")
    if not past:
        yield Paragraph("No probe has looked, or its samples are not here.")
        return
    live_at = facts.state.went_live_at
    since = "going live" if live_at is not None else "the beginning"
    yield Paragraph(
        f"Figures count from {since}. Percentiles are nearest rank, and a failure counts as"
        " infinite; time that nobody observed is neither up nor down."
    )
    rows = [_probe(facts, name, each) for name, each in past.items()]
    head = ("Probe", "Verdict", "Looks", "Failed", "p50", "p95", "Longest", "Uptime", "Observed")
    yield Table(head, rows)
    for name, each in past.items():
        yield Plot(facts.checklist.probes[name].title, each, live_at)


def _probe(facts: Facts, name: str, past: Past) -> Sequence[Cell]:
    seen = facts.state.probe(name)
    tones: dict[str, Tone] = {"ok": "good", "fail": "bad"}
    up = past.uptime
    low, high = up.bounds
    ratio = f"{show_percent(up.ratio or 0.0, 2)} ({show_percent(low)} to {show_percent(high)})"
    return (
        facts.checklist.probes[name].title,
        Word(seen.verdict, tones.get(seen.verdict, "wait")),
        str(past.n),
        f"{past.failed} ({show_percent(past.failed / past.n, 2)})" if past.n else "0",
        _seconds(past.p50),
        _seconds(past.p95),
        _seconds(past.longest),
        ratio if up.ratio is not None else "unknown",
        show_percent(up.coverage),
    )


def _seconds(value: float | None) -> str:
    if value is None:
        return "unknown"
    return show_duration(value) if finite(value) is not None else "a failure"


def interruptions(facts: Facts, events: Sequence[e.Event]) -> Iterator[Block]:
    """When nobody looked: engines that stopped or died, a host that slept, a clock that was set."""
    rows = [row for event in events if (row := _interruption(event)) is not None]
    if facts.engine != "running":
        rows.append(_unattended(facts))
    yield Heading(2, "Interruptions")
    if rows:
        yield Table(("From", "To", "For", "What"), rows)
    else:
        yield Paragraph("None: one engine looked after the launch all the time.")


def _interruption(event: e.Event) -> Sequence[Cell] | None:
    match event.fact:
        case e.EngineResumed(since=since, clean=clean, notices=notices):
            how = "the engine was stopped" if clean else "the engine died or its host went down"
            span = show_duration(max((event.at - since).total_seconds(), 0.0))
            return (when(since), when(event.at), span, "\n".join((how, *notices)))
        case e.ClockStepped(cause="suspend", seconds=seconds):
            return ("", when(event.at), show_duration(seconds), "this host slept")
        case e.ClockStepped(seconds=seconds):
            way = "forward" if seconds > 0 else "back"
            return ("", when(event.at), show_duration(abs(seconds)), f"the clock was set {way}")
    return None


def _unattended(facts: Facts) -> Sequence[Cell]:
    engine = facts.state.engine
    stopped_at = engine.stopped_at if engine else None
    what = "nobody looks after the launch now"
    if stopped_at is None:
        return (f"after {when(facts.state.at)}", when(facts.now), "", what)
    span = show_duration(max((facts.now - stopped_at).total_seconds(), 0.0))
    return (when(stopped_at), when(facts.now), span, f"the engine was stopped: {what}")


def contacts(facts: Facts) -> Iterator[Block]:
    """Whom to call."""
    if not facts.checklist.contacts:
        return
    yield Heading(2, "Contacts")
    rows = [
        (each.group, each.role, each.name if each.filled else Word("not filled in", "wait"))
        for each in facts.checklist.contacts
    ]
    yield Table(("Group", "Role", "Name"), rows)
