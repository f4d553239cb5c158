"""What the dashboard's ground costs on the wire and in time, in a real pseudo-terminal.

tests/tui/ground/test_app.py holds the budgets in bytes; here they are measured.
"""

import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import psutil

from benchmarks.bench import cpu_of
from benchmarks.table import Row
from benchmarks.watching import watch
from golive_tui.clock import pause
from tests.tui.ground.pty_harness import FRAME_END, Pty, running

TERMINALS = {"truecolor": {"COLORTERM": "truecolor"}, "mono": {"NO_COLOR": "1"}}
COLUMNS, ROWS = 160, 45
STALL = 5.0
STEADY = 6.0
REDRAW, ESCAPE = "\x0c", "\x1b"


def rows() -> Iterator[Row]:
    """All measures, each as soon as it is known."""
    for name, env in TERMINALS.items():
        yield from of_bytes(name, env)
    yield from of_steady_run()
    yield of_stall()


def of_bytes(name: str, env: dict[str, str]) -> Iterator[Row]:
    """Bytes of the smallest changes."""
    with running("sample.py", columns=COLUMNS, rows=ROWS, env=env) as pty:
        pty.type("b", "key b")
        settle(pty)
        yield Row(what=f"{name}: full repaint", measured=cost(pty, REDRAW), unit="B")
        pty.type("w", "41 ms")
        settle(pty)
        for what, key, budget in (
            ("one row", "w", 400.0),
            ("one line of output", "e", 400.0),
            ("one step in a list", "j", 800.0),
            ("a dialog opens", "a", None),
            ("and closes", ESCAPE, None),
        ):
            yield Row(what=f"{name}: {what}", measured=cost(pty, key), unit="B", budget=budget)
    env = {**env, "SAMPLE_CLOCK": "1"}
    with running("sample.py", columns=COLUMNS, rows=ROWS, env=env) as pty:
        pty.until_shows("T+00000001")
        tick = len(pty.frame(lambda: None, "T+00000002"))
        yield Row(what=f"{name}: one tick of the clock", measured=tick, unit="B", budget=100.0)


def of_steady_run() -> Iterator[Row]:
    """A clock at 1 Hz and nothing else: bytes and CPU."""
    with running("sample.py", columns=COLUMNS, rows=ROWS, env={"SAMPLE_CLOCK": "1"}) as pty:
        watch(pty, 1.0)  # the clock never lets it settle
        spent = psutil.Process(pty.process.pid)
        before, busy = len(pty.output), cpu_of(spent)
        watch(pty, STEADY)
        rate = (len(pty.output) - before) / STEADY
        share = 100 * (cpu_of(spent) - busy) / STEADY
        yield Row(what="a clock alone", measured=rate, unit="B/s", budget=2000.0)
        yield Row(what="a clock alone, processor", measured=share, unit="%", budget=2.0)


def of_stall() -> Row:
    """The longest silence of the event loop while nobody reads, 50 beats a second."""
    beats = Path(tempfile.mkdtemp()) / "beats"
    with running("sample.py", env={"SAMPLE_BEATS": str(beats)}) as pty:
        pause(STALL)
        alive = pty.process.poll() is None
        end = float(beats.read_text().split()[-2])
        times = [float(line.split()[1]) for line in beats.read_text().splitlines()]
        gaps = [later - sooner for sooner, later in pairwise(times)]
        silent = max([*gaps, STALL - (end - times[0])]) if alive else STALL
        return Row(what="a reader that stalls: the longest gap of the event loop", measured=silent,
                   unit="s", budget=0.2)  # fmt: skip


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
