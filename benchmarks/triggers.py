"""What triggers cost: many of them over many probes, as fast as the pure core goes.

    python benchmarks/triggers.py [--triggers 200] [--probes 200] [--every 1] [--minutes 10]

Prints CPU seconds a simulated hour, and the share of one core that a live launch of that size would
take: the budget is 10 % for 200 triggers over 200 probes at 1 Hz. `judging` is the triggers' own
part; `all` has the probes' windows and verdicts in it too.
"""

import argparse
import random
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))

from golive_tui.checklist.model import Measure, Trigger
from golive_tui.launch.samples import Sample
from golive_tui.launch.trigger_facts import TriggerArmed
from golive_tui.launch.triggers import evaluate, look
from tests.launch.week import START, Week, plan

MEASURES = (
    ("error_rate", 0.05, 60.0), ("p95", 1.0, 60.0), ("consecutive_failures", 3.0, 10.0),
    ("p99", 1.0, 300.0), ("mean:v", 9.0, 60.0),
)  # fmt: skip


def main() -> None:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description="Triggers over probes, through the pure core.")
    parser.add_argument("--triggers", type=int, default=200)
    parser.add_argument("--probes", type=int, default=200)
    parser.add_argument("--every", type=float, default=1.0)
    parser.add_argument("--minutes", type=float, default=10.0)
    options = parser.parse_args()
    base = plan(options.probes, options.every)
    names = list(base.probes)
    triggers = {
        f"t{n}": _trigger(f"t{n}", names[n % len(names)], *MEASURES[n % len(MEASURES)])
        for n in range(options.triggers)
    }
    week = Week(checklist=replace(base, triggers=triggers))
    week.begin(START)
    week.record([TriggerArmed(trigger=name) for name in triggers], START)
    whole, judging = _run(week, options.every, options.minutes * 60)
    hours = options.minutes / 60
    print(f"{week.samples:,} samples, {len(week.events):,} events, {options.minutes:g} min")
    for name, seconds in (("judging", judging), ("all", whole)):
        share = seconds / (hours * 3600)
        print(f"{name:8} {seconds / hours:7.1f} CPU s a simulated hour, {share:.1%} of a core")


def _trigger(name: str, probe: str, measure: str, above: float, window: float) -> Trigger:
    rule = Measure(measure=measure, of=(probe,), window=window, above=above)
    return Trigger(id=name, title=name, measure=rule, for_seconds=120.0, needs=2)


def _run(week: Week, every: float, seconds: float) -> tuple[float, float]:
    """CPU seconds of all of it, and of the triggers alone."""
    chance = random.Random(7)  # noqa: S311 - a benchmark, not a secret
    judging = 0.0
    began = time.process_time()
    for slot in range(int(seconds / every)):
        at = START + timedelta(seconds=slot * every)
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
            judging += _timed_look(week, sample, at)
        if week.gauges.next_at <= at.timestamp():
            start = time.process_time()
            week.record(evaluate(week.checklist, week.state, week.gauges, at), at)
            judging += time.process_time() - start
    return time.process_time() - began, judging


def _timed_look(week: Week, sample: Sample, at: datetime) -> float:
    start = time.process_time()
    facts = look(week.checklist, week.state, week.gauges, sample, at)
    spent = time.process_time() - start
    week.record(facts, at)
    return spent


if __name__ == "__main__":
    main()
