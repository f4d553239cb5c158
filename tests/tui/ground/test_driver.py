"""The driver in a real terminal, against what ssh does to one."""

import os
import re
import signal
from pathlib import Path

import pytest

from tests.support.waiting import wait_until
from tests.tui.ground.pty_harness import controls, left_in_order, running

BAD = (b"\xff", b"\xc3(", b"\x1b[M \xf0\xf1", b"\x1b[1114112u", b"\x80\x9b\x9d")


def held(path: Path) -> int:
    """How often the loop has gone round while the screen was held back."""
    return path.read_text().count("held") if path.exists() else 0


def test_leaving_puts_the_terminal_back() -> None:
    with running("sample.py") as pty:
        pty.send("q")
        assert pty.exit_code() == 0
        assert left_in_order(pty.output)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_puts_the_terminal_back_and_is_the_exit_code(number: signal.Signals) -> None:
    with running("sample.py") as pty:
        pty.kill(number)
        assert pty.exit_code() == 128 + number
        assert left_in_order(pty.output)
        assert b"Traceback" not in pty.output


@pytest.mark.parametrize("times", [1, 2])
def test_a_loop_that_is_stuck_does_not_keep_the_terminal(times: int) -> None:
    """A second signal does not wait for the app at all."""
    with running("sample.py") as pty:
        pty.send("z")
        pty.until(lambda: b"\x07" in pty.output)
        for _ in range(times):
            pty.kill(signal.SIGTERM)
            pty.drain()
        assert pty.exit_code() == 128 + signal.SIGTERM
        assert left_in_order(pty.output)


def test_a_hang_up_ends_it_with_129() -> None:
    with running("sample.py") as pty:
        pty.hang_up()
        assert pty.exit_code() == 129


def test_a_hang_up_is_noticed_where_its_signal_is_ignored() -> None:
    """After nohup and some forms of su: stock Textual lives on at 118 % CPU."""
    with running("sample.py", ignore_hangup=True) as pty:
        pty.kill(signal.SIGHUP)
        pty.type("t", "T+00000001")
        pty.hang_up()
        assert pty.exit_code() == 129


@pytest.mark.parametrize("noise", BAD)
def test_bytes_that_are_no_keys_are_survived(noise: bytes) -> None:
    with running("sample.py") as pty:
        pty.send(noise)
        pty.type("\x18t", "T+00000001")
        pty.send("q")
        assert pty.exit_code() == 0


def test_a_peer_that_does_not_read_never_holds_the_loop(tmp_path: Path) -> None:
    """The app changes a screenful at each beat. Stock Textual stops after 30 writes."""
    beats = tmp_path / "beats"
    with running("sample.py", env={"SAMPLE_BEATS": str(beats)}) as pty:
        wait_until(lambda: held(beats) > 100)  # nobody reads meanwhile
        now = int(beats.read_text().split()[-3])
        pty.until(lambda: int(re.findall(r"beat (\d+)", pty.text)[0]) >= now)


def test_after_a_stall_the_screen_is_whole(tmp_path: Path) -> None:
    beats = tmp_path / "beats"
    with running("sample.py", env={"SAMPLE_BEATS": str(beats)}) as pty:
        wait_until(lambda: held(beats) > 50)
        now = int(beats.read_text().split()[-3])
        pty.until(lambda: int(re.findall(r"beat (\d+)", pty.text)[0]) >= now)
        for index in range(27):
            assert re.search(rf"probe {index} .* ms ([a-z])\1+", pty.text)
        assert pty.shown.display[29].startswith("╰")


def test_a_stalled_peer_does_not_hold_the_end_and_wakes_up_to_an_ordered_terminal(
    tmp_path: Path,
) -> None:
    beats = tmp_path / "beats"
    with running("sample.py", env={"SAMPLE_BEATS": str(beats)}) as pty:
        wait_until(lambda: held(beats) > 50)
        pty.kill(signal.SIGTERM)
        assert pty.process.wait(timeout=20) == 128 + signal.SIGTERM
        pty.drain()
        assert left_in_order(pty.output)


def test_ctrl_z_gives_the_terminal_back_and_fg_takes_it_again() -> None:
    with running("sample.py") as pty:
        pty.type("t", "T+00000001")
        pty.send("\x1a")
        stat = Path(f"/proc/{pty.process.pid}/stat")
        pty.until(lambda: stat.read_text().rpartition(")")[2].split()[0] == "T")
        assert left_in_order(pty.output)
        os.kill(pty.process.pid, signal.SIGCONT)
        pty.until(lambda: pty.output.rfind(b"\x1b[?1049h") > pty.output.rfind(b"\x1b[?1049l"))
        pty.type("t", "T+00000002")
        pty.send("q")
        assert pty.exit_code() == 0


def test_a_resize_is_followed_though_the_shell_exports_columns() -> None:
    with running("sample.py", env={"COLUMNS": "50", "LINES": "10"}) as pty:
        assert pty.shown.display[1].rstrip().endswith("╮")
        assert len(pty.shown.display[1].rstrip()) == 100
        pty.resize(70, 20)
        pty.kill(signal.SIGWINCH)
        pty.until(lambda: len(pty.shown.display[1].rstrip()) == 70)


def test_a_window_that_is_small_for_a_moment_is_whole_afterwards() -> None:
    with running("sample.py") as pty:
        pty.type("t", "T+00000001")
        whole = pty.text
        pty.resize(20, 5)
        pty.resize(100, 30)
        pty.kill(signal.SIGWINCH)
        assert pty.text != whole
        pty.until(lambda: pty.text == whole)


def test_nothing_but_sequences_of_ours_is_written() -> None:
    with running("sample.py") as pty:
        for key, shows in (("t", "T+00000001"), ("e", "line 1"), ("a", "undo")):
            pty.type(key, shows)
        pty.kill(signal.SIGTERM)
        pty.exit_code()
        assert controls(pty.output) == set()
        assert b"\x1b]22" not in pty.output
