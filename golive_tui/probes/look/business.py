"""Looking at business figures."""

from golive_tui import clock
from golive_tui.errors import InputError
from golive_tui.probes.facts import Absent, LazyFacts
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.business_feeds import Feed
from golive_tui.probes.look.business_figures import AHEAD, Demands, Figure, Shape


class BusinessLookout:
    """Remembers when each figure last moved."""

    def __init__(self, *, feed: Feed, shape: Shape, demands: Demands) -> None:
        self._feed = feed
        self._shape = shape
        self._demands = demands
        self._moved: dict[str, tuple[float, float]] = {}

    async def look(self) -> Observation:
        """Read the figures, and hold them against what is demanded."""
        try:
            found = await self._feed.read(self._shape)
        except InputError as error:
            return Observation(outcome="fail", reason="assert.missing_value", detail=error.message)
        if isinstance(found, Observation):
            return found
        if not found:
            detail = "not measured: there is no figure at all"
            return Observation(outcome="fail", reason="stale.no_sample", detail=detail)
        return self._observed(found)

    def late(self) -> Observation:
        """As the source says."""
        return self._feed.cut_short()

    async def close(self) -> None:
        """Let go of the source."""
        await self._feed.close()

    def _observed(self, found: dict[str, Figure]) -> Observation:
        now, tick = clock.real_now().timestamp(), clock.stopwatch()
        for group, figure in found.items():
            if group not in self._moved or self._moved[group][0] != figure.value:
                self._moved[group] = (figure.value, tick)
        unmoved = {group: tick - since for group, (_, since) in self._moved.items()}
        facts: dict[str, object] = {
            "value": sum(figure.value for figure in found.values()),
            "by": {group: figure.value for group, figure in found.items()},
            "count": len(found),
        }
        times = [figure.at for figure in found.values() if figure.at is not None]
        lacking = "" if times else "no figure bears a time"
        if times and max(times) > now + AHEAD:
            lacking = "a figure bears a time that is still to come"
        if not lacking:
            facts["age_seconds"] = max(now - min(times), 0.0)
        if drops := self._demands.drops(found):
            facts["drop_ratio"] = max(drops.values())
        told = ", ".join(f"{group} {figure.value:.6g}" for group, figure in found.items())
        return Observation(
            outcome="ok",
            facts=LazyFacts(facts, {"age_seconds": lambda: Absent(lacking)} if lacking else {}),
            detail=told,
            objection=self._demands.objection(found, now, unmoved),
        )
