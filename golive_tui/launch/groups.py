"""Figures of probes together: per frontend, or whatever `group` a checklist puts them in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from golive_tui.checklist.model import Probe
from golive_tui.launch.figures import finite, latency_of, percentile
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Sight

SPAN: Final = 900.0
"""Seconds that figures look back; less where a probe's window is shorter."""


class GroupFigures(Struct, frozen=True, kw_only=True):
    """The looks of some probes over `span` seconds, pooled. Latencies in seconds, None unknown, a
    percentile on a failure +infinity; `throughput` is looks answered or failed a second.

    `uptime` is that of the worst probe since its tally began, `coverage` that of the one seen
    least; `outages` are those of all, and `mttr` their mean time to repair in seconds.
    """

    name: str
    probes: tuple[str, ...]
    span: float
    n: int
    failed: int
    p50: float | None
    p95: float | None
    p99: float | None
    max: float | None
    error_rate: float | None
    throughput: float | None
    uptime: float | None
    coverage: float
    outages: int
    mttr: float | None


def group_figures(
    probes: Mapping[str, Probe], sight: Sight, now: datetime
) -> tuple[GroupFigures, ...]:
    """Every group of the checklist over the last SPAN, in its order; a probe without one is a
    group of its own."""
    members: dict[str, list[str]] = {}
    for probe in probes.values():
        if probe.id in sight:
            members.setdefault(probe.group or probe.title, []).append(probe.id)
    return tuple(_figures(name, tuple(of), sight, now) for name, of in members.items())


def probe_figures(probe: Probe, sight: Sight, now: datetime) -> GroupFigures:
    """The same of one probe."""
    return _figures(probe.title, (probe.id,), sight, now)


def _figures(name: str, of: tuple[str, ...], sight: Sight, now: datetime) -> GroupFigures:
    span = min([SPAN, *(sight[probe].probe.window for probe in of)])
    samples = [each for probe in of for each in sight[probe].within(now - timedelta(seconds=span))]
    observed = [each for each in samples if each.outcome in ("ok", "fail")]
    failed = sum(each.outcome == "fail" for each in observed)
    ordered = _ordered(observed)
    tallies = [sight[probe].tally for probe in of]
    uptimes = [tally.uptime(now) for tally in tallies]
    repairs = sum(tally.repairs for tally in tallies)
    known = [each.ratio for each in uptimes if each.ratio is not None]
    heights = [value for value in ordered if finite(value) is not None]
    return GroupFigures(
        name=name,
        probes=of,
        span=span,
        n=len(observed),
        failed=failed,
        p50=percentile(ordered, 0.5),
        p95=percentile(ordered, 0.95),
        p99=percentile(ordered, 0.99),
        max=heights[-1] if heights else None,
        error_rate=failed / len(observed) if observed else None,
        throughput=_throughput(observed, now, span),
        uptime=min(known) if len(known) == len(uptimes) and known else None,
        coverage=min(each.coverage for each in uptimes),
        outages=sum(tally.outages for tally in tallies),
        mttr=sum(tally.repaired for tally in tallies) / repairs if repairs else None,
    )


def _ordered(observed: list[Sample]) -> list[float]:
    """Latencies, failures last; nothing where good looks have none: the kind measures none."""
    heights = [latency_of(each) for each in observed]
    known = sorted(height for height in heights if height is not None)
    return known if len(known) == len(heights) else []


def _throughput(observed: list[Sample], now: datetime, span: float) -> float | None:
    """Looks a second since the first of them; None where there are none."""
    if not observed:
        return None
    began = min(each.at for each in observed)
    length = min((now - began).total_seconds(), span)
    return len(observed) / length if length > 0 else None
