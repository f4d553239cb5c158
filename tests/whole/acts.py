"""A lead at a client: notes, a step, notes. Goes on after whatever happened, as a lead would."""

from pathlib import Path

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from golive_tui.launch import commands as c
from golive_tui.store.directory import LaunchDirectory
from golive_tui.wire.messages import ShowStep
from tests.engine.living import Talker, talking
from tests.engine.stepping import counted, launch_of, state_of, step, step_of
from tests.support.waiting import dawdle

PROBE = '\n[probes.root]\nkind = "file"\npath = "/"\nevery = "1s"\nexpect = ["exists == true"]\n'
BEFORE, AFTER = ("one", "two", "three"), ("four", "five", "six")


def made(folder: Path) -> LaunchDirectory:
    """The launch on which that is done, without an engine."""
    folder.mkdir()
    return launch_of(folder, step("deploy", counted(folder, "sleep 0.4"), 'rerun = "never"'), PROBE)


def log_of(launch: LaunchDirectory, what: str) -> list[str]:
    """What the clients asked for (`asked`) and what they were told is done (`told`), by name."""
    path = _log(launch, what)
    return path.read_text().split() if path.exists() else []


def _log(launch: LaunchDirectory, what: str) -> Path:
    return launch.path.parent.parent / what


def write(launch: LaunchDirectory, what: str, name: str) -> None:
    """Add a name to what `log_of` reads."""
    with _log(launch, what).open("a") as file:
        file.write(f"{name}\n")


async def act(launch: LaunchDirectory) -> None:
    """Do all that is not done yet."""
    while True:
        try:
            async with talking(launch) as (talker, _):
                await _work(launch, talker)
                return
        except (ConnectionClosed, InvalidHandshake, OSError, TimeoutError):
            await dawdle(0.05)


async def _work(launch: LaunchDirectory, talker: Talker) -> None:
    for name in BEFORE:
        await _note(launch, talker, name)
    while step_of(launch, "deploy").open is not None or step_of(launch, "deploy").status == "ready":
        if step_of(launch, "deploy").open is None:
            await talker.ask(ShowStep(step="deploy"))  # as the dialog does: a spare holder waits
            write(launch, "asked", "deploy")
            if (await talker.ask(c.RunStep(step="deploy")))["ok"]:
                write(launch, "told", "deploy")
        await dawdle(0.05)
    for name in AFTER:
        await _note(launch, talker, name)


async def _note(launch: LaunchDirectory, talker: Talker, name: str) -> None:
    if any(remark.text == name for remark in state_of(launch).item("look").remarks):
        return
    write(launch, "asked", name)
    assert (await talker.ask(c.NoteItem(item="look", text=name)))["ok"]
    write(launch, "told", name)
