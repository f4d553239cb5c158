"""What the strip says, as plain words: one `Look` at the launch at one moment. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from golive_tui.client.mirror import Mirror
from golive_tui.launch.progress import before_go_live, decision
from golive_tui.launch.rollback import is_running
from golive_tui.launch.rounds import Timer, timer
from golive_tui.text import plural
from golive_tui.tui.frame.alarms import PROBE_MARKS, alarms, worst_probe
from golive_tui.tui.frame.running import elapsed, running
from golive_tui.tui.frame.words import coarse, countdown, show_every, target_role, when
from golive_tui.tui.ground.glyphs import GLYPHS, Role
from golive_tui.units import show_clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One thing that the strip tells: a value, a detail under it, and how loud."""

    label: str
    value: str
    detail: str = ""
    role: Role = "text"
    bold: bool = False
    inverse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Everything on the strip."""

    title: str
    target: str
    target_role: Role
    rehearsal: str
    people: str
    clock: str
    round: str
    launch: Tile
    phase: Tile
    next: Tile
    decision: Tile
    worst: Tile
    alarms: Tile
    live: bool

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """Left to right."""
        return (self.launch, self.phase, self.next, self.decision, self.worst, self.alarms)


_DECISIONS: Final[dict[str, tuple[str, Role]]] = {
    "go": ("● GO", "ok"),
    "hold": ("◐ HOLD", "warn"),
    "no-go": ("✗ NO-GO", "bad"),
}


def look(mirror: Mirror, now: datetime, helm_user: str) -> Look:
    """The launch at `now` (launch time)."""
    state = mirror.state
    origin = state.origin
    name = origin.target if origin else ""
    target = mirror.checklist.targets.get(name)
    timing = timer(mirror.checklist.watch, state, now)
    return Look(
        title=origin.title if origin else mirror.checklist.title,
        target=name.upper(),
        target_role=target_role(target, name),
        rehearsal=_rehearsal(mirror),
        people=_people(mirror, helm_user),
        clock=f"{now:%H:%M:%S}Z",
        round=f"{timing.round}/{timing.of}" if timing.of else "",
        launch=_launch(mirror, timing, now),
        phase=_running(mirror, now) or _phase(mirror, timing),
        next=_next(mirror, timing, now),
        decision=_decision(mirror, now),
        worst=_worst(mirror, now),
        alarms=_alarms(mirror, now),
        live=state.went_live_at is not None,
    )


def _rehearsal(mirror: Mirror) -> str:
    origin = mirror.state.origin
    if origin is None or not origin.rehearsal:
        return ""
    said = "" if origin.target.upper() == "REHEARSAL" else "REHEARSAL"
    return said if origin.speed == 1.0 else f"{said} x{origin.speed:g}".strip()


def _people(mirror: Mirror, helm_user: str) -> str:
    """Who steers and who watches."""
    dashboards = [each for each in mirror.engine.viewers if each.role == "dashboard"]
    others = len(dashboards) - (1 if helm_user else 0)
    if mirror.at_helm:
        said = f"{helm_user} at the helm (you)"
    elif helm_user:
        said = f"watching; {helm_user} has the helm"
        others -= 1
    else:
        said = "nobody at the helm"
    return f"{said} · {others} watching" if others > 0 else said


def _launch(mirror: Mirror, timing: Timer, now: datetime) -> Tile:
    state = mirror.state
    if timing.elapsed is None or state.went_live_at is None:
        begun = state.origin.created_at if state.origin else now
        return Tile(label="LAUNCH", value="not live", detail=f"begun {when(begun, now)}")
    return Tile(
        label="LAUNCH",
        value=f"T+{show_clock(timing.elapsed)}",
        detail=f"since {when(state.went_live_at, now)}",
        bold=True,
    )


def _phase(mirror: Mirror, timing: Timer) -> Tile:
    if timing.over:
        detail = f"{timing.completed} of {timing.total} rounds done"
        return Tile(label="PHASE", value="watch over", detail=detail)
    if timing.phase is None:
        ahead = before_go_live(mirror.checklist, mirror.state)
        left = ahead.items - ahead.done
        said = f"{left} of {ahead.items} items left" if left else f"all {ahead.items} items done"
        return Tile(label="PHASE", value="before go-live", detail=said)
    said = f"round {timing.round} of {timing.of} · every {show_every(timing.phase.every)}"
    return Tile(label="PHASE", value=timing.phase.title, detail=said)


def _running(mirror: Mirror, now: datetime) -> Tile | None:
    """The step that runs takes the phase's place; its time first, since the title may be cut."""
    found = running(mirror.checklist, mirror.state)
    if not found:
        return None
    each = found[0]
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    took = countdown(elapsed(each.attempt, mirror.state, now))
    asking = next((one for one in found if one.attempt.waiting_since), None)
    if asking is not None:
        took = countdown(elapsed(asking.attempt, mirror.state, now))
        return Tile(label="WAITS FOR INPUT", value=f"? {took} {asking.title}",
                    detail=f"{asking.attempt.id}: 4, then i", role="warn",
                    bold=True, inverse=True)  # fmt: skip
    value = f"► {took} {each.title}"
    label = "ROLLBACK" if is_running(mirror.state) else "RUNNING"
    return Tile(label=label, value=value, detail=f"{each.attempt.id}{more} · 4 shows it",
                role="run", bold=True)  # fmt: skip


