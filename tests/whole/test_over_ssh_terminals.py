"""Every kind and size of terminal that may stand at the other end of ssh.

One server and one engine carry them: 6 kinds, a locale without UTF-8, a storm of 40 sizes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from golive_tui.store.directory import LaunchDirectory
from tests.engine.living import Engine
from tests.engine.stepping import launch_of, sh, step
from tests.tui.ground.pty_harness import Pty
from tests.whole.sshd import Sshd

TITLE = "A launch with steps"
SIZES = ((80, 24), (300, 90), (40, 10), (160, 45), (81, 25), (20, 5), (120, 35), (1, 1))


@pytest.fixture
def launch(own_home: Path) -> Iterator[LaunchDirectory]:
    made = launch_of(own_home, step("ship", sh("true")))
    with Engine(made):
        yield made


@pytest.fixture
def sshd(own_home: Path) -> Iterator[Sshd]:
    folder = own_home / "sshd"
    folder.mkdir()
    with Sshd(folder) as server:
        yield server


def left(pty: Pty) -> None:
    """It is alive, and ends in order."""
    pty.send("q")
    assert pty.exit_code() == 0


@pytest.mark.timeout(120)
def test_every_terminal_shows_the_launch_or_says_why_not(
    sshd: Sshd, launch: LaunchDirectory
) -> None:
    attach = ("attach", "--launch", str(launch.path))
    for term in ("xterm-256color", "screen", "tmux", "linux", "vt100"):
        with sshd.terminal(*attach, columns=80, rows=24, term=term) as pty:
            pty.until_shows(TITLE)
            left(pty)
    with sshd.terminal(*attach, term="dumb") as pty:
        assert pty.exit_code() != 0
        assert "The terminal cannot move its cursor: TERM is dumb." in pty.text.replace("\n", " ")
    with sshd.terminal(*attach, env={"LANG": "C", "LC_ALL": "C"}) as pty:
        pty.until_shows(TITLE)
        assert pty.text.isascii()
        left(pty)


@pytest.mark.timeout(120)
def test_a_storm_of_sizes_ends_in_a_whole_screen(sshd: Sshd, launch: LaunchDirectory) -> None:
    with sshd.terminal("attach", "--launch", str(launch.path)) as pty:
        pty.until_shows(TITLE)
        for number in range(40):
            pty.resize(*SIZES[number % len(SIZES)])
            pty.drain()
        pty.resize(40, 10)
        pty.until_shows("golive needs 60x20 cells")
        pty.resize(300, 90)
        pty.until(lambda: TITLE in pty.text and "helm (you)" in pty.text)
        left(pty)
