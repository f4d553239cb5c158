"""`prometheus` and `metrics` against a real Prometheus, which scrapes itself."""

from collections.abc import Iterator

import pytest

from tests.probes.looking import look_once
from tests.probes.services import free_port, prometheus
from tests.support.waiting import wait_until_async


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with prometheus(tmp_path_factory.mktemp("prometheus"), dead=free_port()) as url:
        yield url


async def test_good_is_told_from_bad(url: str) -> None:
    query: dict[str, object] = {"url": url, "query": "up", "group_by": "job"}

    async def both_are_scraped() -> bool:
        sample = await look_once("prometheus", query, "by.self == 1", "by.dead == 0")
        return sample.outcome == "ok"

    await wait_until_async(both_are_scraped)
    one: dict[str, object] = {"url": url, "query": "up{job='self'}"}
    assert (await look_once("prometheus", one, "value == 1", "age_seconds < 20")).outcome == "ok"
    sample = await look_once("prometheus", query, "lowest == 1")
    assert (sample.outcome, sample.reason) == ("fail", "assert.failed")


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("nothing_of_that_name", "stale.no_sample"),
        ("0 / vector(0)", "stale.no_sample"),
        ("vector(0) / 0", "stale.no_sample"),
        ("up{", "config.invalid"),
        ("up[5m]", "config.invalid"),
        ("'text'", "config.invalid"),
    ],
)
async def test_what_measures_nothing_is_an_error(url: str, query: str, reason: str) -> None:
    sample = await look_once("prometheus", {"url": url, "query": query}, "not value > 1")
    assert (sample.outcome, sample.reason) == ("error", reason)


async def test_its_own_page_is_scraped(url: str) -> None:
    sample = await look_once(
        "metrics",
        {
            "url": f"{url}/metrics",
            "over": 0.5,
            "gauge": {"goroutines": "go_goroutines"},
            "rate": {"scrapes": "prometheus_http_requests_total{handler='/metrics'}"},
            "quantile": {
                "p50": "0.5 of prometheus_http_request_duration_seconds{handler='/metrics'}"
            },
        },
        "gauge.goroutines > 5",
        "rate.scrapes > 0",
        "quantile.p50 < 100ms",
    )
    assert sample.outcome == "ok", sample.detail
