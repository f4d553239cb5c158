"""What judging costs: ten triggers on a launch young and old, and many triggers over many probes.

CPU time through the pure core; `judging` is the triggers' own part of a sample.
"""

import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median

from msgspec.structs import replace

from benchmarks.table import Row
from golive_tui.checklist.model import Measure, Trigger
from golive_tui.launch.samples import Sample
from golive_tui.launch.trigger_facts import TriggerArmed, TriggerTripped
from golive_tui.launch.triggers import evaluate, look
from tests.launch.week import START, Week, plan

MEASURES = (
    ("error_rate", 0.05, 60.0), ("p95", 1.0, 60.0), ("consecutive_failures", 3.0, 10.0),
    ("p99", 1.0, 300.0), ("mean:v", 9.0, 60.0),
)  # fmt: skip


OLD = 48.0
"""Hours after which a launch counts as old here."""


def rows() -> Iterator[Row]:
    """A sample's judging, whether it stays what it was, how soon a trip comes, and a crowd."""
    week = _armed(probes=20, every=30.0, triggers=10)
    young = _judged(week, 30.0, START, hours=2.0)
    _judged(week, 30.0, START + timedelta(hours=2), hours=OLD - 2)
    old = _judged(week, 30.0, START + timedelta(hours=OLD), hours=2.0)
    yield Row(what="judging a sample, 10 triggers", measured=median(young) * 1e6, unit="us",
              budget=50.0)  # fmt: skip
    yield Row(what=f"the same after {OLD:.0f} hours of launch", measured=median(old) * 1e6,
              unit="us", budget=50.0, peer="after an hour", beside=median(young) * 1e6,
              ratio_budget=1.2)  # fmt: skip
    late = max(_detected(phase / 10) for phase in range(10))
    yield Row(what="a breach at 10 s: trip after the earliest possible instant, in intervals",
              measured=late, budget=1.0, remark="most of ten phases of the fault")  # fmt: skip
    crowd = _armed(probes=200, every=1.0, triggers=200)
    began = time.process_time()
    _judged(crowd, 1.0, START, hours=1 / 60)
    share = (time.process_time() - began) / 60 * 100
    yield Row(what="200 triggers over 200 probes at 1 Hz, windows and all", measured=share,
              unit="% of a core")  # fmt: skip


def _armed(*, probes: int, every: float, triggers: int) -> Week:
    base = plan(probes, every)
    names = list(base.probes)
    made = {
        f"t{n}": _trigger(f"t{n}", names[n % len(names)], *MEASURES[n % len(MEASURES)])
        for n in range(triggers)
    }
    week = Week(checklist=replace(base, triggers=made))
    week.begin(START)
    week.record([TriggerArmed(trigger=name) for name in made], START)
    return week


def _detected(phase: float) -> float:
    """Intervals between the earliest instant at which a fault could trip, and the trip."""
    every = 10.0
    base = plan(1, every)
    health = replace(base.triggers["health"], for_seconds=0.0)
    week = Week(checklist=replace(base, triggers={"health": health}))
    week.begin(START)
    week.record([TriggerArmed(trigger="health")], START)
    fault = 20 * every + phase * every
    earliest = fault + 3 * every
    for slot in range(40):
        at = START + timedelta(seconds=slot * every)
        bad = slot * every >= fault
        outcome = "fail" if bad else "ok"
        week.see(Sample(probe="p00", at=at, outcome=outcome, latency=None if bad else 0.05))  # type: ignore[arg-type]
        if any(isinstance(event.fact, TriggerTripped) for event in week.events):
            return (slot * every - earliest) / every
    raise AssertionError("the health trigger did not trip")


def _trigger(name: str, probe: str, measure: str, above: float, window: float) -> Trigger:
    rule = Measure(measure=measure, of=(probe,), window=window, above=above)
    return Trigger(id=name, title=name, measure=rule, for_seconds=120.0, needs=2)


def _judged(week: Week, every: float, start: datetime, *, hours: float) -> list[float]:
    """CPU seconds of judging each sample of some hours."""
    chance = random.Random(7)  # noqa: S311 - a benchmark, not a secret
    found = []
    for slot in range(int(hours * 3600 / every)):
        at = start + timedelta(seconds=slot * every)
        for probe in week.checklist.probes:
            bad = chance.random() < 0.002
            sample = Sample(
                probe=probe,
                at=at,
                outcome="fail" if bad else "ok",
                latency=None if bad else chance.random() * 0.1,
                reason="tcp.refused" if bad else None,
                values={"v": 1.0},
            )
            week.see_only(sample)
            found.append(_timed_look(week, sample, at))
        if week.gauges.next_at <= at.timestamp():
            week.record(evaluate(week.checklist, week.state, week.gauges, at), at)
    return found


def _timed_look(week: Week, sample: Sample, at: datetime) -> float:
    start = time.perf_counter()
    facts = look(week.checklist, week.state, week.gauges, sample, at)
    spent = time.perf_counter() - start
    week.record(facts, at)
    return spent
