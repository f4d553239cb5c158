"""A probe over a long time in equal stretches: few numbers, however many looks there were."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec import Struct

from golive_tui.launch.figures import finite, latency_of, percentile
from golive_tui.launch.samples import Sample

MOST: Final = 240
"""Stretches of one answer."""


class Bucket(Struct, frozen=True, kw_only=True):
    """One stretch: `p95` and `max` of the looks that were answered (seconds; None: none was, or
    the kind measures no latency), looks that were answered or failed, and those that failed."""

    p95: float | None = None
    max: float | None = None
    n: int = 0
    failed: int = 0


def bucket_of(samples: Iterable[Sample]) -> Bucket:
    """The scheduled samples of one stretch together."""
    seen = [each for each in samples if each.scheduled and each.outcome in ("ok", "fail")]
    heights = (latency_of(each) for each in seen)
    answered = sorted(value for height in heights if (value := finite(height)) is not None)
    return Bucket(
        p95=percentile(answered, 0.95),
        max=answered[-1] if answered else None,
        n=len(seen),
        failed=sum(each.outcome == "fail" for each in seen),
    )


def edges(since: datetime, until: datetime, count: int) -> list[datetime]:
    """The borders of `count` equal stretches, one more than these."""
    width = (until - since) / count
    return [*(since + width * number for number in range(count)), until]
