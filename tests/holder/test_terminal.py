import os
import termios
from collections.abc import Iterator

import pytest

from golive_tui.errors import Refused
from golive_tui.holder import terminal as module
from golive_tui.holder.terminal import Terminal, open_terminal


@pytest.fixture
def ends() -> Iterator[tuple[Terminal, int]]:
    terminal, slave = open_terminal(90, 30)
    os.set_blocking(terminal.descriptor, False)
    yield terminal, slave
    os.close(slave)
    os.close(terminal.descriptor)


def test_it_has_the_size_that_was_asked_for_and_takes_another(ends: tuple[Terminal, int]) -> None:
    terminal, slave = ends
    assert os.get_terminal_size(slave) == (90, 30)
    terminal.resize(200, 60)
    assert os.get_terminal_size(slave) == (200, 60)


def test_output_passes_as_it_was_written(ends: tuple[Terminal, int]) -> None:
    terminal, slave = ends
    os.write(slave, b"a\nb\r\n\x13\x11")
    assert os.read(terminal.descriptor, 100) == b"a\nb\r\n\x13\x11"


def test_a_program_that_hides_what_is_typed_is_noticed(ends: tuple[Terminal, int]) -> None:
    terminal, slave = ends
    assert terminal.echoes()
    modes = termios.tcgetattr(slave)
    modes[3] &= ~termios.ECHO
    termios.tcsetattr(slave, termios.TCSANOW, modes)
    assert not terminal.echoes()


def test_what_is_typed_is_read_by_the_program(ends: tuple[Terminal, int]) -> None:
    terminal, slave = ends
    terminal.type(b"yes\n")
    assert not terminal.waiting
    assert os.read(slave, 100) == b"yes\n"


def test_typing_never_blocks_and_has_a_bound(
    ends: tuple[Terminal, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal, slave = ends
    taken: list[int] = []

    def full(descriptor: int, data: bytearray) -> int:
        if taken:
            raise BlockingIOError
        taken.append(1)
        return 3

    monkeypatch.setattr(os, "write", full)
    terminal.type(b"abcdef")
    assert terminal.waiting
    with pytest.raises(Refused, match="does not read"):
        terminal.type(bytes(module._LONGEST))
    monkeypatch.undo()
    terminal.type(b"\n")
    assert not terminal.waiting
    assert os.read(slave, 100) == b"def\n"


def test_typing_to_nobody_is_forgotten() -> None:
    terminal, slave = open_terminal(80, 24)
    os.close(slave)
    os.close(terminal.descriptor)
    terminal.type(b"anyone?")  # the descriptor is no more: as bad as it can be
    assert not terminal.waiting
    assert not terminal.echoes()
    terminal.interrupt()
