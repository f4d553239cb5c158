import asyncio
from collections.abc import Callable, Mapping

import pytest

from golive_tui.checklist.fields import Spec
from golive_tui.errors import InputError, TemplateError
from golive_tui.launch.samples import Sample
from golive_tui.probes import take as taking
from golive_tui.probes.kind import FactDoc, Lookout, Objection, Observation, Reach
from golive_tui.probes.take import Opening, take
from tests.probes import fault_server as faults
from tests.probes.fault_server import HOSTILE, SECRET, serving
from tests.probes.looking import AT, look_once, probe, reach
from tests.support.waiting import wait_until_async

Act = Callable[[], "Observation"]


class Double:
    """A lookout that does as the test says."""

    def __init__(self, seen: Observation | Exception) -> None:
        self.seen = seen

    async def look(self) -> Observation:
        if isinstance(self.seen, Exception):
            raise self.seen
        return self.seen

    def late(self) -> Observation:
        return Observation(outcome="fail", reason="tcp.timeout", detail="too late")

    async def close(self) -> None:
        """Nothing is held."""


class Waiting(Double):
    """A lookout that waits, and may turn a deaf ear to its cancellation."""

    def __init__(self, *, deaf: bool = False) -> None:
        super().__init__(Observation(outcome="ok"))
        self.deaf = deaf
        self.end = asyncio.Event()
        self.begun = 0
        self.called_off = 0

    async def look(self) -> Observation:
        self.begun += 1
        while not self.end.is_set():
            try:
                await self.end.wait()
            except asyncio.CancelledError:
                self.called_off += 1
                if not self.deaf:
                    raise
        return self.seen if isinstance(self.seen, Observation) else Observation(outcome="ok")


def ok(**facts: object) -> Observation:
    return Observation(outcome="ok", facts=facts, latency=0.25, phases={"dns": 0.1})


async def taken(lookout: Lookout, *expect: str, within: Reach | None = None) -> Sample:
    return await take(lookout, probe("tcp", *expect), AT, within or reach())


async def test_a_sample_carries_what_was_observed() -> None:
    sample = await take(Double(ok(n=3)), probe("tcp", "n == 3"), AT, reach(), scheduled=False)
    assert sample == Sample(
        probe="a-tcp",
        at=AT,
        outcome="ok",
        latency=0.25,
        detail="n is 3",
        phases={"dns": 0.1},
        scheduled=False,
    )


@pytest.mark.parametrize(
    ("expect", "reason", "detail"),
    [
        (("n == 4",), "assert.failed", "n == 4: n is 3"),
        (("m == 4",), "assert.missing_value", "m == 4: m is missing"),
        (("not m == 4",), "assert.missing_value", "not m == 4: m is missing"),
        (("n == 'x'",), "assert.type", "n == 'x': n is 3, which it cannot be compared with"),
        (("not n == 'x'",), "assert.type", None),
        (("m exists",), "assert.failed", "m exists: m is missing"),
        # What is false outweighs what is unknown.
        (("m == 4", "n == 3", "n > 5"), "assert.failed", "n > 5: n is 3"),
        (("n > 5", "n > 6", "n > 7"), "assert.failed", "n > 5: n is 3 (and 2 more)"),
    ],
)
async def test_a_condition_that_does_not_hold_fails_the_sample(
    expect: tuple[str, ...], reason: str, detail: str | None
) -> None:
    sample = await taken(Double(ok(n=3)), *expect)
    assert (sample.outcome, sample.reason) == ("fail", reason)
    assert sample.latency == 0.25
    if detail is not None:
        assert sample.detail == detail


async def test_an_objection_holds_unless_the_conditions_speak_of_it() -> None:
    against = Objection(facts=("status",), reason="http.status", detail="HTTP 503")
    seen = Observation(outcome="ok", facts={"status": 503, "n": 1}, objection=against)
    sample = await taken(Double(seen), "n == 1")
    assert (sample.outcome, sample.reason, sample.detail) == ("fail", "http.status", "HTTP 503")
    assert (await taken(Double(seen), "status >= 500")).outcome == "ok"
    assert (await taken(Double(seen), "status == 200")).reason == "assert.failed"


async def test_numbers_are_kept_and_what_is_none_is_left_out() -> None:
    facts: dict[str, object] = {
        "whole": 7,
        "text": "42.5",
        "yes": True,
        "word": "seven",
        "nothing": None,
        "many": [1],
        "endless": float("inf"),
        "huge": 10**400,
    }
    wanted = {name: name for name in (*facts, "missing")}
    sample = await take(Double(ok(**facts)), probe("tcp", values=wanted), AT, reach())
    assert sample.values == {"whole": 7.0, "text": 42.5, "yes": 1.0}


async def test_values_are_kept_of_a_sample_that_fails() -> None:
    sample = await take(Double(ok(n=3)), probe("tcp", "n == 4", values={"n": "n"}), AT, reach())
    assert (sample.outcome, sample.values) == ("fail", {"n": 3.0})


