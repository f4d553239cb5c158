"""A launch that is steered through a real sshd and a line of 300 ms there and back, with loss.

One launch, one line: keys typed ahead, the price of a frame, a step, and a cut in mid-step, in
about 15 s. That loss is imitated as the stalls that TCP makes of it, see slow_line.py.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from golive_tui.store.directory import LaunchDirectory
from tests.engine.living import Engine
from tests.engine.stepping import ended, facts, launch_of, runs, step, transcript
from tests.holder.attempts import clear
from tests.tui.ground.pty_harness import Pty
from tests.whole.slow_line import SlowLine
from tests.whole.sshd import Sshd
from tests.whole.test_over_ssh import LINES, attached, gated

NOTES = ("the first note, all of it", "the second one")
BURST = f"e{NOTES[0]}\re{NOTES[1]}\rXfound wanting\r5"
"""Two notes, a failure and the view of the events, typed without waiting for anything."""

CHANGES = 7
"""Times that the burst changes much of the screen: three dialogs come and go, and a view comes. A
byte for each cell is the price of one."""


@pytest.fixture
def launch(own_home: Path) -> Iterator[LaunchDirectory]:
    made = launch_of(own_home, step("ship", gated(own_home, "ship")))
    with Engine(made):
        yield made
    clear(made.steps)


@pytest.fixture
def line(own_home: Path) -> Iterator[tuple[Sshd, SlowLine]]:
    folder = own_home / "sshd"
    folder.mkdir()
    with Sshd(folder) as server, SlowLine(server.port) as slow:
        server.door = slow.port
        yield server, slow


def acts(launch: LaunchDirectory) -> list[tuple[str, str]]:
    """What people did to items, in order."""
    kept = ("item.noted", "item.failed", "item.passed", "item.skipped", "item.reopened")
    return [
        (fact["kind"], fact.get("text") or fact.get("note", ""))
        for fact in facts(launch, "item.")
        if fact["kind"] in kept
    ]


def typed_ahead(pty: Pty, launch: LaunchDirectory) -> None:
    """Every key does once what it says, and the screen ends right, at the price of few frames."""
    before = len(pty.output)
    pty.send(BURST)
    pty.until_shows("found wanting")
    pty.until(lambda: all(note in pty.text for note in NOTES))
    assert acts(launch) == [
        ("item.noted", NOTES[0]),
        ("item.noted", NOTES[1]),
        ("item.failed", "found wanting"),
    ]
    assert len(pty.output) - before <= CHANGES * pty.shown.columns * pty.shown.lines
    pty.send("1")
    pty.until_shows("Look")


@pytest.mark.timeout(180)
def test_a_launch_over_a_slow_line_that_loses(
    launch: LaunchDirectory, line: tuple[Sshd, SlowLine], own_home: Path
) -> None:
    sshd, slow = line
    with attached(sshd, launch) as pty:
        pty.until_shows("at the helm")
        typed_ahead(pty, launch)
        pty.send("b")
        pty.until_shows("enter runs it")
        pty.send("\r\r\r")
        pty.until(lambda: "ship began" in transcript(launch, "ship-1"))
        slow.cut()
        pty.exit_code()
    (own_home / "ship").touch()
    assert ended(launch, "ship").status == "succeeded"
    with attached(sshd, launch) as pty:
        pty.send("4")
        pty.until_shows("ship is done")
        pty.send("q")
        assert pty.exit_code() == 0
    assert runs(own_home) == 1
    assert len(facts(launch, "step.requested")) == 1
    assert transcript(launch, "ship-1").count("\n") == LINES + 2
    assert slow.lost > 0
