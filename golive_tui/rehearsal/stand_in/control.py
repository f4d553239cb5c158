"""The parent's pipe: lines of JSON on stdin, an answer a line on stdout, and the end at its EOF.

`{"set": {...}}` changes keys of `Behaviour`, `{"reset": true}` goes back to the start; the answer
is `{"ok": true}` or `{"error": "..."}`, in the order of the lines.
"""

import asyncio
import json
import os
import stat
import sys
from collections.abc import Mapping
from typing import Final, TextIO

from golive_tui.errors import InputError
from golive_tui.rehearsal.stand_in.world import World
from golive_tui.text import clean

MAX_LINE: Final = 64 * 1024
MAX_ERROR: Final = 900
"""Characters of an error told: with them a line stays below PIPE_BUF (4096 bytes on Linux), and
such a line is written to a pipe whole or not at all.
"""

_USAGE: Final = 'write {"set": {KEY: VALUE, ...}} or {"reset": true}'


def obey(world: World, line: bytes) -> dict[str, object]:
    """Do what one line says; the answer to it."""
    try:
        _act(world, _order(line))
    except InputError as error:
        return {"error": error.message[:MAX_ERROR]}
    return {"ok": True}


def encoded(message: Mapping[str, object]) -> bytes:
    """The line that tells a message."""
    return json.dumps(message, ensure_ascii=False).encode() + b"\n"


def _order(line: bytes) -> Mapping[str, object]:
    try:
        order = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not a line of JSON; {_USAGE}") from error
    if not isinstance(order, dict) or len(order) != 1:
        raise InputError(f"not one order; {_USAGE}")
    return order


def _act(world: World, order: Mapping[str, object]) -> None:
    match order:
        case {"set": dict(settings)}:
            world.change(settings)
        case {"reset": True}:
            world.reset()
        case _:
            raise InputError(f"no such order: {clean(next(iter(order)), 40)}; {_USAGE}")


def _can_end(stdin: TextIO | None) -> bool:
    """A pipe, a socket or a terminal tells its end to a loop; a file or /dev/null never does."""
    if stdin is None:
        return False
    mode = os.fstat(stdin.fileno()).st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stdin.isatty()


class Parent:
    """The process that started this one, at the other end of stdin and stdout."""

    def __init__(self, reader: asyncio.StreamReader, transport: asyncio.ReadTransport) -> None:
        self._reader = reader
        self._transport = transport

    @classmethod
    async def connect(cls) -> "Parent":
        """Take hold of the pipes; raises InputError when stdin is none."""
        if not _can_end(sys.stdin):
            raise InputError(
                "stdin is no pipe, and the stand-in lives as long as its pipe",
                hint="start it with a pipe as stdin that stays open",
            )
        reader = asyncio.StreamReader(limit=MAX_LINE)
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
        )
        if stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode):
            os.set_blocking(sys.stdout.fileno(), False)
        return cls(reader, transport)

    def close(self) -> None:
        """Let go of the pipe."""
        self._transport.close()

    def tell(self, message: Mapping[str, object]) -> None:
        """Write one line. A parent that reads no answers misses them; it cannot hold us up."""
        try:
            os.write(sys.stdout.fileno(), encoded(message))
        except BlockingIOError:
            return

    async def serve(self, world: World) -> None:
        """Obey line after line until EOF, which is the parent's end and ours; a parent that is
        gone before it has its answer is a BrokenPipeError.
        """
        while True:
            try:
                line = await self._reader.readline()
            except ValueError:
                self.tell({"error": f"a line of more than {MAX_LINE} bytes"})
                continue
            if not line:
                return
            self.tell(obey(world, line))
