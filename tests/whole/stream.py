"""A client that never rests: marks, notes and runs of steps, one after the other, each with a name
of its own, and a list of those that it was told are done.

SIGUSR1 cuts its connection, and it comes back. It ends once the file `enough` is there.
"""

import asyncio
import random
import shlex
import signal
from pathlib import Path

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from golive_tui.launch import commands as c
from golive_tui.store.directory import LaunchDirectory
from golive_tui.wire.messages import Request
from tests.engine.living import Talker, talking
from tests.engine.stepping import launch_of, sh, state_of, step
from tests.support.waiting import dawdle
from tests.whole.acts import PROBE, log_of, write

STEPS = {"once": "never", "short": "ask", "long": "ask"}
"""The steps, and their `rerun`."""

BETWEEN = 0.005
"""Seconds between two acts, so that a journal of 25 lives stays readable in a blink."""


def made(folder: Path) -> LaunchDirectory:
    """A launch whose steps write the name of each attempt that runs; it has no engine yet."""
    folder.mkdir()
    line = f"echo $GOLIVE_ATTEMPT >> {shlex.quote(str(folder / 'runs'))}"
    more = {"long": "; sleep 0.3"}
    steps = (step(n, sh(line + more.get(n, "")), f'rerun = "{r}"') for n, r in STEPS.items())
    return launch_of(folder, *steps, PROBE, PROBE.replace("probes.root", "probes.again"))


async def flow(launch: LaunchDirectory) -> None:
    """Act until it is enough; then run one step in peace, to its end."""
    while True:
        try:
            async with talking(launch) as (talker, _):
                asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, talker.cut)
                await _act(launch, talker)
                return
        except (ConnectionClosed, InvalidHandshake, OSError, TimeoutError):
            await dawdle(0.02)


async def _act(launch: LaunchDirectory, talker: Talker) -> None:
    number = len(log_of(launch, "asked"))
    dice = random.Random(number)
    while not (launch.path.parent.parent / "enough").exists():
        number += 1
        name = f"act-{number}"
        write(launch, "asked", name)
        if (await talker.ask(_drawn(dice, name)))["ok"]:
            write(launch, "told", name)
        await dawdle(BETWEEN)
    await _idle(launch)
    assert (await talker.ask(c.RunStep(step="short", again=True)))["ok"]
    await _idle(launch)


async def _idle(launch: LaunchDirectory) -> None:
    while any(state_of(launch).step(name).open is not None for name in STEPS):
        await dawdle(0.05)


def _drawn(dice: random.Random, name: str) -> Request:
    step_id = dice.choice([*STEPS])
    return dice.choice(
        (
            c.NoteItem(item="look", text=name),
            c.PassItem(item="look", note=name),
            c.ReopenItem(item="look", note=name),
            c.RunStep(step=step_id, again=True, reason=name),
        )
    )
