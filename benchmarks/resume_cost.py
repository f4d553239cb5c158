"""What bringing a launch back costs, after a short and after a long time of launch.

Both launches have the same items and the same tail behind their snapshot; only their length
differs. Reading the whole long journal is what a lost state.toml costs.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from benchmarks.bench import in_turn, scratch, timed
from benchmarks.table import Row
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
from golive_tui.store.history import of_item
from golive_tui.store.recover import look, recover
from golive_tui.store.snapshot import Snapshot

SHORT, LONG, TAIL, TIMES = 1_000, 100_000, 50, 31
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


def rows() -> Iterator[Row]:
    """From the snapshot, from the whole journal, and a question about the past."""
    with scratch() as folder:
        short, long = launched(folder / "s", SHORT, TAIL), launched(folder / "l", LONG, TAIL)
        briefly, after = in_turn(
            TIMES, lambda: seconds_of_resume(short), lambda: seconds_of_resume(long)
        )
        yield Row(what=f"resume after {LONG:,} events", measured=median(after) * 1e3, unit="ms",
                  ratio_budget=1.2, peer=f"after {SHORT:,} events",
                  beside=median(briefly) * 1e3)  # fmt: skip
        asked = median([timed(lambda: of_item(long, "item-7", 50)) for _ in range(5)])
        yield Row(what="an item's 50 newest events", measured=asked * 1e3, unit="ms")
        long.state.unlink()
        whole = timed(lambda: look(long, fold))
        yield Row(what="the whole journal, when state.toml is lost", measured=whole, unit="s",
                  remark=f"{whole / LONG * 1e6:.0f} us an event")  # fmt: skip
