"""A page of Prometheus metrics, read directly: what stands there, what grows, and quantiles."""

import re
from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Bytes, Field, MapOf, Span, Spec, Text
from golive_tui.errors import InputError
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.selector import Selector, parse
from golive_tui.probes.settings import CA, VERIFY, Given

HEADERS: Final = Field(
    name="headers",
    type=MapOf(Text(template=True, example="Bearer ${env:TOKEN}")),
    help="headers to send",
)
_SELECTOR: Final = Text(template=True, example="http_requests_total{status=~'5..'}")
_QUANTILE: Final = re.compile(r"\s*(0?\.\d{1,6}|0|1)\s+of\s+(.+)", re.DOTALL)

SPEC: Final = Spec(
    name="metrics",
    help="Reads a page of metrics (Prometheus text or OpenMetrics), twice where something grows: "
    "at a check `over` apart, at a probe since its last look.",
    fields=(
        Field(
            name="url",
            type=Text(template=True, example="${api}/metrics"),
            required=True,
            help="the page",
        ),
        HEADERS,
        Field(
            name="gauge", type=MapOf(_SELECTOR), help="names for sums of series as they stand now"
        ),
        Field(name="rate", type=MapOf(_SELECTOR), help="names for growth of counters a second"),
        Field(
            name="ratio",
            type=MapOf(
                Text(
                    template=True,
                    example="http_requests_total{status=~'5..'} / http_requests_total",
                )
            ),
            help="names for the growth of some counters as a share of the growth of others",
        ),
        Field(
            name="quantile",
            type=MapOf(Text(template=True, example="0.95 of http_request_duration_seconds")),
            help="names for quantiles of what histograms counted in between",
        ),
        Field(
            name="over",
            type=Span(at_least=0.05, at_most=300.0),
            default=2.0,
            help="seconds between two scrapes; shorter than the time-out",
        ),
        Field(
            name="max_body",
            type=Bytes(at_least=1, at_most=64 * 1024**2),
            default=4 * 1024**2,
            help="a page longer than that fails",
        ),
        VERIFY,
        CA,
    ),
)

FACTS: Final = (
    FactDoc(path="gauge.NAME", help="the sum of the series"),
    FactDoc(path="rate.NAME", help="growth a second; a counter that fell was reset"),
    FactDoc(path="ratio.NAME", help="the share, 0 to 1; not there when the others did not grow"),
    FactDoc(
        path="quantile.NAME",
        help="as PromQL's histogram_quantile, in the metric's unit; a condition that the "
        "histogram's largest finite bucket lets never fail is refused",
    ),
    FactDoc(path="seconds", help="seconds between the two scrapes"),
    FactDoc(path="time", help="seconds that the last scrape took"),
)


class Metrics:
    """`kind = "metrics"`."""

    name = "metrics"
    spec = SPEC
    facts = FACTS
    reasons = (*OVER_HTTP, "auth")
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the page; keeps the last scrape unless a fresh one is asked for."""
        from golive_tui.probes.look.http_source import source
        from golive_tui.probes.look.metrics import Asked, MetricsLookout

        given = Given(SPEC, settings)
        asked = Asked(
            gauges={name: parse(text) for name, text in given.table("gauge").items()},
            rates={name: parse(text) for name, text in given.table("rate").items()},
            ratios={name: _ratio(text) for name, text in given.table("ratio").items()},
            quantiles={name: _quantile(text) for name, text in given.table("quantile").items()},
        )
        if not asked:
            raise InputError("metrics: one of gauge, rate, ratio and quantile must name something")
        over = given.span("over")
        if asked.grows and over >= reach.deadline:
            raise InputError(
                "metrics: `over` must be shorter than the time-out",
                hint=f"over is {over:g} s, the time-out {reach.deadline:g} s",
            )
        return MetricsLookout(
            source=source(given, reach, accept=True),
            asked=asked,
            over=over,
            fresh=reach.fresh,
            speed=reach.speed,
        )


def _ratio(text: str) -> tuple[Selector, Selector]:
    part, slash, whole = re.sub(r"\s+/\s+", "\0", text).partition("\0")
    if not slash:
        raise InputError(
            f"metrics: `{text[:80]}` is no ratio", hint="errors_total / requests_total"
        )
    return parse(part), parse(whole)


def _quantile(text: str) -> tuple[float, Selector]:
    found = _QUANTILE.fullmatch(text)
    if found is None:
        raise InputError(
            f"metrics: `{text[:80]}` is no quantile",
            hint="write it like 0.95 of http_request_duration_seconds{route='/api'}",
        )
    selector = parse(found[2])
    name = selector.name.removesuffix("_bucket") + "_bucket"
    return float(found[1]), Selector(name, selector.matchers)


KIND: Final = Metrics()
