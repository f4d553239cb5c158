"""Growth of counters between two scrapes, and quantiles of histograms, as Prometheus reckons.

`promql/quantile.go` and `promql/functions.go` of Prometheus 2.42 are the source; a test compares
both with the real program.
"""

import math
from collections.abc import Iterable, Mapping

from golive_tui.probes.look.metrics_text import Series

Buckets = list[tuple[float, float]]
"""Upper bounds and cumulative counts."""


def growth(before: Mapping[Series, float], after: Mapping[Series, float]) -> dict[Series, float]:
    """By how much each counter grew. One that fell was reset, and has grown from zero since; one
    that was not there before began at zero. One that has gone says nothing."""
    grown: dict[Series, float] = {}
    for series, now in after.items():
        then = before.get(series, 0.0)
        grown[series] = now if now < then else now - then
    return grown


def buckets_of(series: Mapping[Series, float]) -> Buckets:
    """The buckets of a histogram, those with the same `le` summed; by bound, never falling."""
    summed: dict[float, float] = {}
    for labels, count in series.items():
        try:
            bound = float(dict(labels)["le"])
        except (KeyError, ValueError):
            continue
        summed[bound] = summed.get(bound, 0.0) + count
    buckets: Buckets = []
    highest = 0.0
    for bound, count in sorted(summed.items()):
        highest = max(highest, count)
        buckets.append((bound, highest))
    return buckets


def largest_bound(buckets: Iterable[tuple[float, float]]) -> float | None:
    """The largest finite bound: no quantile can be told above it."""
    return max((bound for bound, _ in buckets if math.isfinite(bound)), default=None)


def quantile(share: float, buckets: Buckets) -> float:
    """The quantile by linear interpolation within its bucket; NaN where there is none to tell.

    In the bucket +Inf it is the largest finite bound; the lowest bucket begins at zero unless its
    bound is not above zero.
    """
    if len(buckets) < 2 or buckets[-1][0] != math.inf or buckets[-1][1] == 0:
        return math.nan
    rank = share * buckets[-1][1]
    at = next(
        (index for index, (_, count) in enumerate(buckets[:-1]) if count >= rank),
        len(buckets) - 1,
    )
    if at == len(buckets) - 1:
        return buckets[-2][0]
    bound, count = buckets[at]
    if at == 0 and bound <= 0:
        return bound
    start, below = buckets[at - 1] if at else (0.0, 0.0)
    if count == below:  # the share 0 of a histogram whose first bucket is empty
        return math.nan
    return start + (bound - start) * ((rank - below) / (count - below))
