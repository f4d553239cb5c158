from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from golive_tui.probes.take import take
from tests.probes.fault_server import Peer, answering, serving
from tests.probes.looking import AT, look_once, opened, probe, reach

ERRORS = "http_requests_total{status=~'5..'} / http_requests_total"


def page(ok: int, bad: int, fast: int, slow: int) -> bytes:
    return f"""sessions 7
http_requests_total{{status="200"}} {ok}
http_requests_total{{status="503"}} {bad}
took_seconds_bucket{{le="0.1"}} {fast}
took_seconds_bucket{{le="0.25"}} {fast + slow}
took_seconds_bucket{{le="+Inf"}} {fast + slow}
""".encode()


def in_turn(*pages: bytes) -> Callable[[Peer], Awaitable[None]]:
    left = list(pages)

    async def script(peer: Peer) -> None:
        await answering(left.pop(0) if len(left) > 1 else left[0])(peer)

    return script


async def looked(pages: tuple[bytes, ...], *expect: str, **settings: object) -> Sample:
    async with serving({"/": in_turn(*pages)}) as server:
        given: dict[str, object] = {"url": server.url, "over": 0.05, **settings}
        return await look_once("metrics", given, *expect, within=reach(fresh=True))


TWO = (page(100, 0, 90, 10), page(190, 10, 170, 20))


async def test_what_stands_there_and_what_grows() -> None:
    sample = await looked(
        TWO,
        "gauge.sessions == 7",
        "rate.requests > 100",
        "ratio.errors == 0.1",
        "quantile.p50 < 0.1",
        "seconds >= 0.05",
        gauge={"sessions": "sessions"},
        rate={"requests": "http_requests_total"},
        ratio={"errors": ERRORS},
        quantile={"p50": "0.5 of took_seconds"},
    )
    assert sample.outcome == "ok", sample.detail


async def test_growth_is_told_by_launch_seconds() -> None:
    async with serving({"/": in_turn(*TWO)}) as server:
        given: dict[str, object] = {"url": server.url, "over": 0.05}
        given["rate"] = {"requests": "http_requests_total"}
        within = replace(reach(fresh=True), speed=1000.0)
        asked = ("rate.requests <= 2", "seconds >= 50")
        sample = await look_once("metrics", given, *asked, within=within)
    assert sample.outcome == "ok", sample.detail


@pytest.mark.parametrize(
    ("expect", "reason"),
    [
        ("quantile.p95 < 0.5", "config.invalid"),
        ("quantile.p95 <= 0.25", "config.invalid"),
        ("not quantile.p95 > 0.25", "config.invalid"),
        ("not quantile.p95 >= 0.3", "config.invalid"),
        ("quantile.p95 < 0.25", None),
        ("quantile.p95 < 0.1", "assert.failed"),
    ],
)
async def test_a_limit_that_can_never_be_broken_is_refused(expect: str, reason: str | None) -> None:
    sample = await looked(TWO, expect, quantile={"p95": "0.95 of took_seconds_bucket"})
    assert sample.reason == reason
    if reason == "config.invalid":
        assert sample.outcome == "error"
        assert "largest finite bucket of its histogram is 0.25" in sample.detail


@pytest.mark.parametrize(
    ("settings", "expect", "why"),
    [
        ({"gauge": {"a": "nowhere"}}, "gauge.a == 0", "the page has no nowhere"),
        ({"gauge": {"a": "nowhere"}}, "not gauge.a > 0", "the page has no nowhere"),
        ({"rate": {"a": "sessions{x='y'}"}}, "rate.a == 0", "has no such series"),
        ({"ratio": {"a": "nowhere / sessions"}}, "ratio.a < 1", "the page has no nowhere"),
        ({"ratio": {"a": "sessions / sessions"}}, "ratio.a < 1", "nothing was counted"),
        ({"quantile": {"a": "0.9 of nowhere"}}, "quantile.a < 1", "the page has no nowhere"),
    ],
)
async def test_what_was_not_measured_passes_nothing(
    settings: dict[str, object], expect: str, why: str
) -> None:
    sample = await looked(TWO[:1], expect, **settings)
    assert (sample.outcome, sample.reason) == ("fail", "assert.missing_value")
    assert why in sample.detail


async def test_a_part_that_no_series_has_yet_is_no_share() -> None:
    ratio = {"a": "http_requests_total{status='500'} / http_requests_total"}
    assert (await looked(TWO, "ratio.a == 0", ratio=ratio)).outcome == "ok"


async def test_figures_of_which_none_is_expected_prove_nothing() -> None:
    sample = await looked(TWO, gauge={"sessions": "sessions"})
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")


async def test_a_probe_reckons_since_its_last_look() -> None:
    async with serving(
        {"/": in_turn(page(10, 0, 1, 0), page(20, 0, 1, 0), page(5, 0, 1, 0))}
    ) as one:
        settings: dict[str, object] = {
            "url": one.url,
            "over": 0.05,
            "rate": {"a": "http_requests_total"},
        }
        within, wanted = reach(), probe("metrics", "rate.a > 0")
        lookout = opened("metrics", settings, within)
        for _ in range(2):
            assert (await take(lookout, wanted, AT, within)).outcome == "ok"
        assert len(one.heads) == 3
        assert b"text/plain;version=0.0.4" in one.heads[0]
        await lookout.close()


async def test_a_page_that_is_none_and_one_behind_a_door() -> None:
    async with serving({"/": answering(b"no", status="401 No")}) as server:
        sample = await look_once(
            "metrics", {"url": server.url, "gauge": {"a": "up"}}, "gauge.a > 0"
        )
    assert (sample.outcome, sample.reason) == ("fail", "auth.rejected")
    sample = await looked((b"up{job= 5\n",), "gauge.a > 0", gauge={"a": "up"})
    assert (sample.outcome, sample.reason) == ("fail", "http.decode")


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"gauge": {"a": "5x"}},
        {"ratio": {"a": "up"}},
        {"quantile": {"a": "95 of took"}},
        {"quantile": {"a": "took"}},
        {"rate": {"a": "up"}, "over": 60.0},
    ],
)
def test_settings_that_ask_for_nothing_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("metrics", {"url": "http://127.0.0.1/", **settings})
