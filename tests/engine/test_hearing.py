"""Which holders do not answer."""

import errno
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from golive_tui.engine.hearing import DEAF_AFTER, Hearing
from golive_tui.errors import Refused, Unanswered
from golive_tui.holder.place import Place
from tests.holder.attempts import begun, clear, request, running


@pytest.fixture
def place(own_home: Path) -> Iterator[Place]:
    yield begun(own_home, request("sleep", "60"))
    clear(own_home)


async def test_a_holder_that_was_stopped_is_deaf_until_it_answers(place: Place) -> None:
    hearing, record = Hearing(), running(place)
    assert record.holder is not None
    os.kill(record.holder.pid, signal.SIGSTOP)
    for _ in range(DEAF_AFTER):
        assert hearing.deaf(record.attempt) == 0
        with pytest.raises(Unanswered):
            await hearing.ask(record, {"do": "status"}, within=0.05)
    assert hearing.deaf(record.attempt) == record.holder.pid
    os.kill(record.holder.pid, signal.SIGCONT)
    with pytest.raises(Refused, match="not understood"):  # an answer too
        await hearing.ask(record, {"do": "dance"})
    assert hearing.deaf(record.attempt) == 0
    assert (await hearing.ask(record, {"do": "status"})).take("pty", bool)


async def test_one_that_ended_is_not_deaf(place: Place) -> None:
    hearing, record = Hearing(), running(place)
    assert record.holder is not None
    gone = replace(record, holder=replace(record.holder, start=1), socket=f"{record.socket}-gone")
    for _ in range(DEAF_AFTER):
        with pytest.raises(Unanswered, match="does not answer"):
            await hearing.ask(gone, {"do": "status"})
    assert hearing.deaf(record.attempt) == 0


async def test_one_that_cannot_be_looked_at_is_not_called_deaf(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    hearing, record = Hearing(), running(place)

    def refused(_path: Path) -> bytes:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(Path, "read_bytes", refused)
    for _ in range(DEAF_AFTER):
        with pytest.raises(Unanswered, match="does not answer"):
            await hearing.ask(replace(record, socket=f"{record.socket}-gone"), {"do": "status"})
    assert hearing.deaf(record.attempt) == 0
