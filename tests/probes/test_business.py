import json

import pytest

from golive_tui import clock
from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from golive_tui.probes.take import take
from tests.probes.fault_server import answering, serving
from tests.probes.looking import AT, look_once, opened, probe, reach

USERS = {"users": {"citypulse": {"active": 12}, "flowmind": {"active": 30}}}


async def looked(body: object, *expect: str, **settings: object) -> Sample:
    text = body if isinstance(body, str) else json.dumps(body)
    async with serving({"/": answering(text.encode())}) as server:
        given = {"source": "json", "url": server.url, "select": "users", "value": "active"}
        return await look_once("business", {**given, **settings}, *expect)


async def test_figures_by_group() -> None:
    expect = ("value == 42", "by.citypulse == 12", "count == 2")
    sample = await looked(USERS, *expect, groups=("citypulse", "flowmind"), min=10.0)
    assert sample.outcome == "ok", sample.detail
    listed = {"users": [{"frontend": "citypulse", "active": 12}]}
    assert (await looked(listed, "by.citypulse == 12")).outcome == "ok"


@pytest.mark.parametrize(
    ("settings", "reason", "detail"),
    [
        ({"groups": ("velocity",)}, "assert.missing_value", "there is no figure for velocity"),
        ({"min": 20.0}, "assert.failed", "citypulse has 12, and should have 20"),
        ({"max": 20.0}, "assert.failed", "flowmind has 30, and may have 20"),
        ({"max_age": 60.0}, "stale.no_sample", "nothing says how old the figure of citypulse is"),
        ({"baseline": 24.0, "max_drop_ratio": 0.3}, "assert.failed", "50% below its baseline"),
        ({"select": "none"}, "assert.missing_value", "nothing at none"),
        ({"value": "none"}, "assert.missing_value", "the figure of citypulse is no number"),
    ],
)
async def test_what_is_demanded(settings: dict[str, object], reason: str, detail: str) -> None:
    sample = await looked(USERS, **settings)
    assert (sample.outcome, sample.reason) == ("fail", reason)
    assert detail in sample.detail


async def test_no_figure_an_old_one_and_a_fresh_one() -> None:
    assert (await looked({"users": []})).reason == "stale.no_sample"
    for age, reason in ((600.0, "stale.no_sample"), (5.0, None)):
        at = clock.real_now().timestamp() - age
        body = {"users": [{"frontend": "a", "active": 1, "at": at}]}
        assert (await looked(body, "age_seconds < 1d", max_age=60.0)).reason == reason


async def test_the_age_of_a_time_that_is_still_to_come_cannot_be_asked_for() -> None:
    body = {"users": [{"frontend": "a", "active": 1, "at": 4_000_000_000_000}]}
    sample = await looked(body, "age_seconds < 5m")
    assert sample.outcome != "ok"
    assert "still to come" in sample.detail


async def test_a_flat_line_is_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter([0.0, 30.0, 700.0])
    async with serving({"/": answering(json.dumps({"a": 1}).encode())}) as server:
        within = reach()
        settings: dict[str, object] = {"source": "json", "url": server.url, "flat_after": 600.0}
        lookout = opened("business", settings, within)
        reasons = []
        for tick in ticks:
            with monkeypatch.context() as patch:
                patch.setattr("golive_tui.probes.look.business.clock.stopwatch", lambda t=tick: t)
                reasons.append((await take(lookout, probe("business"), AT, within)).reason)
        await lookout.close()
    assert reasons == [None, None, "stale.no_sample"]


async def test_a_page_of_metrics_and_a_command() -> None:
    page = 'active{frontend="a",pod="1"} 2\nactive{frontend="a",pod="2"} 3\n'
    sample = await looked(page, "by.a == 5", source="metrics", select="active")
    assert sample.outcome == "ok", sample.detail
    sample = await looked(page, source="metrics", select="active", rate=True)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    given: dict[str, object] = {"source": "command", "run": ("echo", '{"a": 5}')}
    assert (await look_once("business", given, "by.a == 5")).outcome == "ok"


@pytest.mark.parametrize(
    "settings",
    [
        {"source": "json"},
        {"source": "pigeon", "url": "http://h/"},
        {"source": "sql", "dsn": "postgresql://h/"},
        {"source": "metrics", "url": "http://h/", "select": "5x"},
        {"source": "json", "url": "http://h/", "baseline": 5.0},
        {"source": "json", "url": "http://h/", "run": ("true",)},
    ],
)
def test_settings_that_name_no_figure_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("business", settings)


def test_a_check_sees_no_flat_line_and_no_growth() -> None:
    for more in ({"flat_after": 600.0}, {"source": "metrics", "select": "up", "rate": True}):
        settings: dict[str, object] = {"source": "json", "url": "http://h/", **more}
        with pytest.raises(InputError):
            opened("business", settings, reach(fresh=True))
