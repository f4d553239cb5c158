"""A checklist for a scaled clock: a rehearsal speeds the schedule, not the network."""

from dataclasses import replace
from typing import Final

from golive_tui.checklist.model import Checklist

LEAST_GAP: Final = 0.25
"""Real seconds between two slots of a probe, however fast the clock (design, section 12)."""


def paced(checklist: Checklist, speed: float) -> Checklist:
    """The checklist with no probe more often than the network can be asked at this speed.

    Intervals are launch seconds: at speed 60 none is under 15. Time-outs stay real.
    """
    least = LEAST_GAP * speed
    if speed == 1.0:
        return checklist
    probes = {
        probe_id: replace(
            probe,
            every=max(probe.every, least),
            window=max(probe.window, 20 * max(probe.every, least)),
        )
        for probe_id, probe in checklist.probes.items()
    }
    return replace(checklist, probes=probes)
