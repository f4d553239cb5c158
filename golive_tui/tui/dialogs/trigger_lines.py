"""The rows of the trigger box: gauges, what became of each trigger, and what comes by itself.
Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from golive_tui.client.mirror import Mirror
from golive_tui.launch.distance import Distance, distance
from golive_tui.launch.rollback_state import RollbackState
from golive_tui.launch.vanish import next_acts, soon
from golive_tui.text import plural
from golive_tui.tui.frame.trips import unseen
from golive_tui.tui.frame.words import coarse, countdown, when
from golive_tui.tui.ground.content import Cell, cell
from golive_tui.tui.ground.glyphs import GLYPHS, Role
from golive_tui.tui.views.measure_rows import trigger_row
from golive_tui.tui.views.rows import heading

ACTS: Final = 8
"""Next acts that are shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: of which trigger, and its text where it is no gauge."""

    kind: Literal["gauge", "said", "heading", "act", "blank"]
    trigger: str = ""
    text: str = ""
    role: Role = "muted"


def gauges_now(mirror: Mirror, now: datetime) -> list[Distance]:
    """All triggers, in the checklist's order."""
    return [
        distance(trigger, mirror.state, mirror.sight, now)
        for trigger in mirror.checklist.triggers.values()
    ]


def lines_of(mirror: Mirror, now: datetime) -> list[Line]:
    """All rows."""
    gauges = gauges_now(mirror, now)
    lines: list[Line] = []
    for each in gauges:
        lines.append(Line("gauge", each.trigger.id))
        lines += [Line("said", each.trigger.id, text, role) for text, role in said(each, mirror,
                                                                                  now)]  # fmt: skip
    lines += [Line("blank"), Line("heading", text="If everybody vanished now")]
    acts = soon(next_acts(mirror.checklist, mirror.state, now), now)[:ACTS]
    for act in acts:
        left = countdown((act.at - now).total_seconds())
        loud: Role = "bad" if "rollback starts" in act.what else "text" if act.certain else "warn"
        at = when(act.at, now)
        lines.append(Line("act", text=f"in {left:>9}  {at:>6}  {act.what}", role=loud))
    if not acts:
        lines.append(Line("act", text="nothing happens by itself"))
    return lines


def said(found: Distance, mirror: Mirror, now: datetime) -> Iterator[tuple[str, Role]]:
    """What is to be known of one trigger beside its gauge."""
    known, sign = found.known, GLYPHS[found.sense]
    by = f" by {known.by}" if known.by and known.by != "golive" else ""
    why = f": {known.reason}" if known.reason else ""
    since = f" {coarse((now - known.since).total_seconds())} ago" if known.since else ""
    match found.sense:
        case "tripped" | "acknowledged":
            yield f"{sign.word}{by}{since}{why}", "bad"
            if known.acts_at is not None:
                left = countdown((known.acts_at - now).total_seconds())
                yield f"ROLLBACK IN {left}, unless somebody holds it", "bad"
            elif known.blocked:
                yield f"no rollback by itself: {known.blocked}", "warn"
            elif known.action == "ask":
                yield "asks for the rollback: ctrl+r starts it, nothing does by itself", "warn"
        case "held" if known.held_until is not None:
            left = countdown((known.held_until - now).total_seconds())
            yield f"held{by}{why}: asks again in {left}", "bad"
        case "disarmed" if known.rearm_at is not None:
            left = countdown((known.rearm_at - now).total_seconds())
            yield f"DISARMED{by}{why}: armed again in {left}", "bad"
        case "blind" if known.blind_since is not None:
            lasting = countdown((now - known.blind_since).total_seconds())
            yield f"has seen nothing for {lasting} ({unseen(found.trigger, mirror)})", "bad"
        case "acting" if mirror.state.rollback is not None:
            yield _acting(mirror.state.rollback)
        case "acting" | "reset":
            yield f"{sign.word}{by}{why}", sign.role
        case "shadow":
            would = f", would have tripped {plural(known.would_have_tripped, 'time')}"
            so_far = would if known.would_have_tripped else ""
            yield f"not armed yet: armed after {found.trigger.arm_after}{so_far}", "muted"
        case _ if found.reading.verdict == "unknown":
            yield f"cannot tell: {found.reading.why}", "muted"


def _acting(back: RollbackState) -> tuple[str, Role]:
    """What became of the rollback that a trip has started."""
    match back.status:
        case "running":
            return "the rollback that it asked for is running: 4 shows it", "bad"
        case "failed":
            return "the rollback that it asked for FAILED: 4 shows it", "bad"
        case _:
            at = f" at {back.ended_at:%H:%M}Z" if back.ended_at else ""
            return f"rolled back{at}; r resets it, and it is armed once all is well", "warn"


def line_cells(
    line: Line, mirror: Mirror, now: datetime, width: int, *, waits: bool = False
) -> list[Cell]:
    """The cells of one row."""
    match line.kind:
        case "gauge":
            trigger = mirror.checklist.triggers.get(line.trigger)
            if trigger is None:  # another checklist was taken in since the rows were made
                return []
            row = list(trigger_row(trigger, mirror.state, mirror.sight, now, width))
            return [cell("…", 1), *row[1:]] if waits else row
        case "heading":
            return list(heading(line.text, width))
        case "said":
            return [cell("", 9), cell(line.text, None, line.role)]
        case "act":
            return [cell(line.text, None, line.role)]
        case "blank":
            return []
