"""What a command costs from the shell's `exec` to its last word, and what it loads for that.

    python benchmarks/start_up.py [RUNS]

Medians of wall and CPU seconds of whole processes on the customer's document, taken in turn, with
the number of modules and those that a plain command must not load. To hold: `status` and `validate`
at most 0.25 s each.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from golive_tui.checklist_files import find, load
from golive_tui.engine.create import Plan, begin
from golive_tui.store.directory import LaunchDirectory

PACKAGE = Path(find("flowmind")).parents[1]
HEAVY = ("asyncio", "httpx", "rich", "ssl", "textual", "websockets")
LOADED = """
import contextlib, io, json, sys
from golive_tui.cli.main import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    main(sys.argv[1:])
json.dump(sorted(sys.modules), sys.__stdout__)
"""


def launch_in(folder: Path) -> LaunchDirectory:
    """A launch of the customer's document as it has just begun."""
    source = find("flowmind")
    checklist, text = load(source, None)
    plan = Plan(
        checklist=checklist,
        source=source,
        text=text,
        target="rehearsal",
        directory=folder,
        base=folder / "golive",
        rehearsal=True,
    )
    return begin(plan, version="bench")


def timed(argv: list[str]) -> tuple[float, float]:
    """Wall and CPU seconds of one process."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def loaded(argv: list[str]) -> list[str]:
    """The modules of one command, run to its end."""
    said = subprocess.run(
        [sys.executable, "-c", LOADED, *argv], capture_output=True, check=True, text=True
    )
    names: list[str] = json.loads(said.stdout)
    return names


def main(runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {"XDG_STATE_HOME": name, "PYTHONPATH": str(PACKAGE)}
        launch_in(Path(name))
        commands = {
            "--help": ["--help"],
            "status": ["status"],
            "status --json": ["status", "--json"],
            "validate": ["validate", "flowmind"],
            "list": ["list"],
            "journal": ["journal"],
        }
        golive = [sys.executable, "-m", "golive_tui"]
        argvs = {"python alone": [sys.executable, "-c", "pass"]}
        argvs |= {label: [*golive, *argv] for label, argv in commands.items()}
        times: dict[str, list[tuple[float, float]]] = {label: [] for label in argvs}
        for _ in range(runs):
            for label, argv in argvs.items():
                times[label].append(timed(argv))
        for label, seen in times.items():
            wall, cpu = (statistics.median(values) for values in zip(*seen, strict=True))
            line = f"{label:<14} wall {wall:.3f} s  cpu {cpu:.3f} s"
            if label in commands:
                names = loaded(commands[label])
                heavy = [each for each in HEAVY if each in names]
                line += f"  {len(names):>4} modules  {' '.join(heavy) or 'nothing heavy'}"
            print(line)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
