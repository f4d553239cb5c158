"""A dashboard whose terminal takes nothing any more (a stopped reader, a laptop's lid, ctrl+s)
while the launch goes on.

One launch: 300 acts by another, a step and samples, and 300 keys that each ask for a whole screen,
which is more than ten minutes of a launch bring; in 6 s.
"""

import os
import select
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from golive_tui.launch import commands as c
from golive_tui.store.directory import LaunchDirectory
from golive_tui.tui.ground.outbox import BACKLOG
from tests.engine.living import Engine, Talker, talking
from tests.engine.stepping import launch_of, newest, sh, step
from tests.support.waiting import wait_until
from tests.tui.ground.pty_harness import Pty, left_in_order
from tests.whole.acts import PROBE

REDRAW = "\x0c"
ROUNDS = 100
KERNEL = 2 * 65536
"""Bytes that the system keeps for a terminal which is not read, and as much again for the writer's
piece in hand."""


@pytest.fixture
def launch(own_home: Path) -> Iterator[LaunchDirectory]:
    made = launch_of(own_home, step("ship", sh("echo shipped")), PROBE)
    with Engine(made):
        yield made


@pytest.fixture
def pty(launch: LaunchDirectory) -> Iterator[Pty]:
    argv = [sys.executable, "-m", "golive_tui", "attach", "--launch", str(launch.path)]
    with Pty(argv, columns=160, rows=45) as made:
        made.until_shows("A launch with steps")
        made.until_shows("at the helm")
        yield made


def is_full(pty: Pty) -> bool:
    """Whether the terminal takes no byte now."""
    end = os.open(f"/proc/{pty.process.pid}/fd/1", os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    try:
        return not select.select([], [end], [], 0)[1]
    finally:
        os.close(end)


def freeze(pty: Pty) -> int:
    """Stop reading, and have it painted until the terminal is full; the bytes of a whole screen."""
    whole = len(pty.type(REDRAW, "A launch with steps"))

    def full() -> bool:
        pty.send(REDRAW)
        return is_full(pty)

    wait_until(full)
    return whole


def memory(pid: int) -> int:
    """Bytes in memory, of that process."""
    words = Path(f"/proc/{pid}/statm").read_text().split()
    return int(words[1]) * os.sysconf("SC_PAGE_SIZE")


async def work(talker: Talker, launch: LaunchDirectory, pty: Pty) -> None:
    """What others do meanwhile: each act is answered, a step comes to its end."""
    for number in range(ROUNDS):
        for act in (
            c.PassItem(item="look", note=f"round {number}"),
            c.NoteItem(item="look", text="looked at it " * 50),
            c.ReopenItem(item="look"),
        ):
            assert (await talker.ask(act))["ok"]
            pty.send(REDRAW)
    assert (await talker.ask(c.RunStep(step="ship")))["ok"]
    wait_until(lambda: newest(launch, "ship").status == "succeeded")
    assert (await talker.ask(c.NoteItem(item="look", text="THE LAST WORD")))["ok"]
    while not any("samples" in each or "sample" in each for each in talker.heard):
        await talker.next()


async def test_a_terminal_that_is_frozen_holds_up_nobody_and_shows_the_present_afterwards(
    launch: LaunchDirectory, pty: Pty
) -> None:
    whole = freeze(pty)
    before = memory(pty.process.pid)
    async with talking(launch) as (talker, hello):
        await work(talker, launch, pty)
        assert is_full(pty)
    grown = memory(pty.process.pid) - before
    seen = len(pty.output)
    pty.send("5")
    pty.until(lambda: "THE LAST WORD" in pty.text)
    assert len(pty.output) - seen <= KERNEL + (BACKLOG + 4) * whole
    assert grown < 16 * 1024 * 1024
    async with talking(launch) as (_, again):
        assert dashboards(again) == dashboards(hello)
    pty.send("1")
    pty.until_shows("Look")
    pty.send("q")
    assert pty.exit_code() == 0
    assert left_in_order(pty.output)


def dashboards(hello: dict[str, object]) -> list[object]:
    """The numbers under which dashboards are attached: a new one would have come back."""
    engine = hello["engine"]
    assert isinstance(engine, dict)
    return [each["client"] for each in engine["viewers"] if each["role"] == "dashboard"]


def test_a_frozen_terminal_is_left_at_once(pty: Pty) -> None:
    """Whoever ends it need not wait for a reader; what it says last puts the terminal in order."""
    freeze(pty)
    pty.kill(signal.SIGTERM)
    wait_until(lambda: pty.process.poll() is not None)
    assert pty.exit_code() == 128 + signal.SIGTERM
    assert left_in_order(pty.output)
