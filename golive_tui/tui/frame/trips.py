"""The trigger that wants a person now, as the strip and the banner say it.

A trip opens nothing and takes no key: it is told, and `!` answers it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from golive_tui.checklist.model import Trigger
from golive_tui.client.mirror import Mirror
from golive_tui.launch import interlocks
from golive_tui.launch.distance import at_trip, minutes
from golive_tui.launch.trigger_state import TriggerState
from golive_tui.tui.ground.glyphs import Role

ASKS: Final = ": ROLL BACK?"
COUNTING: Final = "ROLLBACK IN "


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """What is told of one trigger: in a few words, why, and what to press. `ticks`: by the
    second."""

    trigger: str
    text: str
    detail: str
    press: str
    role: Role = "bad"
    ticks: bool = False

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return " · ".join(part for part in (self.text, self.press, self.detail) if part)

    @property
    def brief(self) -> str:
        """The same beside another, which says what to press; one rollback answers them all."""
        if self.text.startswith(COUNTING):
            return f"TRIPPED {self.detail}"
        return " ".join(part for part in (self.text.removesuffix(ASKS), self.detail) if part)


def trips(mirror: Mirror, now: datetime) -> list[Trip]:
    """All of them, what is nearest to act first."""
    found = [
        (_urgency(mirror.state.trigger(name)), _trip(trigger, mirror, now))
        for name, trigger in mirror.checklist.triggers.items()
    ]
    told = [(urgency, trip) for urgency, trip in found if trip is not None]
    return [trip for _, trip in sorted(told, key=lambda each: each[0])]


def _urgency(known: TriggerState) -> tuple[int, float]:
    if known.acts_at is not None:
        return 0, known.acts_at.timestamp()
    order = ("tripped", "acknowledged", "held", "disarmed")
    at = order.index(known.status) + 1 if known.status in order else len(order) + 1
    return at, known.since.timestamp() if known.since else 0.0


def _trip(trigger: Trigger, mirror: Mirror, now: datetime) -> Trip | None:
    known = mirror.state.trigger(trigger.id)
    value = at_trip(trigger, known.value)
    who = f"{known.by}: {known.reason}" if known.reason else known.by
    if known.acts_at is not None and known.status in ("tripped", "acknowledged"):
        left = minutes((known.acts_at - now).total_seconds())
        heard = " acknowledged" if known.status == "acknowledged" else ""
        if why := _in_its_way(mirror):
            return Trip(trigger=trigger.id, text=f"TRIPPED {trigger.id}: NO ROLLBACK IN {left}",
                        detail=f"{value} · {why}", press=who_can(mirror), ticks=True)  # fmt: skip
        return Trip(trigger=trigger.id, text=f"{COUNTING}{left} (countdown){heard}",
                    detail=f"{trigger.id} {value}", press=who_can(mirror), ticks=True)  # fmt: skip
    match known.status:
        case "tripped":
            why = f" · no rollback by itself: {known.blocked}" if known.blocked else ""
            does = "" if known.action == "notify" else ASKS
            return Trip(trigger=trigger.id, text=f"TRIPPED {trigger.id}{does}",
                        detail=f"{value}{why}", press=who_answers(mirror))  # fmt: skip
        case "acknowledged":
            return Trip(trigger=trigger.id, text=f"tripped, acknowledged: {trigger.id}",
                        detail=value, press=f"by {who}")  # fmt: skip
        case "held" if known.held_until is not None:
            left = minutes((known.held_until - now).total_seconds())
            return Trip(trigger=trigger.id, text=f"HELD {trigger.id}: asks again in {left}",
                        detail=value, press=f"by {who}", ticks=True)  # fmt: skip
        case "disarmed" if known.rearm_at is not None:
            until = f"{known.rearm_at:%H:%M}Z"
            return Trip(trigger=trigger.id, text=f"DISARMED {trigger.id} until {until}",
                        detail="", press=f"by {who}")  # fmt: skip
        case "armed" | "pending" if known.blind_since is not None:
            return _blind(trigger, mirror, known, now)
        case _:
            return None


def _in_its_way(mirror: Mirror) -> str:
    """Why the rollback that is counted down to will not start by itself; empty when it will."""
    checklist, state = mirror.checklist, mirror.state
    return interlocks.reason_to_ask(checklist, state) or interlocks.unhealthy(checklist, state)


def _blind(trigger: Trigger, mirror: Mirror, known: TriggerState, now: datetime) -> Trip:
    since = known.blind_since or now
    # Whole minutes, as nothing is done about it by the second.
    lasting = max(int((now - since).total_seconds() // 60), 0)
    holds = "the launch holds · " if trigger.on_blind == "hold" else ""
    return Trip(trigger=trigger.id, text=f"BLIND: {trigger.id} has seen nothing for {lasting} min",
                detail=f"{holds}{unseen(trigger, mirror)}", press="2 shows its probes",
                role="bad" if holds else "warn")  # fmt: skip


def unseen(trigger: Trigger, mirror: Mirror) -> str:
    """`api-traffic: absent`: its probes, and how the newest look at each ended."""
    return ", ".join(f"{name}: {_newest(name, mirror)}" for name in trigger.measure.of)


def _newest(name: str, mirror: Mirror) -> str:
    series = mirror.sight.get(name)
    return series.latest.outcome if series is not None and series.latest else "never seen"


def who_can(mirror: Mirror) -> str:
    """What stops it, and who may: the one at the helm, or anybody where nobody is."""
    name = _other(mirror)
    return f"{name} can hold it; T takes the helm" if name else "! then h hold, a ack"


def who_answers(mirror: Mirror) -> str:
    """Who answers one that does nothing by itself, and how."""
    name = _other(mirror)
    said = f"{name} can answer it; T takes the helm"
    return said if name else "! answers, ctrl+r rolls back"


def _other(mirror: Mirror) -> str:
    """Who has the helm; empty where we have it, or nobody."""
    engine = mirror.engine
    if mirror.at_helm or engine.helm is None:
        return ""
    found = next((each.user for each in engine.viewers if each.client == engine.helm), "")
    return found or "the helm"


def told_alarms(mirror: Mirror) -> Iterator[tuple[str, datetime | None, str]]:
    """What rings: text, since when, and a key that is new for each trip. What is acknowledged or
    held has been heard."""
    for name, trigger in mirror.checklist.triggers.items():
        known = mirror.state.trigger(name)
        if known.status == "tripped":
            since = known.since.isoformat() if known.since else ""
            value = at_trip(trigger, known.value)
            yield f"TRIPPED: {trigger.title} ({value}): ! answers", known.since, f"{name} {since}"
        elif known.blind_since is not None and known.status in ("armed", "pending"):
            text = f"BLIND: {name} has seen nothing ({unseen(trigger, mirror)})"
            yield text, known.blind_since, f"{name} blind"
