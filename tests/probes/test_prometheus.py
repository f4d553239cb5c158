import json

import pytest

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from tests.probes.fault_server import Peer, Script, answering, serving
from tests.probes.looking import look_once, opened
from tests.probes.test_prometheus_answer import vector


class Everywhere(dict[str, Script]):
    """One script for every path: that of a query is long."""

    def __init__(self, script: Script) -> None:
        super().__init__()
        self._script = script

    def get(self, key: str, default: object = None) -> Script:
        return self._script


async def looked(*bodies: object, expect: tuple[str, ...] = (), **settings: object) -> Sample:
    left = [json.dumps(body).encode() for body in bodies]

    async def script(peer: Peer) -> None:
        await answering(left.pop(0) if len(left) > 1 else left[0])(peer)

    async with serving({}) as server:
        server.scripts = Everywhere(script)
        given: dict[str, object] = {"url": server.url, "query": "sum(x)", **settings}
        return await look_once("prometheus", given, *expect)


def success(data: object, **more: object) -> dict[str, object]:
    return {"status": "success", "data": data, **more}


async def test_one_number_and_several() -> None:
    sample = await looked(success(vector(({}, "0.5"))), expect=("value == 0.5", "count == 1"))
    assert sample.outcome == "ok", sample.detail
    two = success(vector(({"frontend": "a"}, "1"), ({"frontend": "b"}, "3")))
    expect = ("by.a == 1", "lowest == 1", "highest == 3", "values.b == 3")
    assert (await looked(two, expect=expect, group_by="frontend")).outcome == "ok"
    sample = await looked(two, expect=("value == 1",))
    assert (sample.outcome, sample.reason) == ("fail", "assert.missing_value")
    assert "2 results, not one" in sample.detail


async def test_nothing_measured_is_an_error_and_never_zero() -> None:
    for data in (vector(), vector(({}, "NaN"))):
        sample = await looked(success(data), expect=("not value > 5",))
        assert (sample.outcome, sample.reason) == ("error", "stale.no_sample")


async def test_warnings_and_age() -> None:
    warned = success(vector(({}, "1")), warnings=["a store did not answer"])
    sample = await looked(warned, expect=("value == 1",))
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    age = success(vector(({}, "400")))
    sample = await looked(
        success(vector(({}, "1"))), age, expect=("value == 1",), age_of="x", max_age=300.0
    )
    assert (sample.outcome, sample.reason) == ("error", "stale.no_sample")
    sample = await looked(
        success(vector(({}, "1"))), age, expect=("age_seconds == 400",), query="x"
    )
    assert sample.outcome == "error"  # no figure of the query itself is asked for
    assert sample.reason == "inconclusive"


async def test_refusals() -> None:
    sample = await looked({"status": "error", "errorType": "bad_data", "error": "parse error"})
    assert (sample.outcome, sample.reason) == ("error", "config.invalid")
    sample = await looked({"status": "fine"})
    assert (sample.outcome, sample.reason) == ("fail", "http.decode")
    assert (await looked(success(vector(({}, "1"))))).reason == "inconclusive"


@pytest.mark.parametrize(
    "settings",
    [{"url": ""}, {"query": ""}, {"age_of": "sum(x)"}, {"query": "sum(x)", "max_age": 5.0}],
)
def test_settings_that_ask_for_nothing_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("prometheus", {"url": "http://127.0.0.1", "query": "up", **settings})