@pytest.mark.parametrize(
    ("error", "outcome", "reason"),
    [
        (ConnectionRefusedError(111, "refused"), "fail", "tcp.refused"),
        (InputError("no such file"), "error", "config.invalid"),
        (TemplateError("TOKEN is not set"), "error", "secret.unset"),
        (ZeroDivisionError("oops"), "error", "probe.bug"),
        (RecursionError("deep"), "error", "probe.bug"),
        (TimeoutError("a library's own"), "error", "probe.bug"),
    ],
)
async def test_whatever_a_look_raises_is_a_reason(
    error: Exception, outcome: str, reason: str
) -> None:
    sample = await taken(Double(error))
    assert (sample.outcome, sample.reason) == (outcome, reason)
    assert str(error.args[-1]) in sample.detail


async def test_a_bug_is_told_with_its_place() -> None:
    sample = await taken(Double(ZeroDivisionError("oops")))
    assert sample.detail.startswith("ZeroDivisionError: oops (test_take.py:")


async def test_a_reason_that_nobody_knows_is_a_bug() -> None:
    sample = await taken(Double(Observation(outcome="fail", reason="made.up", detail="x")))
    assert (sample.outcome, sample.reason) == ("error", "probe.bug")


async def test_the_deadline_is_kept_and_the_lookout_says_what_it_waited_for() -> None:
    lookout = Waiting()
    sample = await taken(lookout, within=reach(0.05))
    assert (sample.reason, sample.detail, lookout.called_off) == ("tcp.timeout", "too late", 1)


async def test_a_look_that_is_deaf_is_abandoned_and_no_second_is_begun_beside_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(taking, "GRACE", 0.05)
    lookout = Waiting(deaf=True)
    for _ in range(3):
        sample = await taken(lookout, within=reach(0.05))
        assert (sample.outcome, sample.reason) == ("error", "probe.stuck")
    assert lookout.begun == 1
    assert taking._stuck
    lookout.end.set()
    await wait_until_async(lambda: not taking._stuck)
    assert (await taken(lookout)).outcome == "ok"


async def test_who_calls_off_the_taking_calls_off_the_look() -> None:
    lookout = Waiting()
    task = asyncio.create_task(taken(lookout))
    await wait_until_async(lambda: lookout.begun)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert lookout.called_off == 1


async def test_the_detail_is_one_clean_line_without_secrets() -> None:
    seen = Observation(outcome="fail", reason="tcp.refused", detail=HOSTILE)
    sample = await taken(Double(seen), within=reach(secrets=(SECRET,)))
    assert sample.detail == "␛]0;pwned␇␛[31m***\ufffd\ufffd\ufffd2J⏎second line"


async def test_a_secret_is_not_told_by_half_where_a_fact_is_cut() -> None:
    for start in range(60, 100):
        fact = "x" * start + SECRET
        sample = await taken(Double(ok(it=fact)), "it == 'y'", within=reach(secrets=(SECRET,)))
        assert SECRET[:4] not in sample.detail


async def test_a_secret_in_the_condition_itself_is_redacted() -> None:
    sample = await taken(Double(ok(it="x")), f"it == '{SECRET}'", within=reach(secrets=(SECRET,)))
    assert sample.detail == "it == '***': it is 'x'"


async def test_a_peer_that_echoes_the_token_does_not_show_it() -> None:
    hello = faults.answering(
        f"token was {SECRET}".encode(), status="403 No", headers={"Content-Type": "text/plain"}
    )
    async with serving({"/": hello}) as server:
        sample = await look_once("http", {"url": server.url}, within=reach(secrets=(SECRET,)))
    assert sample.detail == "HTTP 403 Forbidden: token was ***"


class Kind:
    """A kind that opens as the test says."""

    name = "double"
    spec = Spec(name="double", help="", fields=())
    facts: tuple[FactDoc, ...] = ()

    def __init__(self, *opens: Lookout | Exception) -> None:
        self.opens = list(opens)

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        one = self.opens.pop(0)
        if isinstance(one, Exception):
            raise one
        return one


async def test_what_goes_wrong_in_opening_is_a_sample_and_is_tried_again() -> None:
    wrong = InputError("no such file")
    kind = Kind(wrong, wrong, RuntimeError("oops"), Double(ok()))
    lookout = Opening(kind, {}, reach())
    assert lookout.late().reason == "probe.timeout"
    reasons = [(await taken(lookout)).reason for _ in range(4)]
    assert reasons == ["config.invalid", "probe.bug", None, None]
    assert lookout.late().reason == "tcp.timeout"
    await lookout.close()


async def test_what_can_open_opens_before_the_first_look() -> None:
    kind = Kind(Double(ok()))
    lookout = Opening(kind, {}, reach())
    assert kind.opens == []
    assert (await taken(lookout)).outcome == "ok"


async def test_what_never_opened_closes() -> None:
    await Opening(Kind(InputError("x")), {}, reach()).close()
