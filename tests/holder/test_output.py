import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from golive_tui.holder import output as module
from golive_tui.holder.output import Output
from golive_tui.holder.redact import StreamRedactor
from golive_tui.holder.terminal import open_terminal
from golive_tui.holder.transcript import Transcript


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[tuple[Output, int]]:
    ear, mouth = os.pipe()
    os.set_blocking(ear, False)
    yield Output(ear, StreamRedactor(["secret-value"]), Transcript(tmp_path / "t")), mouth
    os.close(ear)


def test_what_is_there_is_taken_and_the_end_is_seen(
    pipe: tuple[Output, int], tmp_path: Path
) -> None:
    output, mouth = pipe
    output.drain()
    assert (output.received, output.over, output.last_at) == (0, False, None)
    os.write(mouth, b"a secret-va")
    output.drain()
    assert (tmp_path / "t").read_bytes() == b"a "
    os.write(mouth, b"lue b se")
    os.close(mouth)
    output.drain()
    assert output.over
    output.finish()
    assert (tmp_path / "t").read_bytes() == b"a *** b se"
    assert output.received == 19
    assert output.last_at is not None


def test_one_turn_is_bounded_so_that_others_are_heard(
    pipe: tuple[Output, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    output, mouth = pipe
    monkeypatch.setattr(module, "_BATCH", 10)
    monkeypatch.setattr(module, "_TURN", 2)
    output._batch = memoryview(bytearray(10))
    os.write(mouth, b"x" * 35)
    output.drain()
    assert output.received == 20
    output.drain()
    os.close(mouth)
    output.drain()
    assert (output.received, output.over) == (35, True)


def test_a_trickle_is_written_before_the_batch_is_full(
    pipe: tuple[Output, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    output, mouth = pipe
    monkeypatch.setattr(module, "_HELD", -1.0)
    os.write(mouth, b"x")
    output.drain()
    assert output.received == 1
    os.close(mouth)


def test_a_terminal_that_nobody_has_open_is_not_at_its_end(tmp_path: Path) -> None:
    terminal, slave = open_terminal(80, 24)
    name = os.ttyname(slave)
    os.set_blocking(terminal.descriptor, False)
    output = Output(terminal.descriptor, StreamRedactor(), Transcript(tmp_path / "t"))
    os.write(slave, b"one\n")
    os.close(slave)
    output.drain()
    assert (output.received, output.held_off, output.over) == (4, True, False)
    slave = os.open(name, os.O_RDWR | os.O_NOCTTY)
    os.write(slave, b"two\n")
    output.drain()
    assert (output.received, output.held_off) == (8, False)
    os.close(slave)
    output.finish()
    os.close(terminal.descriptor)
    assert (tmp_path / "t").read_bytes() == b"one\ntwo\n"
