import asyncio
from collections.abc import Callable, Mapping

import pytest

from golive_tui.checklist.fields import Spec
from golive_tui.errors import InputError, TemplateError
from golive_tui.launch.samples import Sample
from golive_tui.probes import take as taking
from golive_tui.probes.kind import FactDoc, Lookout, Observation, Reach
from golive_tui.probes.take import Opening, take
from tests.probes import fault_server as faults
from tests.probes.fault_server import SECRET, serving
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
    reasons = ()
    check_only = False

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
