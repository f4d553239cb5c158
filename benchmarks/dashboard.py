"""The real dashboard on a real engine, in a pseudo-terminal of 160x45: start, rest, keys.

A launch of 120 items and 20 probes of a stand-in backend, with a long history: the command to the
first content, with and without a running engine; bytes, processor and memory at rest (20 probes at
30 s); key press to paint (20 probes at 1 s).
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

import psutil

from benchmarks.bench import cpu_of, home, p95
from benchmarks.launching import launch_with
from benchmarks.table import Row
from benchmarks.watching import watch
from golive_tui.client.start import ensure_engine_now
from golive_tui.clock import pause, stopwatch
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from tests.tui.ground.pty_harness import FRAME_END, Pty

COLUMNS, ROWS = 160, 45
STARTS = 3
REST = 30.0
EVENTS = 100_000
PRESSES = 60


def checklist_text(every: str, api: str) -> str:
    """120 items in 12 sections, 20 probes."""
    parts = ['schema = 1\ntitle = "Benchmark"\n[targets.bench]\n']
    parts += [
        f'[probes.p{n}]\nkind = "http"\ntitle = "Probe {n}"\nurl = "{api}/health"\n'
        f'every = "{every}"\ntimeout = "900ms"\nexpect = ["status == 200"]\n'
        for n in range(20)
    ]
    parts.append('[[stage]]\nid = "all"\ntitle = "All"\nbefore_go_live = true\n')
    for section in range(12):
        parts.append(f'[[stage.section]]\ntitle = "Section {section}"\n')
        parts += [
            f'[[stage.section.item]]\ntitle = "Item {section}-{item}"\n' for item in range(10)
        ]
    parts.append(
        '[[watch]]\nid = "w"\ntitle = "Watch"\nfrom = "0h"\nuntil = "6h"\nevery = "15m"\n'
        'items = ["Look"]\n'
    )
    return "".join(parts)


@contextmanager
def stand_in() -> Iterator[str]:
    """A backend on loopback."""
    argv = [sys.executable, "-m", "golive_tui.rehearsal.stand_in", "--seed", "1"]
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdin is not None
    yield str(json.loads(process.stdout.readline())["values"]["api"])
    process.stdin.close()
    process.wait()
    process.stdout.close()


def attach(launch: LaunchDirectory) -> Pty:
    """The dashboard of a launch in a pseudo-terminal."""
    argv = [sys.executable, "-m", "golive_tui", "attach", str(launch.path)]
    return Pty(argv, columns=COLUMNS, rows=ROWS, env=dict(os.environ, LANG="C.UTF-8"))


def shows_checklist(pty: Pty) -> bool:
    """Whether the tree is on the screen."""
    return "Item 0-0" in pty.text


def end_engine(launch: LaunchDirectory) -> None:
    """End the launch's engine in order, if it has one."""
    held = holder(launch)
    if held is not None and held.pid:
        psutil.Process(held.pid).terminate()
        while holder(launch) is not None:
            pause(0.02)


def first_content(launch: LaunchDirectory, *, engine: bool) -> float:
    """Seconds from the command to the checklist on the screen."""
    if engine:
        ensure_engine_now(launch.path)
    else:
        end_engine(launch)
    start = stopwatch()
    with attach(launch) as pty:
        pty.until(lambda: shows_checklist(pty))
        return stopwatch() - start


def at_rest(launch: LaunchDirectory, seconds: float) -> dict[str, float]:
    """What dashboard and engine cost while nothing happens but probes and the clock."""
    with attach(launch) as pty:
        pty.until(lambda: shows_checklist(pty))
        watch(pty, 5.0)
        held = holder(launch)
        assert held is not None
        processes = [psutil.Process(pty.process.pid), psutil.Process(held.pid)]
        before, size = [cpu_of(each) for each in processes], len(pty.output)
        watch(pty, seconds)
        after = [cpu_of(each) for each in processes]
        dashboard, engine = (100 * (b - a) / seconds for a, b in zip(before, after, strict=True))
        return {
            "bytes/s": (len(pty.output) - size) / seconds,
            "dashboard cpu %": dashboard,
            "engine cpu %": engine,
            "dashboard MB": processes[0].memory_info().rss / 1e6,
            "engine MB": processes[1].memory_info().rss / 1e6,
        }


def key_to_paint(launch: LaunchDirectory) -> list[float]:
    """Seconds from each press of `j` to the end of the next frame."""
    found = []
    with attach(launch) as pty:
        pty.until(lambda: shows_checklist(pty))
        watch(pty, 3.0)
        for number in range(PRESSES):
            pty.drain()
            size = len(pty.output)
            start = stopwatch()
            pty.send("j" if number % 20 < 10 else "k")
            while FRAME_END not in pty.output[size:]:
                pty.drain()
            found.append(stopwatch() - start)
            watch(pty, 0.07)
    return found


def rows() -> Iterator[Row]:
    """Start, rest, keys."""
    with home() as place, stand_in() as api:
        old = launch_with(place, checklist_text("30s", api), EVENTS)
        first_content(old, engine=True)  # folds the history once and writes the snapshot
        pause(2.0)
        for engine, budget in ((True, 0.8), (False, 1.5)):
            times = [first_content(old, engine=engine) for _ in range(STARTS)]
            what = "engine running" if engine else "engine to be started"
            yield Row(what=f"command to first content after {EVENTS:,} events, {what}",
                      measured=median(times), unit="s", budget=budget)  # fmt: skip
        ensure_engine_now(old.path)
        rest = at_rest(old, REST)
        both = rest["dashboard cpu %"] + rest["engine cpu %"]
        yield Row(what="at rest: to the terminal", measured=rest["bytes/s"], unit="B/s",
                  budget=2000.0)  # fmt: skip
        yield Row(what="at rest: engine and dashboard, processor", measured=both, unit="%",
                  budget=4.0)  # fmt: skip
        for name in ("dashboard", "engine"):
            yield Row(what=f"at rest: {name}, resident", measured=rest[f"{name} MB"], unit="MB",
                      budget=70.0)  # fmt: skip
        end_engine(old)
        (place / "quick").mkdir()
        quick = launch_with(place / "quick", checklist_text("1s", api), 10)
        ensure_engine_now(quick.path)
        times = key_to_paint(quick)
        yield Row(
            what="key to paint, 20 probes at 1 Hz, p95",
            measured=p95(times) * 1e3,
            unit="ms",
            budget=50.0,
            remark=f"median {median(times) * 1e3:.0f} ms",
        )
        end_engine(quick)
