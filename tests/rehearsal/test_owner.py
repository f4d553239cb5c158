"""A rehearsal's engine ends with whoever plays it: two ends of a player in one test, 2 engines."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from golive_tui.rehearsal.owner import NAME, is_owned, owned
from tests.support.waiting import wait_until

SCENARIO = """
title = "Longer than anybody waits"
speed = 1
until = "1h"
[[expect]]
rollback = 0
"""


def test_it_is_owned_for_as_long_as_somebody_holds_it(tmp_path: Path) -> None:
    assert not is_owned(tmp_path)
    with owned(tmp_path):
        assert is_owned(tmp_path)
    assert not is_owned(tmp_path)
    assert not (tmp_path / NAME).exists()
    (tmp_path / NAME).touch()
    assert not is_owned(tmp_path)


def _below(place: Path) -> list[str]:
    """Command lines of the processes that belong to a rehearsal whose files are there."""
    found = []
    for each in Path("/proc").iterdir():
        if not each.name.isdecimal():
            continue
        try:
            said = (each / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            around = (each / "environ").read_bytes()
        except OSError:
            continue
        if f"TMPDIR={place}".encode() in around.split(b"\0"):
            found.append(said)
    return found


def _kill(player: "subprocess.Popen[bytes]", terminal: int) -> None:
    del terminal
    player.send_signal(signal.SIGKILL)


def _hang_up(player: "subprocess.Popen[bytes]", terminal: int) -> None:
    del player
    os.close(terminal)


@pytest.mark.parametrize("gone", [_kill, _hang_up])
def test_nothing_is_left_of_a_rehearsal_whose_player_is_gone(
    own_home: Path, gone: Callable[["subprocess.Popen[bytes]", int], None]
) -> None:
    place = own_home / "tmp"  # a short path: the launch's directory itself has the socket then
    place.mkdir()
    file = place / "long.toml"
    file.write_text(SCENARIO)
    ours, theirs = pty.openpty()
    player = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "golive_tui",
            *f"rehearse flowmind --headless --scenario {file}".split(),
        ],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TMPDIR": str(place), "HOME": str(own_home)},
        start_new_session=True,
        preexec_fn=lambda: _own_terminal(theirs),  # noqa: PLW1509 - a hang-up needs an owner
    )
    os.close(theirs)
    try:
        wait_until(lambda: any("stand_in" in each for each in _below(place)))
        wait_until(lambda: any(place.glob("golive-rehearse-*/long/engine.sock")))
        gone(player, ours)
        player.wait(30)
        wait_until(lambda: not _below(place))
    finally:
        if player.poll() is None:
            player.kill()
            player.wait()
        if gone is _kill:
            os.close(ours)


def _own_terminal(terminal: int) -> None:
    import fcntl
    import termios

    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
