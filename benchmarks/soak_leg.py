"""One leg of a soak: a demo launch at a speed, a dashboard on it under a pty, hands and eyes.

Run by soak.py as a process of its own. Each look is one JSON line in a file: seconds since the
beginning, and every series by its name, such as `engine.rss`.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.timed import Timed
from benchmarks.watching import watch
from golive_tui.clock import stopwatch
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder

ROOT = Path(__file__).resolve().parents[1]
COLUMNS, ROWS = 160, 45
STEP = "smoke-tests-staging"
"""May be run again and again."""

PATIENCE, TRIES = 20.0, 3
"""Seconds for a key's answer, and how often it is pressed."""

KEEP = 65_536
"""Bytes of the dashboard's output that are kept: an hour of it is not needed."""

TITLES = {"2": "Probes", "3": "Timer", "4": "Steps", "5": "Events", "6": "Who", "1": "Checklist"}
"""A key that opens a view, and the heading by which the view is known."""


@dataclass(slots=True)
class Hands:
    """What is done to the launch beside its dashboard, as people and scripts do."""

    launch: Path
    env: Mapping[str, str]
    item: str
    said: dict[str, int] = field(default_factory=dict)
    """How often each act was tried, and how often it was refused."""

    def act(self, name: str, *argv: str, place: bool = True) -> bool:
        """One command of golive on the launch; whether it was done."""
        where = ["--launch", str(self.launch)] if place else []
        command = [sys.executable, "-m", "golive_tui", *argv, *where]
        done = subprocess.run(
            command, env=dict(self.env), capture_output=True, check=False, timeout=300
        )
        key = name if done.returncode in {0, 1} else f"{name} refused"
        self.said[key] = self.said.get(key, 0) + 1
        return done.returncode == 0

    def work(self, look: int) -> None:
        """What falls to the `look`-th look: marks always, rounds and notes often, checks seldom."""
        self.act("mark", "mark", self.item, ("passed", "open")[look % 2], "--note", f"look {look}")
        self.act("round", "round", "complete", "--rest", "passed")
        if look % 10 == 5:
            self.act("check", "check", "--all")
        if look % 5 == 3:
            self.act("step", "step", "run", STEP)


def main() -> None:
    """Run one leg, and write its looks."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--speed", type=float, required=True, help="launch seconds a second")
    parser.add_argument("--seconds", type=float, required=True, help="how long to look")
    parser.add_argument("--every", type=float, required=True, help="seconds between two looks")
    parser.add_argument("--out", type=Path, required=True, help="the file of looks")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gs-", ignore_cleanup_errors=True) as name:
        home = Path(name)
        (home / "tasks").mkdir()
        path = f"{ROOT / 'benchmarks' / 'hook'}{os.pathsep}{ROOT}"
        env = dict.fromkeys(("XDG_STATE_HOME", "XDG_RUNTIME_DIR", "HOME"), name)
        env = {**os.environ, **env, "GOLIVE_SOAK_TASKS": f"{name}/tasks", "PYTHONPATH": path}
        with begun(home / "launch", env, options.speed) as hands, attached(hands) as pty:
            looking(hands, pty, home / "tasks", options)


@contextlib.contextmanager
def begun(place: Path, env: dict[str, str], speed: float) -> Iterator[Hands]:
    """A demo that has gone live, with an engine; ended in order."""
    hands = Hands(launch=place, env=env, item="")
    hands.act("demo", "demo", "--detach", "--speed", f"{speed:g}")
    try:
        hands.act("go", "go")
        hands.item = an_item(place, env)
        for station in stations(place, env):
            hands.act("vote", "gate", "vote", *station, "go", "--name", "Soak")
        hands.act("step", "step", "run", "deploy-staging")
        yield hands
    finally:
        hands.act("stop", "stop")


def asked(place: Path, env: Mapping[str, str], *argv: str) -> object:
    """The JSON answer of a command."""
    command = [sys.executable, "-m", "golive_tui", *argv, "--json", "--launch", str(place)]
    done = subprocess.run(command, env=dict(env), capture_output=True, check=False)
    return json.loads(done.stdout)


def an_item(place: Path, env: Mapping[str, str]) -> str:
    """The first item of the checklist."""
    answer = asked(place, env, "status")
    assert isinstance(answer, dict)
    return str(next(iter(answer["items"])))


def stations(place: Path, env: Mapping[str, str]) -> list[tuple[str, str]]:
    """Every gate's stations."""
    answer = asked(place, env, "gate", "list")
    assert isinstance(answer, dict)
    return [(gate, name) for gate, each in answer["gates"].items() for name in each["stations"]]


