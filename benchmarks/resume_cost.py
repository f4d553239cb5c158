"""What bringing a launch back costs, after a short and after a long time of launch.

    PYTHONPATH=. .venv/bin/python benchmarks/resume_cost.py [--short N] [--long N] [--tail N]

Both launches have the same items and the same tail behind their snapshot; only their length
differs. Prints medians and their ratio; exits 1 when the ratio is above the target. Reading the
whole long journal, which is what a lost state.toml costs, is shown beside it.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from golive_tui.clock import stopwatch
from golive_tui.launch.events import (
    By,
    Event,
    Fact,
    ItemAssigned,
    ItemPassed,
    ItemReopened,
    LaunchCreated,
    ProbeChanged,
)
from golive_tui.launch.fold import fold
from golive_tui.launch.state import EMPTY
from golive_tui.store import snapshot as snapshots
from golive_tui.store.chain import START
from golive_tui.store.codec import encode
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.history import of_item, since, tail
from golive_tui.store.recover import look, recover
from golive_tui.store.snapshot import Snapshot

TARGET = 1.2
ITEMS, PROBES = 90, 12
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
BY = By(user="ana", uid=1000, host="jump-1", how="peer")


def fact_of(seq: int) -> Fact:
    """Facts over the same items and probes again and again."""
    if seq == 1:
        return LaunchCreated(
            format=1,
            id="bench",
            title="Bench",
            checklist="bench.toml",
            sha256="0" * 64,
            target="production",
            directory="/",
            rehearsal=True,
            speed=1.0,
            version="0",
            host="h",
        )
    item = f"item-{seq // 4 % ITEMS}"
    kinds: tuple[Fact, ...] = (
        ItemPassed(item=item, note="answers 200"),
        ItemAssigned(item=item, owner="ana"),
        ItemReopened(item=item),
        ProbeChanged(probe=f"probe-{seq // 4 % PROBES}", verdict="fail", was="ok"),
    )
    return kinds[seq % 4]


def launched(path: Path, length: int, behind: int) -> LaunchDirectory:
    """A launch of `length` events, whose state.toml is `behind` events old."""
    directory = LaunchDirectory(path)
    directory.create()
    state, position = EMPTY, START
    with directory.journal.open("wb") as journal:
        for seq in range(1, length + 1):
            at = AT + timedelta(seconds=seq)
            event = Event(seq=seq, at=at, epoch=1, by=BY, fact=fact_of(seq))
            line = encode(event, position.prev)
            journal.write(line)
            state, position = fold(state, event), position.after(line)
            if seq == length - behind:
                snapshot = Snapshot(state=state, position=position, saved_at=AT)
                snapshots.write(directory.state, snapshot)
    return directory


def seconds_of_resume(directory: LaunchDirectory) -> float:
    """One `recover`, from the snapshot."""
    begin = stopwatch()
    found = recover(directory, fold)
    elapsed = stopwatch() - begin
    if not found.from_snapshot:
        raise AssertionError("the snapshot was not used")
    return elapsed


def show_beside(directory: LaunchDirectory) -> None:
    """What else is asked of a long journal."""
    questions: dict[str, Callable[[], object]] = {
        "history: newest 50": lambda: tail(directory, 50),
        "history: an item's 50": lambda: of_item(directory, "item-7", 50),
        "history: an unknown item": lambda: of_item(directory, "item-none", 50),
        "history: 50 from the middle": lambda: since(directory, 50_000, 50),
    }
    for name, ask in questions.items():
        begin = stopwatch()
        ask()
        print(f"{name:28} {(stopwatch() - begin) * 1000:9.2f} ms")
    directory.state.unlink()
    begin = stopwatch()
    found = look(directory, fold)
    elapsed = stopwatch() - begin
    per_event = elapsed / found.folded * 1e6
    print(f"{'the whole journal':28} {elapsed * 1000:9.2f} ms ({per_event:.1f} µs an event)")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--short", type=int, default=1_000, help="events of the short launch")
    parser.add_argument("--long", type=int, default=100_000, help="events of the long one")
    parser.add_argument("--tail", type=int, default=50, help="events behind the snapshot")
    parser.add_argument("--times", type=int, default=41, help="resumes of each")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="resume-cost-") as folder:
        short = launched(Path(folder, "short"), options.short, options.tail)
        long = launched(Path(folder, "long"), options.long, options.tail)
        pairs = [(seconds_of_resume(short), seconds_of_resume(long)) for _ in range(options.times)]
        medians = [statistics.median(each) for each in zip(*pairs, strict=True)]
        for length, median in zip((options.short, options.long), medians, strict=True):
            print(f"resume after {length:7} events {median * 1000:9.2f} ms")
        ratio = medians[1] / medians[0]
        print(f"ratio of medians {ratio:.2f} (target: at most {TARGET})")
        show_beside(long)
    return int(ratio > TARGET)


if __name__ == "__main__":
    sys.exit(main())
