"""What the engine's commit of an act costs, against a bare append + fsync of the same bytes.

A commit is decide, journal (with its writer thread) and fold. Both are measured in turn.
"""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.bench import scratch
from benchmarks.launching import launch_with
from benchmarks.table import Row
from golive_tui.checklist.reader import read_checklist
from golive_tui.clock import stopwatch
from golive_tui.engine.books import Books
from golive_tui.launch.commands import NoteItem
from golive_tui.launch.decide import decide
from golive_tui.launch.fold import fold
from golive_tui.store.journal import Journal
from golive_tui.store.recover import look
from golive_tui.wire.peer import by_self

TEXT = """
schema = 1
title = "Bench"
[targets.bench]
[[stage]]
id = "s"
title = "S"
[[stage.section]]
title = "Section"
[[stage.section.item]]
title = "one"
"""


ACTS = 1000


async def measure(folder: Path) -> tuple[list[float], list[float]]:
    """Seconds of each bare write and of each commit, in turn."""
    launch = launch_with(folder, TEXT, 0)
    found = look(launch, fold)
    books = Books(launch, Journal.open(launch, found.position), found.state, epoch=1)
    checklist = read_checklist(TEXT.encode(), "bench.toml", {})
    by, at = by_self(), found.state.at
    assert at is not None
    bare, commit = [], []
    command = NoteItem(item="one", text="a note of ordinary length, as a lead writes it")
    with (folder / "bare").open("ab", buffering=0) as plain:
        for _ in range(ACTS):
            before = launch.journal.stat().st_size
            start = stopwatch()
            facts = decide(checklist, books.state, command, by, at)
            await books.record(facts, by, at)
            commit.append(stopwatch() - start)
            line = b"x" * (launch.journal.stat().st_size - before - 1) + b"\n"
            start = stopwatch()
            plain.write(line)
            os.fsync(plain.fileno())
            bare.append(stopwatch() - start)
    books.close()
    return bare, commit


def rows() -> Iterator[Row]:
    """The ratio is what counts: the rest is the disk's."""
    with scratch() as folder:
        bare, commit = asyncio.run(measure(folder))
    adds = (median(commit) - median(bare)) * 1e6
    yield Row(what="an act committed", measured=median(commit) * 1e3, unit="ms", ratio_budget=1.5,
              peer="write + fsync of the same bytes", beside=median(bare) * 1e3,
              remark=f"adds {adds:.0f} us, whatever the disk needs")  # fmt: skip
