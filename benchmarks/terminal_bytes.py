"""What the dashboard's ground costs on the wire and in time, in a real pseudo-terminal.

    .venv/bin/python benchmarks/terminal_bytes.py [--columns 160] [--rows 45]

Takes about 50 seconds. The budgets stand in the last column; tests hold the byte ones
(tests/tui/ground/test_app.py), time is only measured here, since a busy machine is no fault.
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from golive_tui.clock import pause, stopwatch
from tests.tui.ground.pty_harness import FRAME_END, Pty, running

TERMINALS = {
    "truecolor": {"COLORTERM": "truecolor"},
    "256": {},
    "16": {"TERM": "xterm"},
    "mono": {"NO_COLOR": "1"},
    "ascii": {"LANG": "C"},
}
STALL = 5.0
STEADY = 6.0
PRESSES = 15
REDRAW, ESCAPE = "\x0c", "\x1b"


class Measure(NamedTuple):
    """One line of the answer."""

    what: str
    value: str
    budget: str = ""


def main() -> None:
    """Measure, and say it as a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--columns", type=int, default=160)
    parser.add_argument("--rows", type=int, default=45)
    size = parser.parse_args()
    print(f"{'at ' + str(size.columns) + 'x' + str(size.rows):44}{'measured':>14}  budget")
    for measure in everything(size.columns, size.rows):
        print(f"{measure.what:44}{measure.value:>14}  {measure.budget}")


def everything(columns: int, rows: int) -> Iterator[Measure]:
    """All measures, each as soon as it is known."""
    for name, env in TERMINALS.items():
        yield from of_bytes(name, env, columns, rows)
    yield from of_start(columns, rows)
    yield from of_steady_run(columns, rows)
    for driver in ("", "stock"):
        yield of_stall(driver)


def of_bytes(name: str, env: dict[str, str], columns: int, rows: int) -> Iterator[Measure]:
    """Bytes of the smallest changes."""
    with running("sample.py", columns=columns, rows=rows, env=env) as pty:
        pty.type("b", "key b")
        started = len(pty.output)
        settle(pty)
        yield Measure(f"{name}: start", f"{started} B")
        yield Measure(f"{name}: full repaint", f"{cost(pty, REDRAW)} B")
        pty.type("w", "41 ms")
        settle(pty)
        yield Measure(f"{name}: one row (+ key echo)", f"{cost(pty, 'w')} B", "400 B")
        yield Measure(f"{name}: one line in a tail (+ key echo)", f"{cost(pty, 'e')} B", "400 B")
        yield Measure(f"{name}: one step in a list (+ key echo)", f"{cost(pty, 'j')} B", "800 B")
        yield Measure(f"{name}: a dialog opens", f"{cost(pty, 'a')} B")
        yield Measure(f"{name}: and closes", f"{cost(pty, ESCAPE)} B")
    with running("sample.py", columns=columns, rows=rows, env={**env, "SAMPLE_CLOCK": "1"}) as pty:
        pty.until_shows("T+00000001")
        tick = len(pty.frame(lambda: None, "T+00000002"))
        yield Measure(f"{name}: one tick", f"{tick} B", "100 B")


def of_start(columns: int, rows: int) -> Iterator[Measure]:
    """From exec to the first frame, key to paint, and memory."""
    firsts = [first_frame(columns, rows) for _ in range(3)]
    yield Measure("first content", f"{statistics.median(firsts):.2f} s", "0.8 s")
    with running("sample.py", columns=columns, rows=rows) as pty:
        settle(pty)
        delays = sorted(key_to_paint(pty, number) for number in range(PRESSES))
        yield Measure("key to paint, median", f"{delays[PRESSES // 2] * 1000:.0f} ms", "50 ms")
        yield Measure("memory (RSS)", f"{resident(pty.process.pid):.0f} MB", "60 MB")


def of_steady_run(columns: int, rows: int) -> Iterator[Measure]:
    """A clock at 1 Hz and nothing else: bytes and CPU."""
    env = {"SAMPLE_CLOCK": "1"}
    with running("sample.py", columns=columns, rows=rows, env=env) as pty:
        watch(pty, 1.0)  # the clock never lets it settle
        before, busy = len(pty.output), cpu(pty.process.pid)
        watch(pty, STEADY)
        rate = (len(pty.output) - before) / STEADY
        yield Measure("clock alone", f"{rate:.0f} B/s", "2 kB/s")
        share = 100 * (cpu(pty.process.pid) - busy) / STEADY
        yield Measure("clock alone, CPU", f"{share:.1f} %", "2 %")


def of_stall(driver: str) -> Measure:
    """The longest silence of the event loop while nobody reads, 50 beats a second."""
    beats = Path(tempfile.mkdtemp()) / "beats"
    env = {"SAMPLE_BEATS": str(beats), "SAMPLE_DRIVER": driver}
    with running("sample.py", env=env) as pty:
        pause(STALL)
        alive = pty.process.poll() is None
        end = float(beats.read_text().split()[-2])
        times = [float(line.split()[1]) for line in beats.read_text().splitlines()]
        gaps = [later - sooner for sooner, later in pairwise(times)]
        silent = max([*gaps, STALL - (end - times[0])]) if alive else STALL
        name = f"stalled reader, {driver or 'ground'}: loop gap"
        return Measure(name, f"{silent:.2f} s", "0.2 s")


def first_frame(columns: int, rows: int) -> float:
    """Seconds from exec to a frame with words in it."""
    start = stopwatch()
    with running("sample.py", columns=columns, rows=rows):
        return stopwatch() - start


def key_to_paint(pty: Pty, number: int) -> float:
    """Seconds from a key to the end of the frame that shows it."""
    key = "bc"[number % 2]
    start = stopwatch()
    pty.type(key, f"key {key}")
    return stopwatch() - start


def cost(pty: Pty, key: str) -> int:
    """Bytes that a key leads to, until nothing more comes."""
    before = len(pty.output)
    pty.send(key)
    pty.until(lambda: len(pty.output) > before and pty.output.endswith(FRAME_END))
    settle(pty)
    return len(pty.output) - before


def settle(pty: Pty, quiet: float = 0.25) -> None:
    """Read until nothing has come for a while."""
    size = -1
    while size != len(pty.output):
        size = len(pty.output)
        watch(pty, quiet)


def watch(pty: Pty, seconds: float) -> None:
    """Read for so long."""
    end = stopwatch() + seconds
    while stopwatch() < end:
        pty.drain()
        pause(0.02)


def cpu(pid: int) -> float:
    """Seconds of CPU that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """MB in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main()
