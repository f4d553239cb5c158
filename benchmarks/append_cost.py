"""What recording an event costs beside a bare append and fsync of the same bytes, and SQLite.

All three write in turn to the same file system, so that a slow moment of the disk meets all.
"""

import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median

from benchmarks.bench import p95, scratch
from benchmarks.table import Row
from golive_tui.clock import stopwatch
from golive_tui.launch.events import By, Event, Evidence, ItemPassed
from golive_tui.store.chain import START
from golive_tui.store.codec import encode
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal

EVENTS = 500


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


def sqlite(path: Path) -> sqlite3.Connection:
    """SQLite as safe as the journal: a commit is on the disk when it returns."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE events (seq INTEGER PRIMARY KEY, line BLOB)")
    return connection


def measure(folder: Path) -> tuple[list[float], list[float], list[float]]:
    """Seconds of each bare append with fsync, of each commit of SQLite, of each append of ours."""
    directory = LaunchDirectory(folder / "launch")
    directory.create()
    found: tuple[list[float], list[float], list[float]] = ([], [], [])
    descriptor = os.open(folder / "bare", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    database = sqlite(folder / "events.db")
    with Journal.open(directory, START) as journal:
        for number in range(EVENTS):
            events = batch_of(1, number + 1)
            data = encoded(events)
            times = [stopwatch()]
            os.write(descriptor, data)
            os.fsync(descriptor)
            times.append(stopwatch())
            database.execute("INSERT INTO events (line) VALUES (?)", (data,))
            times.append(stopwatch())
            journal.append(events)
            times.append(stopwatch())
            for one, (begin, end) in zip(found, pairwise(times), strict=True):
                one.append(end - begin)
    database.close()
    os.close(descriptor)
    return found


def rows() -> Iterator[Row]:
    """Against the bare write, and against SQLite."""
    with scratch() as folder:
        bare, commits, ours = measure(folder)
    mine = median(ours) * 1e3
    adds = (median(ours) - median(bare)) * 1e6
    yield Row(what="an event appended and synced", measured=mine, unit="ms", ratio_budget=1.5,
              peer="write + fsync of the same bytes", beside=median(bare) * 1e3,
              remark=f"adds {adds:.0f} us, whatever the disk needs")  # fmt: skip
    yield Row(what="an event appended and synced", measured=mine, unit="ms",
              peer="SQLite WAL, synchronous=FULL", beside=median(commits) * 1e3)  # fmt: skip
    yield Row(what="the same, p95", measured=p95(ours) * 1e3, unit="ms",
              peer="SQLite WAL, synchronous=FULL", beside=p95(commits) * 1e3)  # fmt: skip
