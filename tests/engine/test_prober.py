"""Slots at a fixed rate, spread out, never in a burst."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.checklist.model import Probe
from golive_tui.clock import SystemClock
from golive_tui.engine import prober as module
from golive_tui.engine.opening import Opened
from golive_tui.engine.prober import Prober, first_wait, second_gap
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


async def test_a_second_start_ends_what_the_first_began_and_a_stop_waits_for_both() -> None:
    bench = Bench(Counter(hang=True))
    bench.prober.start({"p": probe(timeout=3600.0)})
    await wait_until_async(lambda: bench.counter.looks == 1)
    bench.prober.start({"p": probe(timeout=3600.0)})
    await wait_until_async(lambda: bench.counter.looks == 2)
    await wait_until_async(lambda: bench.counter.at_once == 1)
    await bench.prober.stop()
    assert [task for task in asyncio.all_tasks() if task.get_name().startswith("probe ")] == []
    assert bench.counter.at_once == 0


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
    after = bench.prober._next(slot, 30.0, 30.0)
    assert bench.prober.missed_slots == 3
    assert after == slot + 120.0
    assert after > clock.monotonic()
    assert bench.prober._next(after, 30.0, 30.0) == after + 30.0
    assert bench.prober.missed_slots == 3


def test_many_probes_do_not_begin_together() -> None:
    waits = [first_wait(index / 20, 30.0, 1.0) for index in range(20)]
    assert waits == sorted(set(waits))
    assert max(waits) < 2.0
    assert first_wait(0.5, 1.0, 1.0) == 0.5
    assert first_wait(0.5, 3600.0, 60.0) == 60.0


@given(
    st.integers(1, 200),
    st.floats(0.25, 7200.0, allow_nan=False),
    st.sampled_from([1.0, 60.0, 1008.0]),
)
def test_from_the_second_look_on_each_has_its_place_in_the_interval(
    count: int, every: float, speed: float
) -> None:
    for index in range(count):
        share = index / count
        first, gap = first_wait(share, every, speed), second_gap(share, every, speed)
        assert every / 4 <= gap < every * 1.25 + 1e-9
        place = (first + gap) % every
        off = min(abs(place - share * every), every - abs(place - share * every))
        assert off == pytest.approx(0.0, abs=every * 1e-6)


async def test_the_second_look_comes_at_that_place_and_all_others_an_interval_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "FIRST_WITHIN", 0.2)
    bench = Bench(Counter())
    gaps: dict[str, list[float]] = {name: [] for name in "abcd"}
    really = bench.prober._next

    def noted(slot: float, gap: float, every: float) -> float:
        gaps[bench.seen[-1].probe].append(gap)
        return really(slot, gap, every)

    monkeypatch.setattr(bench.prober, "_next", noted)
    bench.prober.start({name: probe(name, every=0.4) for name in "abcd"})
    await wait_until_async(lambda: min(map(len, gaps.values())) >= 3)
    await bench.prober.stop()
    assert [each[0] for each in gaps.values()] == pytest.approx([0.4, 0.45, 0.1, 0.15])
    assert {gap for each in gaps.values() for gap in each[1:]} == {0.4}
