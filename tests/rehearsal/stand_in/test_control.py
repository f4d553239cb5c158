import asyncio
import io
import json
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import InputError
from golive_tui.rehearsal.stand_in.behaviour import Behaviour
from golive_tui.rehearsal.stand_in.control import MAX_LINE, Parent, encoded, obey
from golive_tui.rehearsal.stand_in.world import World

OK = {"ok": True}


def error(line: bytes, world: World | None = None) -> str:
    told = obey(world or World(seed=1), line)["error"]
    assert isinstance(told, str)
    return told


def test_a_set_changes_and_a_reset_goes_back() -> None:
    world = World(seed=1)
    assert obey(world, b'{"set": {"health": "unhealthy"}}\n') == OK
    assert world.behaviour.health == "unhealthy"
    assert obey(world, b'{"reset": true}\n') == OK
    assert world.behaviour == Behaviour()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"\n", "not a line of JSON"),
        (b"nonsense", "not a line of JSON"),
        (b"\xff\xfe", "not a line of JSON"),
        (b"[" * 60_000, "not a line of JSON"),
        (b"[]", "not one order"),
        (b'{"set": {}, "reset": true}', "not one order"),
        (b'{"stop": true}', "no such order: stop"),
        (b'{"set": 1}', "no such order: set"),
        (b'{"reset": false}', "no such order: reset"),
        (b'{"set": {"helth": "x"}}', "helth: no such key; did you mean health?"),
    ],
)
def test_what_cannot_be_done_is_told(line: bytes, told: str) -> None:
    world = World(seed=1)
    assert told in error(line, world)
    assert world.behaviour == Behaviour()


@pytest.mark.parametrize("letter", ["x", '"', "\x07", "\ud800", "\U0001f600"])
def test_an_error_is_short_enough_to_stay_whole_in_a_pipe(letter: str) -> None:
    keys = {f"{number}" + letter * 40: 1 for number in range(3000)}
    for order in ({"set": keys}, {letter * 5000: 1}):
        told = obey(World(seed=1), json.dumps(order).encode())
        assert set(told) == {"error"}
        assert len(encoded(told)) < 4096


@given(st.binary(max_size=50))
def test_no_line_breaks_it(line: bytes) -> None:
    assert set(obey(World(seed=1), line)) <= {"ok", "error"}


@dataclass
class Ends:
    """The parent's ends of the two pipes."""

    to_child: int
    from_child: int

    def write(self, data: bytes) -> None:
        os.write(self.to_child, data)

    def hang_up(self) -> None:
        os.close(self.to_child)
        self.to_child = -1

    def stop_reading(self) -> None:
        os.close(self.from_child)
        self.from_child = -1

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in os.read(self.from_child, 65536).splitlines()]


@contextmanager
def pipes(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ends]:
    stdin, to_child = os.pipe()
    from_child, stdout = os.pipe()
    ends = Ends(to_child, from_child)
    with os.fdopen(stdin, "rb") as reading, os.fdopen(stdout, "wb") as writing:
        monkeypatch.setattr(sys, "stdin", reading)
        monkeypatch.setattr(sys, "stdout", writing)
        yield ends
    for end in (ends.to_child, ends.from_child):
        if end >= 0:
            os.close(end)


@asynccontextmanager
async def parent() -> AsyncIterator[Parent]:
    connected = await Parent.connect()
    try:
        yield connected
    finally:
        connected.close()


async def test_lines_are_answered_in_order_until_the_pipe_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pipes(monkeypatch) as ends:
        async with parent() as here:
            ends.write(b'{"reset": true}\nnope\n{"reset": true}')
            ends.hang_up()
            await here.serve(World(seed=1))
        first, second, third = ends.lines()
    assert (first, third) == (OK, OK)
    assert "not a line of JSON" in second["error"]


async def test_a_line_without_end_is_refused_and_the_next_one_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pipes(monkeypatch) as ends:
        async with parent() as here:
            serving = asyncio.create_task(here.serve(World(seed=1)))
            long = b"x" * (2 * MAX_LINE) + b"\n"
            await asyncio.to_thread(ends.write, long + b'{"reset": true}\n')
            ends.hang_up()
            await serving
        told = ends.lines()
    assert told[-1] == OK
    assert told[0] == {"error": f"a line of more than {MAX_LINE} bytes"}


async def test_a_parent_that_reads_no_answers_holds_nothing_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pipes(monkeypatch) as ends:
        async with parent() as here:
            for _ in range(3000):
                here.tell({"error": "x" * 1000})
            ends.hang_up()
            await here.serve(World(seed=1))
        assert ends.lines()


async def test_a_parent_that_is_gone_is_a_broken_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    with pipes(monkeypatch) as ends:
        async with parent() as here:
            ends.stop_reading()
            ends.write(b'{"reset": true}\n')
            with pytest.raises(BrokenPipeError):
                await here.serve(World(seed=1))


@pytest.mark.parametrize("name", ["/dev/null", __file__])
async def test_a_stdin_that_never_tells_its_end_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with io.FileIO(name) as file:
        monkeypatch.setattr(sys, "stdin", file)
        with pytest.raises(InputError, match="stdin is no pipe"):
            await Parent.connect()


async def test_a_closed_stdin_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="stdin is no pipe"):
        await Parent.connect()
