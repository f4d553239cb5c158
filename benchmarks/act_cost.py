"""What an acknowledged act costs, against a bare append + fsync of the same bytes.

    python benchmarks/act_cost.py [ACTS]

Three medians of one run, taken in turn: the bare write, the engine's own commit (decide, journal,
fold, with its writer thread), and a whole act over the socket by a client that waits for the
answer. The ratio to hold is commit / bare: at most 1.5 on a disk whose fsync takes milliseconds.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from golive_tui.checklist.reader import read_checklist
from golive_tui.engine.books import Books
from golive_tui.engine.create import Plan, begin
from golive_tui.launch.commands import NoteItem
from golive_tui.launch.decide import decide
from golive_tui.launch.fold import fold
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal
from golive_tui.store.recover import look
from golive_tui.wire.peer import by_self

TEXT = b"""
schema = 1
title = "Bench"
[targets.t]
[[stage]]
id = "s"
title = "S"
[[stage.section]]
title = "Section"
[[stage.section.item]]
title = "one"
"""


def launch_in(folder: Path) -> LaunchDirectory:
    source = folder / "bench.toml"
    source.write_bytes(TEXT)
    plan = Plan(
        checklist=read_checklist(TEXT, "bench.toml", {}),
        source=source,
        text=TEXT,
        target="t",
        directory=folder,
        base=folder,
    )
    return begin(plan, version="bench")


async def main(acts: int) -> None:
    with tempfile.TemporaryDirectory(dir=os.environ.get("GOLIVE_BENCH_DIR", ".")) as name:
        launch = launch_in(Path(name))
        found = look(launch, fold)
        books = Books(launch, Journal.open(launch, found.position), found.state, epoch=1)
        checklist = read_checklist(TEXT, "bench.toml", {})
        by, at = by_self(), found.state.at
        assert at is not None
        bare, commit = [], []
        command = NoteItem(item="one", text="a note of ordinary length, as a lead writes it")
        size = 0
        with (Path(name) / "bare").open("ab", buffering=0) as plain:
            for _ in range(acts):
                before = launch.journal.stat().st_size
                start = time.perf_counter()
                facts = decide(checklist, books.state, command, by, at)
                await books.record(facts, by, at)
                commit.append(time.perf_counter() - start)
                size = launch.journal.stat().st_size - before
                line = b"x" * (size - 1) + b"\n"
                start = time.perf_counter()
                plain.write(line)
                os.fsync(plain.fileno())
                bare.append(time.perf_counter() - start)
        books.close()
    b, c = statistics.median(bare), statistics.median(commit)
    print(f"bytes a line         {size}")
    print(f"bare append + fsync  {b * 1e6:8.0f} us median of {acts}")
    print(f"commit of an act     {c * 1e6:8.0f} us median of {acts}")
    print(f"ratio                {c / b:8.2f}   (adds {(c - b) * 1e6:.0f} us; target 1.5)")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
