"""Where business figures come from: a document of JSON, or a page of metrics."""

from typing import Protocol

from golive_tui.clock import stopwatch
from golive_tui.probes.facts import Absent
from golive_tui.probes.kind import Observation, Reach
from golive_tui.probes.look.business_figures import Figure, Shape
from golive_tui.probes.look.http_source import source, text_of, trouble
from golive_tui.probes.look.json_source import document, json_source
from golive_tui.probes.look.metrics_text import Scrape
from golive_tui.probes.look.prometheus_answer import named
from golive_tui.probes.look.rates import growth
from golive_tui.probes.selector import Selector
from golive_tui.probes.settings import Given

Figures = dict[str, Figure]


class Feed(Protocol):
    """A source of figures; raises InputError where an answer has none, and what `look` raises."""

    async def read(self, shape: Shape) -> "Figures | Observation":
        """Figures by group, or what spoke against the answer."""

    def cut_short(self) -> Observation:
        """What to say when the deadline cuts it short."""

    async def close(self) -> None:
        """Let go of everything."""


class Document:
    """JSON from an address or a command."""

    def __init__(self, given: Given, reach: Reach) -> None:
        self._source = json_source(given, reach)

    async def read(self, shape: Shape) -> Figures | Observation:
        """Ask, and find the figures."""
        found = document(await self._source.look())
        return found if isinstance(found, Observation) else shape.of_document(found["json"])

    def cut_short(self) -> Observation:
        """As the request or the command says."""
        return self._source.late()

    async def close(self) -> None:
        """Let go of the connection."""
        await self._source.close()


class Page:
    """A page of metrics; sums the series of each group."""

    def __init__(self, *, given: Given, reach: Reach, selector: Selector, grows: bool) -> None:
        self._source = source(given, reach, accept=True)
        self._selector = selector
        self._grows = grows
        self._speed = reach.speed
        self._before: Scrape | None = None

    async def read(self, shape: Shape) -> Figures | Observation:
        """Scrape; what grows is told from the second look on."""
        seen = await self._source.look()
        if (wrong := trouble(seen)) is not None:
            return wrong
        text = text_of(seen)
        if isinstance(text, Absent):
            return Observation(outcome="fail", reason="http.decode", detail=text.why)
        header = seen.facts.get("header")
        after = Scrape(
            at=stopwatch() * self._speed, text=text, openmetrics="openmetrics" in str(header)
        )
        series = after.series(self._selector)
        if self._grows:
            before, self._before = self._before, after
            if before is None:
                detail = "growth is known from the second look on"
                return Observation(outcome="error", reason="inconclusive", detail=detail)
            seconds = after.at - before.at
            grown = growth(before.series(self._selector), series)
            series = {labels: n / seconds for labels, n in grown.items()}
        sums: dict[str, float] = {}
        for labels, value in series.items():
            group = named(dict(labels).get(shape.group, ""))
            sums[group] = sums.get(group, 0.0) + value
        return {group: Figure(value=value) for group, value in sums.items()}

    def cut_short(self) -> Observation:
        """As the request says."""
        return self._source.late()

    async def close(self) -> None:
        """Let go of the connection."""
        await self._source.close()
