"""What recording an event costs beside a bare append and fsync of the same bytes.

    PYTHONPATH=. .venv/bin/python benchmarks/append_cost.py [--events N] [--batch N] [--in DIR]

Both write in turn to the same file system, so that a slow moment of the disk meets both. Prints
medians and their ratio; exits 1 when the ratio is above the target.
"""

import argparse
import os
import statistics
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from golive_tui.clock import stopwatch
from golive_tui.launch.events import By, Event, Evidence, ItemPassed
from golive_tui.store.chain import START
from golive_tui.store.codec import encode
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal

TARGET = 1.5


def batch_of(size: int, first: int) -> list[Event]:
    """Usual events: an item passed with a note and a piece of evidence."""
    at = datetime(2026, 11, 24, 12, tzinfo=UTC)
    by = By(user="ana", uid=1000, host="jump-1", how="peer")
    evidence = (Evidence(what="word", text="seen on the load balancer", at=at),)
    return [
        Event(
            seq=seq,
            at=at + timedelta(seconds=seq),
            epoch=1,
            by=by,
            fact=ItemPassed(item=f"item-{seq % 90}", note="answers 200", evidence=evidence),
        )
        for seq in range(first, first + size)
    ]


def encoded(events: list[Event]) -> bytes:
    """As many bytes as the journal writes for them."""
    return b"".join(encode(event, START.prev) for event in events)


def measure(folder: Path, rounds: int, size: int) -> tuple[list[float], list[float]]:
    """Seconds of each bare append with fsync, and of each `Journal.append`, in turn."""
    directory = LaunchDirectory(folder / "launch")
    directory.create()
    bare: list[float] = []
    ours: list[float] = []
    descriptor = os.open(folder / "bare", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with Journal.open(directory, START) as journal:
        for number in range(rounds):
            events = batch_of(size, number * size + 1)
            data = encoded(events)
            begin = stopwatch()
            os.write(descriptor, data)
            os.fsync(descriptor)
            middle = stopwatch()
            journal.append(events)
            bare.append(middle - begin)
            ours.append(stopwatch() - middle)
    os.close(descriptor)
    return bare, ours


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--events", type=int, default=500, help="appends of each kind")
    parser.add_argument("--batch", type=int, default=1, help="events an append")
    parser.add_argument("--in", dest="folder", default=".", help="a folder on the disk to measure")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder, prefix=".append-cost-") as folder:
        bare, ours = measure(Path(folder), options.events, options.batch)
    ratio = statistics.median(ours) / statistics.median(bare)
    for name, times in (("write + fsync", bare), ("Journal.append", ours)):
        ordered = sorted(times)
        p95 = ordered[int(len(ordered) * 0.95)]
        median = statistics.median(times)
        print(f"{name:15} median {median * 1000:7.3f} ms   p95 {p95 * 1000:7.3f} ms")
    print(f"ratio of medians {ratio:.2f} (target: at most {TARGET})")
    return int(ratio > TARGET)


if __name__ == "__main__":
    sys.exit(main())