def _next(mirror: Mirror, timing: Timer, now: datetime) -> Tile:
    label = "NEXT ROUND"
    if timing.open is not None:
        phase = mirror.checklist.phase(timing.open.phase)
        late = countdown((now - timing.open.due_at).total_seconds())
        asked = len(phase.items) - len(timing.open.answers) if phase else 0
        word = "LATE" if timing.open.status == "overdue" else "DUE"
        detail = f"round {timing.round} of {timing.of} · {plural(asked, 'question')} · w"
        return Tile(label=label, value=f"{word} {late}", detail=detail, role="warn", bold=True,
                    inverse=True)  # fmt: skip
    if timing.next_due_at is not None:
        left = countdown((timing.next_due_at - now).total_seconds())
        missed = f" · {timing.missed} missed" if timing.missed else ""
        at = when(timing.next_due_at, now)
        return Tile(label=label, value=f"in {left}", detail=f"{at}{missed}")
    if timing.over:
        missed = f"{timing.missed} missed" if timing.missed else "none missed"
        return Tile(label=label, value="none", detail=missed)
    return Tile(label=label, value="after go-live", detail="G goes live", role="muted")


def _decision(mirror: Mirror, now: datetime) -> Tile:
    made = decision(mirror.checklist, mirror.state, now)
    value, role = _DECISIONS[made.word]
    more = f" +{len(made.reasons) - 1}" if len(made.reasons) > 1 else ""
    detail = f"{made.reasons[0]}{more}" if made.reasons else "nothing speaks against it"
    return Tile(label="DECISION", value=value, detail=detail, role=role, bold=True)


def _worst(mirror: Mirror, now: datetime) -> Tile:
    worst = worst_probe(mirror, now)
    sign = GLYPHS[PROBE_MARKS[worst.verdict]]
    word = "" if worst.verdict == "ok" or not worst.probe else f"{sign.word} "
    return Tile(
        label="WORST PROBE",
        value=f"{sign.unicode} {word}{worst.title}",
        detail=worst.detail,
        role=sign.role,
        bold=worst.verdict == "fail",
    )


def _alarms(mirror: Mirror, now: datetime) -> Tile:
    found = alarms(mirror)
    if not found:
        return Tile(label="ALARMS", value="none", role="muted")
    since = [each.since for each in found if each.since is not None]
    oldest = f"oldest {coarse((now - min(since)).total_seconds())}" if since else "! shows"
    return Tile(
        label="ALARMS",
        value=f"▲ {plural(len(found), 'alarm').upper()}",
        detail=oldest,
        role="bad",
        bold=True,
        inverse=True,
    )
