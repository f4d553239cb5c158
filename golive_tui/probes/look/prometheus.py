"""Looking through a Prometheus server."""

from collections.abc import Mapping
from dataclasses import replace

import httpx

from golive_tui.errors import InputError
from golive_tui.probes.facts import Absent, LazyFacts
from golive_tui.probes.kind import Objection, Observation
from golive_tui.probes.look.http import HttpLookout
from golive_tui.probes.look.http_source import trouble
from golive_tui.probes.look.prometheus_answer import (
    NothingMeasured,
    Result,
    grouped,
    refusal,
    results,
)

_FIGURES = ("value", "lowest", "highest", "count", "by", "values")
NOTHING_ASKED = Objection(
    facts=_FIGURES,
    reason="inconclusive",
    detail="`expect` names none of its figures",
    outcome="error",
    yields=True,
)
Answer = tuple[list[Result], list[str], Observation]
"""Results, warnings, and the request that they came by."""


def address(base: str, query: str) -> str:
    """The address of an instant query; raises InputError."""
    try:
        url = httpx.URL(base.rstrip("/") + "/api/v1/query")
        return str(url.copy_merge_params({"query": query}))
    except (httpx.InvalidURL, UnicodeError) as error:
        raise InputError("prometheus: `url` is no URL") from error


class PrometheusLookout:
    """Asks the query, and then how old what it stands on is."""

    def __init__(
        self,
        *,
        source: HttpLookout,
        age: HttpLookout | None,
        group_by: str,
        max_age: float | None,
    ) -> None:
        self._source = source
        self._age = age
        self._group_by = group_by
        self._max_age = max_age
        self._asking = source

    async def look(self) -> Observation:
        """Ask."""
        try:
            answer = await self._asked(self._source)
            if isinstance(answer, Observation):
                return answer
            found, warnings, seen = answer
            age: float | None = None
            if self._age is not None:
                told = await self._asked(self._age)
                if isinstance(told, Observation):
                    return told
                age = told[0][0].value
            return self._observed(found, warnings, seen, age)
        except NothingMeasured as error:
            return Observation(
                outcome="error", reason="stale.no_sample", detail=f"not measured: {error}"
            )

    def late(self) -> Observation:
        """As the request under way says."""
        return self._asking.late()

    async def close(self) -> None:
        """Let go of the connections."""
        await self._source.close()
        if self._age is not None:
            await self._age.close()

    async def _asked(self, source: HttpLookout) -> Answer | Observation:
        self._asking = source
        seen = await source.look()
        if seen.outcome != "ok":
            return seen
        document = seen.facts.get("json")
        if isinstance(document, Mapping) and document.get("status") == "error":
            return replace(refusal(document, seen.facts["status"]), phases=seen.phases)
        if (wrong := trouble(seen)) is not None:
            return wrong
        if not isinstance(document, Mapping) or document.get("status") != "success":
            detail = "the answer is not of Prometheus's API"
            return Observation(outcome="fail", reason="http.decode", detail=detail)
        listed = document.get("warnings")
        warnings = [str(each) for each in listed] if isinstance(listed, list) else []
        return results(document.get("data")), warnings, seen

    def _observed(
        self, found: list[Result], warnings: list[str], seen: Observation, age: float | None
    ) -> Observation:
        values = [each.value for each in found]
        facts: dict[str, object] = {
            "lowest": min(values),
            "highest": max(values),
            "count": len(values),
            "values": {each.name: each.value for each in found},
            "warnings": warnings,
            "time": seen.latency or 0.0,
        }
        lacking = {}
        if self._group_by:
            facts["by"] = grouped(found, self._group_by)
        if len(values) == 1:
            facts["value"] = values[0]
        else:
            lacking["value"] = lambda: Absent(f"there are {len(values)} results, not one")
        if age is None:
            lacking["age_seconds"] = lambda: Absent("what is reckoned has no age: see `age_of`")
        else:
            facts["age_seconds"] = age
        return Observation(
            outcome="ok",
            facts=LazyFacts(facts, lacking),
            latency=seen.latency,
            phases=seen.phases,
            objection=self._objection(warnings, age),
        )

    def _objection(self, warnings: list[str], age: float | None) -> Objection:
        if age is not None and self._max_age is not None and age > self._max_age:
            return Objection(
                facts=("age_seconds",),
                reason="stale.no_sample",
                detail=f"the newest sample is {age:.0f} s old, and may be {self._max_age:.0f} s",
                outcome="error",
            )
        if warnings:
            return Objection(
                facts=("warnings",),
                reason="inconclusive",
                detail=f"the server warns: {warnings[0]}",
                outcome="error",
            )
        return NOTHING_ASKED
