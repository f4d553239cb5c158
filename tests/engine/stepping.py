"""Launches whose steps really run, and what became of them."""

import json
import os
import shlex
import signal
import sys
from pathlib import Path
from typing import Any

from golive_tui.checklist.reader import read_checklist
from golive_tui.engine.create import Plan, begin
from golive_tui.holder.place import Place
from golive_tui.holder.record import record_of
from golive_tui.launch.commands import RunStep
from golive_tui.launch.fold import fold
from golive_tui.launch.state import Attempt, LaunchState, StepState
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import look
from tests.engine.living import Talker, make_launch
from tests.support.waiting import wait_until

HEAD = """\
schema = 1
title = "A launch with steps"

[targets.production]
place = "eu-west"

[[stage]]
id = "work"
title = "Work"

[[stage.section]]
title = "Only one"

[[stage.section.item]]
id = "look"
title = "Look"
"""

UNDO = """
[[stage]]
id = "undo"
title = "Undo"
rollback = true

[[stage.section]]
title = "Manual"
"""


def sh(line: str) -> list[str]:
    """A line of shell as a program with arguments."""
    return ["/bin/sh", "-c", line]


def python(code: str) -> list[str]:
    """Some Python as a program with arguments."""
    return [sys.executable, "-c", code]


def step(name: str, run: list[str], more: str = "") -> str:
    """A step in TOML; `more` are further lines of it."""
    argv = json.dumps(run)
    return f'\n[[stage.section.item]]\nid = "{name}"\ntitle = "{name}"\nrun = {argv}\n{more}\n'


def launch_of(folder: Path, *steps: str, undo: tuple[str, ...] = ()) -> LaunchDirectory:
    """A launch of these steps, and of those that undo it."""
    return make_launch(folder, HEAD + "".join(steps) + (UNDO + "".join(undo) if undo else ""))


def rehearsed(folder: Path, *steps: str) -> LaunchDirectory:
    """A rehearsal of these steps; it has no stand-in, since nothing of it is asked for."""
    text = HEAD.replace("[targets.production]", "[targets.rehearsal]\nrehearsal = true")
    source = folder / "small.toml"
    source.write_text(text + "".join(steps))
    plan = Plan(
        checklist=read_checklist(source.read_bytes(), str(source), None),
        source=source,
        text=source.read_bytes(),
        target="rehearsal",
        directory=folder,
        base=folder / "launches",
        rehearsal=True,
    )
    return begin(plan, version="test")


def counted(folder: Path, then: str = "true") -> list[str]:
    """A command that adds a line to a file each time it runs; see `runs`."""
    return sh(f"echo ran >> {shlex.quote(str(folder / 'runs'))}; {then}")


def runs(folder: Path) -> int:
    """How often a `counted` command has run."""
    path = folder / "runs"
    return len(path.read_text().splitlines()) if path.exists() else 0


def state_of(launch: LaunchDirectory) -> LaunchState:
    """The state as it is on disk."""
    return look(launch, fold).state


def step_of(launch: LaunchDirectory, name: str) -> StepState:
    """That step, as it is on disk."""
    return state_of(launch).step(name)


def newest(launch: LaunchDirectory, name: str) -> Attempt:
    """Its newest attempt, as it is on disk."""
    return step_of(launch, name).attempts[-1]


def ended(launch: LaunchDirectory, name: str) -> Attempt:
    """Its newest attempt, once that is not open any more."""
    wait_until(lambda: step_of(launch, name).attempts and step_of(launch, name).open is None)
    return newest(launch, name)


def facts(launch: LaunchDirectory, prefix: str = "step.") -> list[dict[str, Any]]:
    """The journal's lines of that kind."""
    lines = [json.loads(line) for line in launch.journal.read_text().splitlines()]
    return [line for line in lines if line["kind"].startswith(prefix)]


def kinds(launch: LaunchDirectory, prefix: str = "step.") -> list[str]:
    """Their names."""
    return [line["kind"] for line in facts(launch, prefix)]


def transcript(launch: LaunchDirectory, attempt: str) -> str:
    """What an attempt wrote so far."""
    path = Place(launch.steps / attempt).transcript
    return path.read_text(errors="replace") if path.exists() else ""


def wrote(launch: LaunchDirectory, attempt: str, text: str) -> None:
    """Wait until its transcript holds `text`."""
    wait_until(lambda: text in transcript(launch, attempt))


def gone(pid: int) -> bool:
    """Whether there is no process of that pid any more."""
    return not Path(f"/proc/{pid}").exists()


def kill_holder(launch: LaunchDirectory, attempt: str) -> None:
    """SIGKILL the process that holds an attempt."""
    record = record_of(Place(launch.steps / attempt))
    assert record is not None
    assert record.holder is not None
    os.kill(record.holder.pid, signal.SIGKILL)


async def run(talker: Talker, name: str, **more: Any) -> dict[str, Any]:
    """Ask for a step; the answer."""
    return await talker.ask(RunStep(step=name, **more))
