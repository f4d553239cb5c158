"""The dashboard at rest beside the monitors that people know: bytes to the terminal, and processor.

All draw 160x45 at their own pace, one after another on the same machine: htop every 1.5 s, btop and
glances every 2 s; the dashboard redraws its clock every second and looks at 20 probes each 30 s.
"""

import os
import shutil
from collections.abc import Iterator, Sequence

import psutil

from benchmarks.bench import cpu_of, home
from benchmarks.dashboard import (
    COLUMNS,
    ROWS,
    attach,
    checklist_text,
    end_engine,
    shows_checklist,
    stand_in,
)
from benchmarks.launching import launch_with
from benchmarks.table import Row
from benchmarks.watching import watch
from golive_tui.client.start import ensure_engine_now
from golive_tui.store.lock import holder
from tests.tui.ground.pty_harness import Pty

MONITORS = {"htop": ["htop"], "btop": ["btop", "--utf-force"], "glances": ["glances"]}
SETTLE, SECONDS = 6.0, 20.0

Cost = tuple[float, float]
"""Bytes a second, and percent of a core."""


def cost(pty: Pty, processes: Sequence[psutil.Process]) -> Cost:
    """What is drawn and spent while nobody presses a key."""
    watch(pty, SETTLE)
    before, size = cpu_of(*processes), len(pty.output)
    watch(pty, SECONDS)
    return (
        (len(pty.output) - size) / SECONDS,
        100 * (cpu_of(*processes) - before) / SECONDS,
    )


def ours() -> Cost:
    """Dashboard and engine together."""
    with home() as place, stand_in() as api:
        launch = launch_with(place, checklist_text("30s", api), 10)
        ensure_engine_now(launch.path)
        with attach(launch) as pty:
            pty.until(lambda: shows_checklist(pty))
            held = holder(launch)
            assert held is not None
            assert held.pid
            found = cost(pty, [psutil.Process(pty.process.pid), psutil.Process(held.pid)])
        end_engine(launch)
    return found


def of(argv: Sequence[str]) -> Cost:
    """A monitor."""
    path = shutil.which(argv[0])
    assert path is not None
    env = dict(os.environ, LANG="C.UTF-8")
    with home(), Pty([path, *argv[1:]], columns=COLUMNS, rows=ROWS, env=env) as pty:
        pty.until(lambda: len(pty.output) > 2000)
        return cost(pty, [psutil.Process(pty.process.pid)])


def rows() -> Iterator[Row]:
    """Against each monitor that is here."""
    written, busy = ours()
    for name, argv in MONITORS.items():
        theirs = of(argv) if shutil.which(name) else None
        remark = "" if theirs else f"no {name} here; Debian has it by that name"
        yield Row(what="bytes to the terminal at rest", measured=written, unit="B/s", peer=name,
                  beside=theirs[0] if theirs else None, remark=remark)  # fmt: skip
        yield Row(what="processor at rest, dashboard and engine", measured=busy, unit="%",
                  peer=name, beside=theirs[1] if theirs else None, remark=remark)  # fmt: skip
