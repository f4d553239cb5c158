import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from golive_tui.launch.groups import group_figures, probe_figures
from golive_tui.launch.series import Sight, sight_of
from tests.launch.world import START, after, probe, sample

PROBES = {
    "web": replace(probe("web"), group="Frontends"),
    "shop": replace(probe("shop"), group="Frontends"),
    "api": probe("api"),
}


def played(looks: str) -> Sight:
    """Each probe sees the same: `.` ok, `x` fail, `e` error."""
    sight = sight_of(PROBES, START)
    for slot, sign in enumerate(looks):
        outcome = {".": "ok", "x": "fail", "e": "error"}[sign]
        for name in PROBES:
            sight[name].add(sample(slot * 30.0, outcome, name=name))  # type: ignore[arg-type] # words
    return sight


def test_probes_of_a_group_are_pooled_and_one_without_stands_alone() -> None:
    found = group_figures(PROBES, played("." * 28 + "xx"), after(899.0))
    assert [(each.name, each.probes) for each in found] == [
        ("Frontends", ("web", "shop")),
        ("API", ("api",)),
    ]
    frontends = found[0]
    assert (frontends.n, frontends.failed, frontends.p95) == (60, 4, math.inf)
    assert frontends.error_rate == pytest.approx(4 / 60)
    assert frontends.throughput == pytest.approx(60 / 899)
    assert (frontends.outages, frontends.mttr) == (2, None)


def test_mean_time_to_repair_is_that_of_the_outages_that_ended() -> None:
    found = probe_figures(PROBES["api"], played("..xx.xxxx..x"), after(360))
    assert found.outages == 3
    assert found.mttr == pytest.approx((60 + 120) / 2)


def test_a_gap_in_an_outage_is_not_counted_as_down() -> None:
    found = probe_figures(PROBES["api"], played(".xeeeex."), after(240))
    assert found.outages == 1
    assert found.mttr == pytest.approx(30 + 30)


def test_nothing_seen_is_unknown_and_never_zero() -> None:
    found = probe_figures(PROBES["api"], sight_of(PROBES, START), after(900))
    assert (found.n, found.error_rate, found.throughput, found.uptime) == (0, None, None, None)
    assert (found.p50, found.max, found.coverage) == (None, None, 0.0)


@settings(max_examples=25)  # of hundreds of samples each
@given(
    st.lists(st.one_of(st.none(), st.floats(0.0, 30.0)), min_size=100, max_size=300),
    st.sampled_from([("p50", 50), ("p95", 95), ("p99", 99)]),
)
def test_percentiles_are_numpys_inverted_cdf_with_failures_as_infinity(
    latencies: list[float | None], quantile: tuple[str, int]
) -> None:
    name, percent = quantile
    sight = sight_of({"api": probe("api", every=1.0)}, START)
    for slot, latency in enumerate(latencies):
        outcome = "fail" if latency is None else "ok"
        sight["api"].add(sample(float(slot), outcome, latency))  # type: ignore[arg-type] # words
    found = probe_figures(probe("api", every=1.0), sight, after(len(latencies)))
    values = [math.inf if latency is None else latency for latency in latencies]
    wanted = float(np.percentile(values, percent, method="inverted_cdf"))
    assert getattr(found, name) == wanted


def test_a_probe_that_nobody_follows_is_in_no_group() -> None:
    sight = {"api": played("..")["api"]}
    assert [each.name for each in group_figures(PROBES, sight, after(60))] == ["API"]
