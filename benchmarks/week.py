"""A whole launch in no time: through the pure core, and as `golive rehearse --instant` does it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

from benchmarks.bench import ROOT, home, timed
from benchmarks.table import Row
from tests.launch.week import START, Week, plan

DAYS, PROBES, EVERY = 7.0, 20, 30.0
WEEK = ("rehearse", "flowmind", "--scenario", "quiet-week", "--instant", "--headless")


def core() -> tuple[float, Week]:
    """Processor seconds of a week through the pure core."""
    week = Week(checklist=plan(PROBES, EVERY))
    began = time.process_time()
    week.begin(START)
    week.run(START, START + timedelta(days=DAYS))
    return time.process_time() - began, week


def rehearsed() -> float:
    """Seconds of the shipped quiet week. CalledProcessError when an expectation failed."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    argv = [sys.executable, "-m", "golive_tui", *WEEK]
    return timed(lambda: subprocess.run(argv, env=env, capture_output=True, check=True))


def rows() -> Iterator[Row]:
    """Both weeks."""
    seconds, week = core()
    each = seconds / week.samples * 1e6
    yield Row(
        what="a week of 20 probes at 30 s through the pure core",
        measured=seconds,
        unit="s",
        budget=30.0,
        remark=f"{week.samples:,} samples, {each:.0f} us each, {len(week.events):,} events",
    )
    with home():
        yield Row(
            what="golive rehearse flowmind --scenario quiet-week --instant",
            measured=rehearsed(),
            unit="s",
            budget=60.0,
            remark="20 probes, all triggers, 48 rounds, engine core",
        )
