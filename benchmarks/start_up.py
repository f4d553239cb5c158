"""What a command costs from the shell's `exec` to its last word, and what it loads for that.

Medians of wall seconds of whole processes on the customer's document, taken in turn.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import make_dataclass
from pathlib import Path
from statistics import median

from benchmarks.bench import ROOT, home, in_turn, timed
from benchmarks.table import Row
from golive_tui.checklist_files import find, load
from golive_tui.engine.create import Plan, begin
from golive_tui.store.directory import LaunchDirectory

RUNS = 11
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


def ran(argv: list[str]) -> float:
    """Wall seconds of one process."""
    return timed(lambda: subprocess.run(argv, check=False, capture_output=True))


def loaded(argv: list[str]) -> list[str]:
    """The modules of one command, run to its end."""
    said = subprocess.run(
        [sys.executable, "-c", LOADED, *argv], capture_output=True, check=True, text=True
    )
    names: list[str] = json.loads(said.stdout)
    return names


COMMANDS = {
    "--version": 0.25,
    "--help": None,
    "status": 0.25,
    "status --json": 0.25,
    "validate minimal": 0.25,
    "validate flowmind": 0.25,
    "list": None,
    "journal": None,
}
"""A command, and its budget in seconds."""

IMPORTS = ("golive_tui.cli.main", "golive_tui.engine.assemble", "golive_tui.tui.frame.app")


def classes() -> float:
    """Seconds to make one frozen dataclass of four fields; `status` needs 220 of them."""
    fields = [(name, str) for name in ("one", "two", "three", "four")]
    made = [
        timed(lambda: make_dataclass("Made", fields, frozen=True, slots=True, kw_only=True))
        for _ in range(50)
    ]
    return median(made)


def rows() -> Iterator[Row]:
    """Commands first, then imports beside a Python that does nothing."""
    with home() as place:
        os.environ["PYTHONPATH"] = str(ROOT)
        launch_in(place)
        golive = [sys.executable, "-m", "golive_tui"]
        alone = [sys.executable, "-c", "pass"]
        argvs = [[*golive, *command.split()] for command in COMMANDS]
        argvs += [[sys.executable, "-c", f"import {module}"] for module in IMPORTS]
        bare, *found = (
            median(each) for each in in_turn(RUNS, *((lambda a=a: ran(a)) for a in [alone, *argvs]))
        )
        made = classes()
        for (command, budget), seconds in zip(COMMANDS.items(), found, strict=False):
            names = loaded(command.split())
            heavy = [each for each in HEAVY if each in names]
            yield Row(what=f"golive {command}", measured=seconds, unit="s", budget=budget,
                      remark=f"{len(names)} modules, {', '.join(heavy) or 'nothing heavy'}; "
                      f"Python alone {bare:.3f} s, "
                      f"making a dataclass {made * 1e3:.2f} ms")  # fmt: skip
        for module, seconds in zip(IMPORTS, found[len(COMMANDS) :], strict=True):
            yield Row(what=f"import {module}", measured=seconds - bare, unit="s")
