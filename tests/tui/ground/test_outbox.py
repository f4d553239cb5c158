"""Writing to a terminal that reads, one that does not, and one that has gone."""

import os
import select
from collections.abc import Iterator
from contextlib import suppress
from threading import Event

import pytest

from golive_tui.tui.ground.outbox import BACKLOG, LIMIT, Outbox
from tests.support.waiting import wait_until

FRAME = "x" * 4000


class Line:
    """Both ends of a terminal line; only `read` takes anything off it."""

    def __init__(self) -> None:
        self.master, self.slave = os.openpty()

    def read(self) -> bytes:
        taken = b""
        while select.select([self.master], [], [], 0)[0]:
            taken += os.read(self.master, 65536)
        return taken

    def hang_up(self) -> None:
        os.close(self.master)
        self.master = -1


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    for fd in (made.master, made.slave):
        with suppress(OSError):
            os.close(fd)


def stalled(line: Line) -> Outbox:
    """An outbox whose peer has not read for so long that writes pile up."""
    box = Outbox(line.slave)

    def piled_up() -> bool:
        box.put(FRAME)
        return box.congested

    wait_until(piled_up)
    return box


def test_what_is_put_arrives_in_order(line: Line) -> None:
    box = Outbox(line.slave)
    for number in range(100):
        box.put(f"{number};")
    got = b""

    def all_there() -> bool:
        nonlocal got
        got += line.read()
        return got.endswith(b"99;")

    wait_until(all_there)
    assert got == "".join(f"{number};" for number in range(100)).encode()
    box.close("")


def test_a_put_to_a_peer_that_does_not_read_comes_back_and_says_what_was_dropped(
    line: Line,
) -> None:
    """The test ends, so no put has waited; the number of bytes held stays bounded."""
    box = Outbox(line.slave)
    taken = [box.put(FRAME) for _ in range(3 * LIMIT // len(FRAME))]
    assert taken[0]
    assert not taken[-1]
    assert sum(taken) * len(FRAME) <= 2 * LIMIT + 65536
    line.read()
    box.close("", grace=0.1)


def test_a_stalled_peer_is_congestion_and_reading_clears_it(line: Line) -> None:
    box = stalled(line)
    cleared = Event()
    box.when_clear(cleared.set)
    assert not cleared.is_set()

    def clear() -> bool:
        line.read()
        return cleared.is_set()

    wait_until(clear)
    assert not box.congested
    box.close("")


def test_when_nothing_waits_clear_is_told_at_once(line: Line) -> None:
    box = Outbox(line.slave)
    cleared = Event()
    box.when_clear(cleared.set)
    wait_until(cleared.is_set)
    box.close("")


def test_who_waits_for_a_stalled_peer_is_told_at_the_end(line: Line) -> None:
    box = stalled(line)
    cleared = Event()
    box.when_clear(cleared.set)
    box.close("", grace=0.2)
    assert cleared.is_set()


def test_a_few_writes_in_a_row_are_no_congestion(line: Line) -> None:
    box = Outbox(line.slave)
    for _ in range(BACKLOG):
        box.put("frame")
    assert not box.congested
    box.close("")


def test_the_last_words_reach_a_peer_that_wakes_up_after_the_end(line: Line) -> None:
    box = stalled(line)
    box.close("LAST WORDS", grace=0.2)
    assert line.read().endswith(b"LAST WORDS")


def test_last_words_are_for_stalled_peers_only(line: Line) -> None:
    box = Outbox(line.slave)
    box.put("bye")
    box.close("LAST WORDS")
    assert line.read() == b"bye"


def test_a_terminal_that_has_gone_is_noticed_and_nothing_waits_for_it(line: Line) -> None:
    box = Outbox(line.slave)
    line.hang_up()

    def gone() -> bool:
        box.put("x")
        return box.gone

    wait_until(gone)
    for _ in range(100):
        assert box.put(FRAME)
    wait_until(lambda: not box.congested)
    box.close("LAST WORDS")


def test_the_shells_own_descriptor_stays_blocking(line: Line) -> None:
    box = Outbox(line.slave)
    assert os.get_blocking(line.slave)
    box.close("")
    assert os.get_blocking(line.slave)


def test_a_terminal_of_another_user_is_written_through_a_copy(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After `su` the terminal cannot be opened a second time."""

    def forbidden(path: str, flags: int) -> int:
        raise PermissionError(path)

    monkeypatch.setattr(os, "open", forbidden)
    box = Outbox(line.slave)
    box.put("hello")
    got = b""

    def there() -> bool:
        nonlocal got
        got += line.read()
        return got == b"hello"

    wait_until(there)
    box.close("")


def test_a_lone_surrogate_is_written_as_a_question_mark(line: Line) -> None:
    box = Outbox(line.slave)
    box.put("caf\udce9")
    box.close("")
    assert line.read() == b"caf?"
