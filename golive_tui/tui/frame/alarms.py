"""What calls for a person now: the alarms of the strip, oldest first, and the worst probe."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from golive_tui.client.mirror import Mirror
from golive_tui.launch.events import ProbeVerdict
from golive_tui.launch.rounds import open_round_of
from golive_tui.launch.sentences import round_name
from golive_tui.launch.state import ProbeState
from golive_tui.tui.frame.running import lost
from golive_tui.tui.frame.trips import told_alarms
from golive_tui.tui.frame.words import coarse
from golive_tui.units import show_duration

WORST_FIRST: Final[tuple[ProbeVerdict, ...]] = ("fail", "silent", "slow", "unknown", "ok")
PROBE_MARKS: Final[dict[ProbeVerdict, str]] = {
    "ok": "ok",
    "slow": "slow",
    "fail": "alarm",
    "silent": "silent",
    "unknown": "unknown",
}
"""Verdict -> name in ground.glyphs.GLYPHS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One thing that wants an answer. `view` and `subject` say where it is looked into."""

    text: str
    since: datetime | None
    view: str
    subject: str


def alarms(mirror: Mirror) -> tuple[Alarm, ...]:
    """All of them, the oldest first; those without a beginning come before all others."""
    kinds = (_engine, _steps, _triggers, _probes, _rounds, _notices)
    found = [each for kind in kinds for each in kind(mirror)]
    return tuple(sorted(found, key=lambda each: each.since.timestamp() if each.since else 0.0))


def _engine(mirror: Mirror) -> list[Alarm]:
    sentences = (mirror.engine.unwritable, mirror.engine.metrics_problem)
    return [Alarm(text=each, since=None, view="events", subject="") for each in sentences if each]


def _steps(mirror: Mirror) -> list[Alarm]:
    found = [
        Alarm(text=f"nobody knows what became of {item.title}: r decides",
              since=attempt.requested_at, view="run", subject=item.id)
        for item, attempt in lost(mirror.checklist, mirror.state)
    ]  # fmt: skip
    back = mirror.state.rollback
    if back is not None and back.status == "failed":
        text = f"the rollback failed at {back.failed_step}"
        found.append(Alarm(text=text, since=back.ended_at, view="run", subject=back.failed_step))
    return found


def _triggers(mirror: Mirror) -> list[Alarm]:
    return [
        Alarm(text=text, since=since, view="triggers", subject=key)
        for text, since, key in told_alarms(mirror)
    ]


def _probes(mirror: Mirror) -> list[Alarm]:
    found = []
    for name, probe in mirror.checklist.probes.items():
        stands = mirror.state.probe(name)
        if stands.verdict in ("fail", "silent"):
            word = "fails" if stands.verdict == "fail" else "is silent"
            text = f"{probe.title} {word}{why(stands)}"
            found.append(Alarm(text=text, since=stands.since, view="probes", subject=name))
    return found


def _rounds(mirror: Mirror) -> list[Alarm]:
    open_id, each = open_round_of(mirror.state)
    if open_id is None or each is None or each.status != "overdue":
        return []
    text = f"{round_name(open_id, mirror.checklist)} is overdue"
    return [Alarm(text=text, since=each.due_at, view="timer", subject=open_id)]


def _notices(mirror: Mirror) -> list[Alarm]:
    """Channels whose newest notice did not arrive: somebody believes that they are told."""
    found = []
    for name in mirror.checklist.channels:
        channel = mirror.state.channel(name)
        if channel.broken:
            text = f"notices to {name} do not arrive: {channel.reason}"
            found.append(Alarm(text=text, since=channel.failed_at, view="events", subject=""))
    return found


def why(stands: ProbeState) -> str:
    """`: tcp.refused, nobody listens`: a probe's reason and detail; empty when it gives none."""
    said = ", ".join(part for part in (stands.reason or "", stands.detail) if part)
    return f": {said}" if said else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst:
    """The probe to look at first. `probe` is empty when there is none at all."""

    probe: str
    verdict: ProbeVerdict
    title: str
    detail: str


def worst_probe(mirror: Mirror, now: datetime) -> Worst:
    """The worst verdict, and of those the oldest; when all are ok, how many they are."""
    names = list(mirror.checklist.probes)
    if not names:
        return Worst(probe="", verdict="unknown", title="no probes", detail="")
    ranked = sorted(names, key=lambda name: _rank(mirror.state.probe(name)))
    worst = ranked[0]
    stands = mirror.state.probe(worst)
    if stands.verdict == "ok":
        return Worst(probe=worst, verdict="ok", title=f"all {len(names)} ok", detail="")
    return Worst(
        probe=worst,
        verdict=stands.verdict,
        title=mirror.checklist.probes[worst].title,
        detail=_detail(mirror, worst, stands, now),
    )


def _rank(stands: ProbeState) -> tuple[int, float]:
    return WORST_FIRST.index(stands.verdict), stands.since.timestamp() if stands.since else 0.0


def _detail(mirror: Mirror, name: str, stands: ProbeState, now: datetime) -> str:
    probe = mirror.checklist.probes[name]
    parts = []
    if stands.verdict == "slow" and probe.slow is not None:
        p95 = mirror.sight[name].figures(now).p95
        shown = show_duration(p95) if p95 is not None and p95 < float("inf") else "failed"
        parts.append(f"p95 {shown}, limit {show_duration(probe.slow)}")
    elif stands.reason:
        parts.append(stands.reason)
    elif stands.verdict == "unknown":
        parts.append("not enough looks yet")
    if stands.since is not None:
        parts.append(coarse((now - stands.since).total_seconds()))
    return " · ".join(parts)
