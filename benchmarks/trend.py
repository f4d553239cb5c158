"""Whether a series of measurements grows: a robust slope over its last two thirds, and a verdict.

The first third is warming up: caches, windows and pools fill. A slope is the median of the slopes
of all pairs of points (Theil-Sen), so that a few wild points of a busy machine do not turn it.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Point = tuple[float, float]
"""Seconds since the beginning, and what was measured."""

WARM: Final = 1 / 3
"""The part of a run that is warming up and is not judged."""

FEWEST: Final = 6
"""Points below which nothing can be said."""

Verdict = Literal["flat", "grows", "falls", "steady", "quickens", "too few"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """What became of one series after it was warm."""

    first: float
    """The median of the first tenth of the judged part."""
    last: float
    """The median of its last tenth."""
    most: float
    drift: float
    """What the slope comes to over the judged part, in the unit of the series."""
    rate: float
    """Units a second."""
    verdict: Verdict


def slope(points: Sequence[Point]) -> float:
    """The Theil-Sen slope; 0 when no two points differ in time."""
    slopes = [
        (later[1] - sooner[1]) / (later[0] - sooner[0])
        for index, sooner in enumerate(points)
        for later in points[index + 1 :]
        if later[0] != sooner[0]
    ]
    return statistics.median(slopes) if slopes else 0.0


def warm(points: Sequence[Point]) -> list[Point]:
    """The part that is judged: the last two thirds of the time."""
    if not points:
        return []
    start, end = points[0][0], points[-1][0]
    return [point for point in points if point[0] >= start + WARM * (end - start)]


def flat(points: Sequence[Point], *, absolute: float, relative: float) -> Trend:
    """A series that must stay where it is: the drift over the judged part may come to `absolute`
    or to `relative` of its median, whichever is more."""
    judged = warm(points)
    if len(judged) < FEWEST:
        return _nothing(points)
    rate = slope(judged)
    drift = rate * (judged[-1][0] - judged[0][0])
    allowed = max(absolute, relative * abs(statistics.median(value for _, value in judged)))
    verdict: Verdict = "flat" if abs(drift) <= allowed else "grows" if drift > 0 else "falls"
    return _trend(judged, rate, verdict)


def steady(points: Sequence[Point], *, relative: float = 0.25, least: float = 1.0) -> Trend:
    """A series that may grow, but no quicker at its end than in its middle: the slopes of the two
    halves of the judged part are compared. `least` units a second are never too quick."""
    judged = warm(points)
    if len(judged) < 2 * FEWEST:
        return _nothing(points)
    half = len(judged) // 2
    sooner, later = slope(judged[:half]), slope(judged[half:])
    quick = later > least and later > sooner * (1 + relative)
    return _trend(judged, slope(judged), "quickens" if quick else "steady")


def _trend(judged: Sequence[Point], rate: float, verdict: Verdict) -> Trend:
    values = [value for _, value in judged]
    tenth = max(1, len(values) // 10)
    return Trend(
        first=statistics.median(values[:tenth]),
        last=statistics.median(values[-tenth:]),
        most=max(values),
        drift=rate * (judged[-1][0] - judged[0][0]),
        rate=rate,
        verdict=verdict,
    )


def _nothing(points: Sequence[Point]) -> Trend:
    values = [value for _, value in points] or [0.0]
    return Trend(
        first=values[0], last=values[-1], most=max(values), drift=0.0, rate=0.0, verdict="too few"
    )
