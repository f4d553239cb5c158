"""The whole of it while a step prints 1 GB: its time beside script(1), keys, memory, first byte.

The dashboard is attached and shows the step's output; a key moves the cursor between two steps all
the while, and what counts is the frame that shows it moved. Keys come at uneven moments, three to
eight a second: in an even beat all would fall on the frame that the key before led to, or none.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import psutil

from benchmarks.bench import cpu_of, home, p95, scratch
from benchmarks.dashboard import COLUMNS, ROWS, end_engine
from benchmarks.launching import launch_with
from benchmarks.output_cost import LINE, resident, scripted
from benchmarks.table import Row
from benchmarks.timed import Timed
from benchmarks.watching import watch
from golive_tui.client.start import ensure_engine_now
from golive_tui.clock import pause, stopwatch
from golive_tui.holder.adopt import Running, look
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder

MEGABYTES, STARTS = 1000, 7
SPREAD, GOLDEN = 0.2, 0.618034
"""Seconds over which the pauses between keys spread, and the step that spreads them evenly."""
COMMAND = f"yes '{LINE}' | head -c {MEGABYTES * 1_000_000}"
CHECKLIST = f"""
schema = 1
title = "Flood"
[targets.bench]
[[stage]]
id = "s"
title = "S"
[[stage.section]]
title = "T"
[[stage.section.item]]
id = "quick"
title = "Quick"
run = ["echo", "x"]
rerun = "safe"
[[stage.section.item]]
id = "flood"
title = "Flood"
run = ["sh", "-c", '''{COMMAND}''']
"""


def attached(launch: LaunchDirectory) -> Timed:
    """The dashboard in its view of steps, the cursor on the first."""
    argv = [sys.executable, "-m", "golive_tui", "attach", str(launch.path)]
    pty = Timed(argv, columns=COLUMNS, rows=ROWS, env={"LANG": "C.UTF-8"})
    pty.until(lambda: "Quick" in pty.text)
    pty.send("4")
    pty.until(lambda: marked(pty, "Quick"))
    return pty


def marked(pty: Timed, title: str) -> bool:
    """Whether the cursor is on that step."""
    return any(line.startswith("▌") and f" {title} " in line for line in pty.text.splitlines())


def press(pty: Timed, title: str) -> float:
    """Milliseconds from the key to the frame with the cursor on the other step."""
    start = stopwatch()
    pty.send("k" if title == "Quick" else "j")
    pty.until(lambda: marked(pty, title), 60.0)
    return (pty.came - start) * 1e3


def begin(pty: Timed, title: str, transcript: Path) -> float:
    """Milliseconds from enter in the dialog to the command's first byte on the disk."""
    pty.send("r")
    pty.until(lambda: f"{title} ──" in pty.text and "enter runs it" in pty.text)
    watch(pty, 0.3)
    start = stopwatch()
    pty.send("\r")
    while not (transcript.exists() and transcript.stat().st_size):
        pause(0.001)
    return (stopwatch() - start) * 1e3


def rows() -> Iterator[Row]:
    """First bytes, then the flood."""
    with home(), scratch() as folder:
        launch = launch_with(folder, CHECKLIST, 0)
        ensure_engine_now(launch.path)
        with attached(launch) as pty:
            times = []
            for number in range(1, STARTS + 1):
                times.append(begin(pty, "Quick", launch.steps / f"quick-{number}" / "transcript"))
                result = launch.steps / f"quick-{number}" / "result.json"
                pty.until(result.exists)
                watch(pty, 0.5)
            yield Row(what="from enter to the command's first byte", measured=median(times),
                      unit="ms", budget=150.0)  # fmt: skip
            yield from _flood(launch, folder, pty)
        end_engine(launch)


def _flood(launch: LaunchDirectory, folder: Path, pty: Timed) -> Iterator[Row]:
    held = holder(launch)
    assert held is not None
    assert held.pid
    engine = psutil.Process(held.pid)
    beside = [scripted(folder, COMMAND)] if shutil.which("script") else []
    press(pty, "Flood")
    before = engine.memory_info().rss / 1e6
    place = launch.steps / "flood-1"
    busy = [engine, psutil.Process(pty.process.pid), psutil.Process()]
    spent = [cpu_of(each) for each in busy]
    start = stopwatch()
    begin(pty, "Flood", place / "transcript")
    keys: list[float] = []
    most, memory = 0, before
    while not (place / "result.json").exists():
        keys.append(press(pty, ("Quick", "Flood")[len(keys) % 2]))
        outlook = look(place)
        if isinstance(outlook, Running) and outlook.record.holder is not None:
            most = max(most, resident(outlook.record.holder.pid))
        memory = max(memory, engine.memory_info().rss / 1e6)
        watch(pty, 0.05 + SPREAD * (len(keys) * GOLDEN % 1))
    seconds = stopwatch() - start
    shares = [(cpu_of(each) - was) / seconds for each, was in zip(busy, spent, strict=True)]
    if beside:
        beside.append(scripted(folder, COMMAND))
    yield Row(what=f"a step that prints {MEGABYTES} MB, dashboard attached", measured=seconds,
              unit="s", ratio_budget=1.3, peer="script -qc",
              beside=median(beside) if beside else None,
              remark="of a core meanwhile: engine {:.0%}, dashboard {:.0%}, the terminal that "
              "reads it {:.0%}".format(*shares))  # fmt: skip
    if keys:
        yield Row(what="key to paint meanwhile, p95", measured=p95(keys), unit="ms", budget=80.0,
                  remark=f"median {median(keys):.0f} ms of {len(keys)}")  # fmt: skip
    yield Row(what="the holder, resident", measured=most / 1024, unit="MiB", budget=20.0)
    yield Row(what="the engine's memory grows by", measured=memory - before, unit="MB", budget=5.0)