@contextlib.contextmanager
def attached(hands: Hands) -> Iterator[Timed]:
    """The dashboard, with the checklist on its screen."""
    argv = [sys.executable, "-m", "golive_tui", "attach", str(hands.launch)]
    with Timed(argv, columns=COLUMNS, rows=ROWS, env=hands.env) as pty:
        pty.until(lambda: "Domain & DNS" in pty.text, 60.0)
        yield pty


def looking(hands: Hands, pty: Timed, tasks: Path, options: argparse.Namespace) -> None:
    """Work, press keys and look, until the time is up."""
    begin, look = stopwatch(), 0
    written = 0
    with options.out.open("w", encoding="utf-8", buffering=1) as out:
        while (at := stopwatch() - begin) < options.seconds:
            acts = done(hands, look)
            found = processes(hands.launch, pty, tasks) | files(hands.launch)
            found |= key_times(pty)
            written += len(pty.output)
            pty.output = pty.output[-KEEP:]
            written -= len(pty.output)
            found["dashboard.bytes"] = written + len(pty.output)
            row = {"at": round(at, 1), "load": os.getloadavg()[0], "acts": acts, "series": found}
            out.write(json.dumps(row) + "\n")
            look += 1
            watch(pty, max(0.0, begin + look * options.every - stopwatch()))


def done(hands: Hands, look: int) -> dict[str, int]:
    """Do the look's work, and say what has been done so far."""
    hands.work(look)
    return dict(hands.said)


def processes(launch: Path, pty: Timed, tasks: Path) -> dict[str, float]:
    """Memory, descriptors, threads, children, tasks, blocks of engine, dashboard, stand-in."""
    held = holder(LaunchDirectory(launch))
    assert held is not None, f"{launch} has no engine any more"
    assert held.pid
    engine = psutil.Process(held.pid)
    found = {"engine": engine, "dashboard": psutil.Process(pty.process.pid)}
    for child in engine.children():
        if "golive_tui.rehearsal.stand_in" in child.cmdline():
            found["stand-in"] = child
    series: dict[str, float] = {}
    for name, process in found.items():
        memory = process.memory_full_info()
        series |= {
            f"{name}.rss": memory.rss / 1e6,
            f"{name}.pss": memory.pss / 1e6,
            f"{name}.fds": process.num_fds(),
            f"{name}.threads": process.num_threads(),
            f"{name}.children": len(process.children(recursive=True)),
        }
        with contextlib.suppress(OSError, ValueError):
            number, blocks, heap = (tasks / str(process.pid)).read_text(encoding="ascii").split()
            series[f"{name}.tasks"] = int(number)
            series[f"{name}.blocks"] = int(blocks) / 1e3
            series[f"{name}.heap"] = int(heap) / 1e6
    return series


def files(launch: Path) -> dict[str, float]:
    """Kilobytes of each file of the launch, of the steps' folders, and events and samples."""
    series: dict[str, float] = {}
    for name in ("journal.jsonl", "state.toml", "engine.log", "samples.db", "samples.db-wal"):
        with contextlib.suppress(OSError):
            series[f"file.{name}"] = (launch / name).stat().st_size / 1e3
    steps = [path for path in (launch / "steps").rglob("*") if path.is_file()]
    series["file.steps"] = sum(path.stat().st_size for path in steps) / 1e3
    return series


def key_times(pty: Timed) -> dict[str, float]:
    """Milliseconds from a key to the screen that shows what it asked for: each view, and help."""
    took = [pressed(pty, key, f"\n{title} ─") for key, title in TITLES.items()]
    took.append(pressed(pty, "?", "─ Help:"))
    start = stopwatch()
    pty.send("\x1b")
    pty.until(lambda: "─ Help:" not in pty.text, 60.0)
    took.append((pty.came - start) * 1e3)
    for key in "jjjkkk":
        pty.send(key)
        watch(pty, 0.1)
    return {"key.median": statistics.median(took), "key.most": max(took), "key.lost": pty.lost}


def pressed(pty: Timed, key: str, shows: str) -> float:
    """Milliseconds until the screen shows it. A key without an answer is pressed again, and counted
    as lost: the soak goes on, and its report tells."""
    watch(pty, 0.2)
    start = stopwatch()
    for _ in range(TRIES):
        pty.send(key)
        try:
            pty.until(lambda: shows in pty.text, PATIENCE)
        except AssertionError as error:
            pty.lost += 1
            print(f"key {key!r} had no answer: {error}", file=sys.stderr, flush=True)
        else:
            return (pty.came - start) * 1e3
    raise RuntimeError(f"key {key!r} had no answer in {TRIES * PATIENCE:g} s")


if __name__ == "__main__":
    main()
