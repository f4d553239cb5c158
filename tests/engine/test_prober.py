"""Slots at a fixed rate, spread out, never in a burst."""

import asyncio
from pathlib import Path

from golive_tui.checklist.model import Probe
from golive_tui.clock import SystemClock
from golive_tui.engine.opening import Opened
from golive_tui.engine.prober import Prober, first_wait
from golive_tui.launch.samples import Sample
from golive_tui.probes.kind import Observation, Reach
from golive_tui.secrets import Redactor
from tests.engine.clocks import HandClock
from tests.support.waiting import wait_until_async


class Counter:
    """A lookout that counts its looks, and may hang or ignore being cancelled."""

    def __init__(self, *, hang: bool = False) -> None:
        self.looks = 0
        self.at_once = 0
        self.most_at_once = 0
        self.closed = False
        self.hang = hang

    async def look(self) -> Observation:
        self.looks += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.hang:
                await asyncio.Event().wait()
            return Observation(outcome="ok", latency=0.001)
        finally:
            self.at_once -= 1

    def late(self) -> Observation:
        return Observation(outcome="fail", reason="tcp.timeout")

    async def close(self) -> None:
        self.closed = True


def probe(name: str = "p", every: float = 0.01, timeout: float = 0.05) -> Probe:
    return Probe(id=name, kind="tcp", title=name, every=every, timeout=timeout)


class Bench:
    """A prober over counters, and what it saw."""

    def __init__(self, counter: Counter, clock: "SystemClock | HandClock | None" = None) -> None:
        self.counter = counter
        self.seen: list[Sample] = []
        self.prober = Prober(clock or SystemClock(), open_probe=self.open, seen=self.seen.append)

    def open(self, probe: Probe) -> Opened:
        reach = Reach(deadline=probe.timeout, redactor=Redactor(), directory=str(Path.cwd()))
        return Opened(probe, self.counter, reach)


async def test_every_slot_gives_a_scheduled_sample_and_the_end_closes_the_lookout() -> None:
    bench = Bench(Counter())
    bench.prober.start({"p": probe()})
    await wait_until_async(lambda: len(bench.seen) >= 5)
    await bench.prober.stop()
    assert all(sample.scheduled and sample.outcome == "ok" for sample in bench.seen)
    assert bench.counter.closed


async def test_a_look_at_request_does_not_count_and_does_not_move_the_schedule() -> None:
    bench = Bench(Counter())
    bench.prober.start({"p": probe(every=3600.0)})
    await wait_until_async(lambda: len(bench.seen) == 1)
    bench.prober.look_now("p")
    bench.prober.look_now("nobody")
    await wait_until_async(lambda: len(bench.seen) == 2)
    await bench.prober.stop()
    assert [sample.scheduled for sample in bench.seen] == [True, False]


async def test_a_hanging_target_ends_at_its_deadline_one_look_at_a_time_and_slots_are_counted() -> (
    None
):
    bench = Bench(Counter(hang=True))
    bench.prober.start({"p": probe(every=0.01, timeout=0.05)})
    await wait_until_async(lambda: len(bench.seen) >= 3)
    await bench.prober.stop()
    assert {(sample.outcome, sample.reason) for sample in bench.seen} == {("fail", "tcp.timeout")}
    assert bench.counter.most_at_once == 1
    assert bench.prober.missed_slots >= 2 * 3


async def test_slots_missed_are_left_out_and_never_caught_up() -> None:
    clock = HandClock()
    bench = Bench(Counter(), clock)
    slot = clock.monotonic()
    clock.go(95.0)
    after = bench.prober._next(slot, 30.0)
    assert bench.prober.missed_slots == 3
    assert after == slot + 120.0
    assert after > clock.monotonic()
    assert bench.prober._next(after, 30.0) == after + 30.0
    assert bench.prober.missed_slots == 3


def test_many_probes_do_not_begin_together() -> None:
    waits = [first_wait(index / 20, 30.0, 1.0) for index in range(20)]
    assert waits == sorted(set(waits))
    assert max(waits) < 2.0
    assert first_wait(0.5, 1.0, 1.0) == 0.5
    assert first_wait(0.5, 3600.0, 60.0) == 60.0
