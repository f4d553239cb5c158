"""Simulated looks: what the probes of a checklist would have seen, from a seed and nothing else."""

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from golive_tui.checklist.model import Probe
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Series

SEED: Final = 7

BASE: Final[Mapping[str, float]] = {
    "http": 0.021, "websocket": 0.048, "socketio": 0.055, "tls": 0.034, "tcp": 0.006,
    "dns": 0.009, "host": 0.004, "command": 0.18,
}  # fmt: skip
"""Seconds that a look of each kind takes when all is well."""

PARTS: Final[Mapping[str, Mapping[str, float]]] = {
    "http": {"dns": 0.05, "connect": 0.12, "tls": 0.24, "send": 0.01, "first_byte": 0.5,
             "transfer": 0.08},
    "websocket": {"dns": 0.04, "connect": 0.1, "tls": 0.22, "upgrade": 0.44, "reply": 0.2},
    "socketio": {"dns": 0.04, "connect": 0.1, "tls": 0.22, "open": 0.44, "join": 0.2},
    "tls": {"dns": 0.1, "connect": 0.3, "tls": 0.6},
    "tcp": {"dns": 0.3, "connect": 0.7},
    "dns": {"query": 1.0},
}  # fmt: skip
"""How the time of a look falls to its parts."""

GAUGES: Final[Mapping[str, float]] = {
    "cpu": 0.41, "mem": 0.63, "disk": 0.58, "pool": 0.35, "used": 7, "days": 71,
}  # fmt: skip
"""A value whose name holds the word stands about there."""
COUNTED: Final = ("total", "count", "requests", "bytes", "errors")
"""A value whose name holds one of these only grows."""

WELL: Final = "well"
SLOW: Final = "slow"
DOWN: Final = "down"
MOODS: Final = (WELL, SLOW, DOWN)

Moods = Mapping[str, tuple[tuple[datetime, str], ...]]
"""Probe -> from when on it is in which mood; before the first one it is well."""


def looks(
    probes: Mapping[str, Probe], start: datetime, until: datetime, moods: Moods
) -> Iterator[Sample]:
    """All looks in [`start`, `until`), in order of time; slots lie as the schedule lays them."""
    slots: list[tuple[datetime, int, Probe]] = []
    for index, probe in enumerate(probes.values()):
        offset = timedelta(seconds=probe.every * ((index * 7) % 20) / 20)
        first = max(0, int((start - _EPOCH - offset).total_seconds() // probe.every))
        at = _EPOCH + offset + timedelta(seconds=first * probe.every)
        while at < until:
            if at >= start:
                slots.append((at, index, probe))
            at += timedelta(seconds=probe.every)
    for at, _, probe in sorted(slots, key=lambda slot: slot[:2]):
        yield look(probe, at, _mood(moods.get(probe.id, ()), at))


_EPOCH: Final = datetime.fromisoformat("2026-11-24T00:00:00Z")


def _mood(changes: tuple[tuple[datetime, str], ...], at: datetime) -> str:
    mood = WELL
    for since, changed in changes:
        if at >= since:
            mood = changed
    return mood


def look(probe: Probe, at: datetime, mood: str, *, scheduled: bool = True) -> Sample:
    """One look; the same probe at the same time always sees the same."""
    chance = random.Random(f"{SEED}/{probe.id}/{at.isoformat()}")
    if mood == DOWN:
        return Sample(
            probe=probe.id,
            at=at,
            outcome="fail",
            reason="http.timeout_first_byte" if probe.kind == "http" else "ws.no_reply",
            detail=f"no answer began within {probe.timeout:g} s",
            scheduled=scheduled,
        )
    latency = _latency(probe, chance, mood)
    parts = PARTS.get(probe.kind, {})
    return Sample(
        probe=probe.id,
        at=at,
        outcome="ok",
        latency=round(latency, 6),
        detail="status is 200" if probe.kind == "http" else "",
        values={name: _value(name, at, chance) for name in probe.values},
        phases={name: round(latency * share, 6) for name, share in parts.items()},
        scheduled=scheduled,
    )


def _latency(probe: Probe, chance: random.Random, mood: str) -> float:
    own = random.Random(probe.id).uniform(0.7, 1.8)
    base = BASE.get(probe.kind, 0.03) * own
    if probe.slow is not None:
        base = min(base, probe.slow * 0.4)
    wave = chance.lognormvariate(0.0, 0.22)
    if mood == SLOW:
        return (probe.slow or probe.timeout * 0.6) * 0.86 * wave
    return base * wave


def _value(name: str, at: datetime, chance: random.Random) -> float:
    if any(word in name for word in COUNTED):
        return round((at - _EPOCH).total_seconds() * (0.0004 if "error" in name else 21.7))
    level = next((value for word, value in GAUGES.items() if word in name), 12.0)
    return round(level * chance.uniform(0.92, 1.08), 4)


def had_been_well(series: Series, since: datetime, until: datetime) -> None:
    """Count a stretch as looked at and almost always up, without a look: a scene of days would
    else be minutes in the making."""
    seconds = (until - since).total_seconds()
    if seconds <= 0:
        return
    chance = random.Random(f"{SEED}/{series.probe.id}/{since.isoformat()}")
    down = seconds * chance.choice((0.0, 0.0, 0.0002, 0.0006))
    unseen = seconds * 0.0016
    tally = series.tally
    tally.up += seconds - down - unseen
    tally.down += down
    tally.unobserved += unseen
    tally.n += int(seconds / series.probe.every)
    tally.failed += int(down / series.probe.every)
    tally.last_at, tally.last_outcome = until, "ok"
