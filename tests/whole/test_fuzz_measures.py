"""Figures that a stranger serves: pages of metrics and the answers of a Prometheus server.

From the text of a body through the kind and `take` to a sample: a verdict with a reason of the
closed list, never an exception (it would read `probe.bug`), and no figure that is no number.
"""

import asyncio
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.launch.samples import REASONS, Sample
from golive_tui.probes.facts import LazyFacts, Metrics, read_json
from golive_tui.probes.kind import Lookout, Observation
from golive_tui.probes.look.http import HttpLookout
from golive_tui.probes.look.metrics import Asked, MetricsLookout
from golive_tui.probes.look.prometheus import PrometheusLookout
from golive_tui.probes.selector import parse
from golive_tui.probes.take import take
from tests.probes.looking import AT, probe, reach
from tests.whole.mutations import EDITS, Change, Edit, changed, changes, plain, spoilt

PAGE = """\
# HELP http_requests_total Requests.
# TYPE http_requests_total counter
http_requests_total{method="GET",status="200"} 1027 1395066363000
http_requests_total{method="POST",status="503"} 3
# TYPE up gauge
up 1
# TYPE seconds histogram
seconds_bucket{le="0.1"} 8
seconds_bucket{le="0.5"} 9
seconds_bucket{le="+Inf"} 10
seconds_sum 1.5
seconds_count 10
"""
OPEN = f"""\
# TYPE http_requests counter
http_requests_total{{method="GET",status="200"}} 1027 # {{trace_id="a"}} 0.6 1395066363.1
http_requests_total{{method="POST",status="503"}} 3
{PAGE[PAGE.index("# TYPE up") :]}# EOF
"""
VECTOR = {
    "status": "success",
    "warnings": [],
    "data": {
        "resultType": "vector",
        "result": [
            {"metric": {"__name__": "up", "job": "a"}, "value": [1764000000.1, "1"]},
            {"metric": {"job": "b"}, "value": [1764000000.1, "0.25"]},
        ],
    },
}
REFUSED = {"status": "error", "errorType": "bad_data", "error": "parse error"}
SCALAR = {"status": "success", "data": {"resultType": "scalar", "result": [1764000000.1, "3"]}}
AGE = {
    "status": "success",
    "data": {"resultType": "vector", "result": [{"metric": {}, "value": [1764000000.1, "12"]}]},
}


@dataclass
class Served:
    """Stands for the request: each look takes the next body, and the last one again."""

    bodies: list[str]
    kind: str = "text/plain"

    async def look(self) -> Observation:
        body = self.bodies.pop(0) if len(self.bodies) > 1 else self.bodies[0]
        facts = {"status": 200, "header": {"content-type": self.kind}, "body": body}
        return Observation(
            outcome="ok", latency=0.01, facts=LazyFacts(facts, {"json": lambda: read_json(body)})
        )

    def late(self) -> Observation:
        return Observation(outcome="fail", reason="http.timeout_first_byte")

    async def close(self) -> None:
        """Nothing is held."""


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as made:
        yield made


def _looked(runner: asyncio.Runner, lookout: Lookout, kind: str, *expect: str) -> Sample:
    values = {str(at): line.split()[0] for at, line in enumerate(expect)}
    sample = runner.run(take(lookout, probe(kind, *expect, values=values), AT, reach()))
    assert sample.reason != "probe.bug", sample
    assert sample.outcome == "ok" or sample.reason in REASONS
    assert plain(sample.detail)
    assert all(math.isfinite(value) for value in sample.values.values())
    return sample


_ASKED = Asked(
    gauges={"up": parse("up")},
    rates={"requests": parse("http_requests_total{method!~'P.*'}")},
    ratios={"errors": (parse("http_requests_total{status=~'5..'}"), parse("http_requests_total"))},
    quantiles={"p95": (0.95, parse("seconds_bucket"))},
)
_FIGURES = ("gauge.up > 0", "rate.requests >= 0", "ratio.errors < 1%", "quantile.p95 < 0.4")


@given(st.booleans(), EDITS, EDITS)
def test_a_page_with_bytes_changed_comes_to_a_verdict(
    runner: asyncio.Runner, openmetrics: bool, before: list[Edit], after: list[Edit]
) -> None:
    page = (OPEN if openmetrics else PAGE).encode()
    bodies = [spoilt(page, edits).decode(errors="replace") for edits in (before, after)]
    served = Served(bodies, "application/openmetrics-text" if openmetrics else "text/plain")
    lookout = MetricsLookout(
        source=cast("HttpLookout", served), asked=_ASKED, over=0.0, fresh=True, speed=1.0
    )
    _looked(runner, lookout, "metrics", *_FIGURES)


_NUMBERS = st.sampled_from(
    ["0", "1", "-1", "1e308", "-1e308", "NaN", "+Inf", "-Inf", "1_0", "0x1", "", "9" * 400]
)


@given(st.booleans(), st.lists(_NUMBERS, min_size=14, max_size=14))
def test_a_page_of_strange_numbers_comes_to_a_verdict(
    runner: asyncio.Runner, openmetrics: bool, numbers: list[str]
) -> None:
    bodies = []
    for some in (numbers[:7], numbers[7:]):
        names = (
            'http_requests_total{method="GET",status="200"}',
            'http_requests_total{status="503"}',
            "up",
            f'seconds_bucket{{le="{some[6]}"}}',
            'seconds_bucket{le="0.5"}',
            'seconds_bucket{le="+Inf"}',
        )
        lines = [f"{name} {number}" for name, number in zip(names, some, strict=False)]
        bodies.append("\n".join([*lines, "# EOF", ""]))
    served = Served(bodies, "application/openmetrics-text" if openmetrics else "text/plain")
    lookout = MetricsLookout(
        source=cast("HttpLookout", served), asked=_ASKED, over=0.0, fresh=True, speed=1.0
    )
    _looked(runner, lookout, "metrics", *_FIGURES)


@given(EDITS)
def test_metrics_of_a_body_are_numbers_or_not_there(edits: list[Edit]) -> None:
    found = Metrics(spoilt(PAGE.encode(), edits).decode(errors="replace"))
    for path in ("up", "http_requests_total.status.5xx", "seconds_bucket.le.+Inf"):
        value = found.get(path)
        assert value is None or (isinstance(value, float) and math.isfinite(value))


_ANSWERS: list[Any] = [VECTOR, SCALAR, REFUSED]


def _asked(runner: asyncio.Runner, body: str, age: str) -> Sample:
    lookout = PrometheusLookout(
        source=cast("HttpLookout", Served([body])),
        age=cast("HttpLookout", Served([age])),
        group_by="job",
        max_age=60.0,
    )
    expect = ("highest < 2", "count > 0", "by.a == 1", "age_seconds < 1m", "values.b > 0")
    return _looked(runner, lookout, "prometheus", *expect)


@given(
    st.one_of([st.tuples(st.just(each), changes(each)) for each in _ANSWERS]),
    changes(AGE),
    st.booleans(),
)
def test_an_answer_with_values_changed_comes_to_a_verdict(
    runner: asyncio.Runner, made: tuple[Any, list[Change]], age: list[Change], both: bool
) -> None:
    body = json.dumps(changed(*made))
    _asked(runner, body, json.dumps(changed(AGE, age) if both else AGE))


@given(st.sampled_from(_ANSWERS), EDITS)
def test_an_answer_with_bytes_changed_comes_to_a_verdict(
    runner: asyncio.Runner, document: Any, edits: list[Edit]
) -> None:
    body = spoilt(json.dumps(document).encode(), edits).decode(errors="replace")
    _asked(runner, body, body)
