"""The status document: the keys that scripts rely on (design, section 13; docs/status.md)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from golive_tui.checklist.model import Checklist
from golive_tui.launch.codec import to_plain
from golive_tui.launch.figures import finite
from golive_tui.launch.progress import decision, progress
from golive_tui.launch.readiness import Readiness, readiness
from golive_tui.launch.rounds import timer
from golive_tui.launch.series import Series, Sight
from golive_tui.launch.state import LaunchState
from golive_tui.launch.trigger_standing import standing
from golive_tui.launch.verdicts import overridden
from golive_tui.report import acts

SCHEMA: Final = 1
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the document is made of: the launch as it was read, as of launch time `now`.

    `engine` is `running` or `stopped`; `events` how many the journal holds, and `link` is that
    to its last line.
    """

    checklist: Checklist
    state: LaunchState
    sight: Sight
    now: datetime
    directory: str
    engine: str
    events: int
    link: str = ""


def status(facts: Facts) -> Plain:
    """The whole document; every key is always there, what is not known is null."""
    state, checklist = facts.state, facts.checklist
    return {
        "schema": SCHEMA,
        "launch": _launch(facts),
        "progress": to_plain(progress(checklist, state)),
        "items": dict(_items(checklist, state)),
        "probes": {name: _probe(facts, name, series) for name, series in facts.sight.items()},
        "watch": _watch(facts),
        "triggers": {name: _trigger(facts, name) for name in checklist.triggers},
        "steps": acts.steps(checklist, state, facts.now),
        "gates": acts.gates(checklist, state, facts.now),
        "rollback": acts.rollback(state, light_of(facts)),
        "signoff": acts.signoff(state),
        "notices": acts.notices(checklist, state),
        "journal": {"seq": state.seq, "epoch": state.epoch, "events": facts.events},
    }


def light_of(facts: Facts) -> Readiness:
    """Whether the launch could be rolled back; without an engine nobody knows."""
    return readiness(facts.checklist, facts.state, attended=facts.engine == "running")


def _launch(facts: Facts) -> Plain:
    state, origin = facts.state, facts.state.origin
    return {
        "id": origin.id if origin else None,
        "dir": facts.directory,
        "title": origin.title if origin else None,
        "target": origin.target if origin else None,
        "created_at": acts.time(origin.created_at) if origin else None,
        "went_live_at": acts.time(state.went_live_at),
        "verdict": decision(facts.checklist, state, facts.now).word,
        "engine": facts.engine,
    }


def _items(checklist: Checklist, state: LaunchState) -> Iterator[tuple[str, Plain]]:
    for path, _, item in checklist.leaves():
        known = state.item(item.id)
        record = known.record
        yield (
            item.id,
            {
                "title": item.title,
                "path": list(path),
                "status": record.status,
                "by": record.by or None,
                "at": acts.time(record.at),
                "note": record.note or None,
                "evidence": [to_plain(each) for each in record.evidence],
                "how": record.how or None,
                "machine": acts.machine(known.machine),
                "override": acts.override(known.override),
                "overridden": overridden(state, item.id),
                "checking": known.checking.check if known.checking else None,
            },
        )


def _probe(facts: Facts, name: str, series: Series) -> Plain:
    seen = facts.state.probe(name)
    figures = series.figures(facts.now)
    return {
        "kind": series.probe.kind,
        "verdict": seen.verdict,
        "reason": seen.reason,
        "last_at": acts.time(figures.last_at),
        "latency_seconds": finite(figures.latency),
        "p95_seconds": finite(figures.p95),
        "n": figures.n,
        "error_rate": figures.error_rate,
        "uptime": figures.uptime.ratio,
        "coverage": round(figures.uptime.coverage, 6),
    }


def _watch(facts: Facts) -> Plain:
    now = timer(facts.checklist.watch, facts.state, facts.now)
    return {
        "phase": now.phase.id if now.phase else None,
        "elapsed_seconds": round(now.elapsed, 3) if now.elapsed is not None else None,
        "round": now.round,
        "rounds": now.of,
        "next_due_at": acts.time(now.next_due_at),
        "overdue": now.overdue,
        "missed": now.missed,
        "completed": now.completed,
    }


def _trigger(facts: Facts, name: str) -> Plain:
    stands = standing(facts.checklist.triggers[name], facts.state, facts.sight, facts.now)
    return {
        "state": stands.status,
        "verdict": stands.verdict,
        "value": finite(stands.value),
        "threshold": stands.threshold,
        "for_seconds": round(stands.for_seconds, 3),
        "n": stands.n,
        "coverage": round(stands.coverage, 6),
        "blind": stands.blind,
        "shadow": stands.shadow,
        "until": acts.time(stands.until),
        "action": stands.action,
        "blocked": stands.blocked or None,
        "burst": stands.burst,
        "would_have_tripped": stands.would_have_tripped,
    }
