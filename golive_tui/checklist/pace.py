"""A checklist for a scaled clock: a rehearsal speeds the schedule, not the network."""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from golive_tui.checklist.model import Checklist, Measure, Probe

LEAST_GAP: Final = 0.25
"""Real seconds between two slots of a probe, however fast the clock (design, section 12)."""
LEAST_VOTE: Final = 600.0
"""Real seconds for which a vote is good, however fast the clock: people poll in real time."""

LEAST_LOOK: Final = 1.0
"""Real seconds between two evaluations of a trigger: an engine looks at the time so often."""


def paced(checklist: Checklist, speed: float) -> Checklist:
    """The checklist with no probe more often than the network can be asked at this speed.

    Intervals are launch seconds: at speed 60 none is under 15. Windows grow with the intervals,
    so that they hold as many samples as the checklist meant. Time-outs stay real,
    and votes last as long as people need to gather them.
    """
    if speed == 1.0:
        return checklist
    least = LEAST_GAP * speed
    slower = {name: max(probe.every, least) / probe.every for name, probe in _all(checklist)}
    return replace(
        checklist,
        probes={name: _paced(probe, slower[name]) for name, probe in _all(checklist)},
        objectives={
            name: replace(each, measure=_widened(each.measure, slower))
            for name, each in checklist.objectives.items()
        },
        triggers={
            name: replace(
                each,
                measure=_widened(each.measure, slower),
                every=max(each.every, LEAST_LOOK * speed),
            )
            for name, each in checklist.triggers.items()
        },
        gates=tuple(
            replace(gate, valid_for=max(gate.valid_for, LEAST_VOTE * speed))
            for gate in checklist.gates
        ),
    )


def _all(checklist: Checklist) -> list[tuple[str, Probe]]:
    return list(checklist.probes.items())


def _paced(probe: Probe, factor: float) -> Probe:
    return replace(probe, every=probe.every * factor, window=probe.window * factor)


def _widened(measure: Measure, slower: Mapping[str, float]) -> Measure:
    factor = max((slower.get(name, 1.0) for name in measure.of), default=1.0)
    return replace(measure, window=measure.window * factor)
