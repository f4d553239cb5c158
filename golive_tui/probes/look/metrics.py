"""Looking at a page of metrics: scrape, wait, scrape, reckon."""

import asyncio
import math
from collections.abc import Mapping
from dataclasses import dataclass

from golive_tui.clock import stopwatch
from golive_tui.errors import InputError
from golive_tui.probes.facts import Absent, LazyFacts
from golive_tui.probes.kind import Objection, Observation
from golive_tui.probes.look.http import HttpLookout
from golive_tui.probes.look.http_source import text_of, trouble
from golive_tui.probes.look.metrics_text import Scrape
from golive_tui.probes.look.rates import buckets_of, growth, largest_bound, quantile
from golive_tui.probes.selector import Selector

NOTHING_ASKED = Objection(
    facts=("gauge", "rate", "ratio", "quantile"),
    reason="inconclusive",
    detail="`expect` names none of its figures",
    outcome="error",
    yields=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is wanted of a page, by name."""

    gauges: Mapping[str, Selector]
    rates: Mapping[str, Selector]
    ratios: Mapping[str, tuple[Selector, Selector]]
    quantiles: Mapping[str, tuple[float, Selector]]

    def __bool__(self) -> bool:
        return bool(self.gauges) or self.grows

    @property
    def grows(self) -> bool:
        """Whether two scrapes are needed."""
        return bool(self.rates or self.ratios or self.quantiles)


class MetricsLookout:
    """Keeps its last scrape: a probe reckons from look to look."""

    def __init__(
        self, *, source: HttpLookout, asked: Asked, over: float, fresh: bool, speed: float
    ) -> None:
        self._source = source
        self._asked = asked
        self._over = over
        self._fresh = fresh
        self._speed = speed
        self._before: Scrape | None = None

    async def look(self) -> Observation:
        """Scrape, once or twice."""
        before, self._before = self._before, None
        if self._asked.grows and (before is None or self._fresh):
            first = await self._scraped()
            if isinstance(first, Observation):
                return first
            before = first[0]
            await asyncio.sleep(self._over)
        second = await self._scraped()
        if isinstance(second, Observation):
            return second
        after, seen = second
        self._before = after
        try:
            return _observed(self._asked, before, after, seen)
        except InputError as error:
            return Observation(outcome="fail", reason="http.decode", detail=error.message)

    def late(self) -> Observation:
        """As the request says."""
        return self._source.late()

    async def close(self) -> None:
        """Let go of the connection."""
        await self._source.close()

    async def _scraped(self) -> "tuple[Scrape, Observation] | Observation":
        seen = await self._source.look()
        at = stopwatch() * self._speed
        if (wrong := trouble(seen)) is not None:
            return wrong
        text = text_of(seen)
        if isinstance(text, Absent):
            return Observation(outcome="fail", reason="http.decode", detail=text.why)
        header = seen.facts.get("header")
        kind = header.get("content-type", "") if isinstance(header, Mapping) else ""
        return Scrape(at=at, text=text, openmetrics="openmetrics" in str(kind)), seen


class _Facts(LazyFacts):
    """Figures by table, and why some of a table are not there."""

    def __init__(self, there: Mapping[str, object], lacking: Mapping[str, str]) -> None:
        super().__init__(there, {})
        self._lacking = lacking

    def why_missing(self, path: str) -> str:
        """By the whole path: `rate.errors`."""
        return self._lacking.get(path, "")


class _Figures:
    def __init__(self) -> None:
        self.there: dict[str, dict[str, float]] = {}
        self.lacking: dict[str, str] = {}

    def put(self, table: str, name: str, value: float | str) -> None:
        """A figure, or why there is none."""
        if isinstance(value, str):
            self.lacking[f"{table}.{name}"] = value
        else:
            self.there.setdefault(table, {})[name] = value


def _observed(asked: Asked, before: Scrape | None, after: Scrape, seen: Observation) -> Observation:
    figures, ceilings = _Figures(), {}
    for name, selector in asked.gauges.items():
        found = after.series(selector)
        figures.put("gauge", name, sum(found.values()) if found else _missing(after, selector))
    more: dict[str, object] = {"time": seen.latency or 0.0}
    if before is not None:
        seconds = after.at - before.at
        more["seconds"] = seconds
        for name, selector in asked.rates.items():
            grown = growth(before.series(selector), after.series(selector))
            figures.put(
                "rate", name, sum(grown.values()) / seconds if grown else _missing(after, selector)
            )
        for name, (part, whole) in asked.ratios.items():
            figures.put("ratio", name, _ratio(before, after, part, whole))
        for name, (share, selector) in asked.quantiles.items():
            buckets = buckets_of(growth(before.series(selector), after.series(selector)))
            bound = largest_bound(buckets)
            if bound is not None:
                ceilings[f"quantile.{name}"] = bound
            value = quantile(share, buckets)
            why = _missing(after, selector) if not buckets else "nothing was counted in between"
            figures.put("quantile", name, why if math.isnan(value) else value)
    return Observation(
        outcome="ok",
        facts=_Facts({**more, **figures.there}, figures.lacking),
        latency=seen.latency,
        phases=seen.phases,
        objection=NOTHING_ASKED,
        ceilings=ceilings,
    )


def _ratio(before: Scrape, after: Scrape, part: Selector, whole: Selector) -> float | str:
    """A share of nothing is none; a part that no series has yet is zero where its metric is."""
    total = sum(growth(before.series(whole), after.series(whole)).values())
    if not after.series(whole):
        return _missing(after, whole)
    if not after.has(part.name):
        return _missing(after, part)
    if total <= 0:
        return "nothing was counted in between"
    return sum(growth(before.series(part), after.series(part)).values()) / total


def _missing(scrape: Scrape, selector: Selector) -> str:
    if not scrape.has(selector.name):
        return f"the page has no {selector.name}"
    return f"{selector.name} has no such series"
