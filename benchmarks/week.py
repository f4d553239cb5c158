"""A whole launch through the pure core: a week of probes and every round, as fast as it goes.

    python benchmarks/week.py [--days 7] [--probes 20] [--every 30] [--memory] [--profile]

Prints seconds, microseconds a sample, and the peak of memory. The figures are for comparing two
versions of the core on one machine. The budget is 30 s for the week.
"""

import argparse
import cProfile
import pstats
import resource
import sys
import time
import tracemalloc
from datetime import timedelta
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))

from tests.launch.week import START, Week, plan


def main() -> None:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description="A simulated launch through the pure core.")
    parser.add_argument("--days", type=float, default=7.0)
    parser.add_argument("--probes", type=int, default=20)
    parser.add_argument("--every", type=float, default=30.0)
    parser.add_argument("--profile", action="store_true", help="print the hot spots")
    parser.add_argument("--memory", action="store_true", help="count what Python itself allocates")
    options = parser.parse_args()
    week = Week(checklist=plan(options.probes, options.every))
    if options.memory:
        tracemalloc.start()
    profile = cProfile.Profile()
    began, worked = time.perf_counter(), time.process_time()
    if options.profile:
        profile.enable()
    week.begin(START)
    week.run(START, START + timedelta(days=options.days))
    profile.disable()
    seconds, busy = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{busy:.2f} s of work in {seconds:.2f} s, {busy / week.samples * 1e6:.1f} us a sample")
    print(f"{week.samples:,} samples, {len(week.events):,} events, {len(week.state.rounds)} rounds")
    print(f"{peak:.0f} MiB at most, interpreter and all")
    if options.memory:
        print(f"{tracemalloc.get_traced_memory()[1] / 2**20:.1f} MiB allocated at most")
    if options.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(22)


if __name__ == "__main__":
    main()
