"""What each measure needs: the unit of its bound, its window, the samples for a verdict.

Sources: runbooks 2.4 (least data for a verdict) and design section 8 (percentiles below the count
for which the nearest rank is not simply the maximum are unknown).
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final, Literal

Unit = Literal["percentage", "duration", "whole", "rate", "any"]

LEAST: Final[Mapping[str, int]] = {
    "p50": 2,
    "p95": 20,
    "p99": 100,
    "max": 1,
    "error_rate": 20,
    "availability": 20,
    "rate": 2,
    "value": 1,
    "mean": 1,
}
"""Samples in the window below which a trigger does not judge. For percentiles it is also the least
that can be asked for; for the error rate, chance alone reads 2 % as above 5 % in 6 % of windows
of 20."""

RANKED: Final = frozenset({"p50", "p95", "p99", "rate"})
"""Figures that do not exist below their least count, for objectives as for triggers."""

_UNITS: Final[Mapping[str, Unit]] = {
    "error_rate": "percentage",
    "availability": "percentage",
    "p50": "duration",
    "p95": "duration",
    "p99": "duration",
    "max": "duration",
    "consecutive_failures": "whole",
    "rate": "rate",
    "value": "any",
    "mean": "any",
}


def figure(measure: str) -> str:
    """What is measured, without the name of a value: `rate` of `rate:requests`."""
    return measure.partition(":")[0]


def value_name(measure: str) -> str:
    """The name of the value that is measured; empty for a figure of the looks themselves."""
    return measure.partition(":")[2]


def unit(measure: str) -> Unit:
    """What the bound must be written as."""
    return _UNITS.get(figure(measure), "any")


def default_window(measure: str, limit: float, everies: Sequence[float]) -> float | None:
    """Seconds, where the window may be left out: streaks and newest values; None elsewhere.

    A streak has room for one look more than it takes, and for one that was not observed; a value
    is new for three looks.
    """
    slowest = max(everies, default=30.0)
    match figure(measure):
        case "consecutive_failures":
            return (limit + 3) * slowest
        case "value":
            return 3 * slowest
        case _:
            return None


def least_samples(measure: str, limit: float) -> int:
    """Samples without which no verdict can be given at all."""
    match figure(measure):
        case "consecutive_failures":
            return int(limit) + 1
        case "error_rate":
            return _resolution(limit)
        case "availability":
            return _resolution(1 - limit)
        case other:
            return LEAST.get(other, 1)


def default_needs(measure: str, limit: float) -> int:
    """The least number of samples for a trigger's verdict where the checklist names none."""
    return max(LEAST.get(figure(measure), 1), least_samples(measure, limit))


def samples(window: float, everies: Sequence[float]) -> int:
    """Looks that fall into a window of all the probes together."""
    return sum(int(window / every + 1e-9) for every in everies)


def least_window(count: int, everies: Sequence[float]) -> float:
    """The shortest window in which so many looks fall, in whole intervals of the fastest probe."""
    fastest = min(everies)
    steps = max(1, math.floor(count / sum(fastest / every for every in everies) - 1e-9))
    while samples(steps * fastest, everies) < count:
        steps += 1
    return steps * fastest


def _resolution(share: float) -> int:
    """So many samples that a single failure is not beyond the share already: 20 for 5 %."""
    return math.ceil(round(1 / share, 9)) if 0 < share < 1 else 1
