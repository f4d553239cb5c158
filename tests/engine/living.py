"""A real engine process on a small launch, and a client that speaks with it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, unix_connect

from golive_tui.checklist.reader import read_checklist
from golive_tui.client.find import socket_of
from golive_tui.client.start import listens
from golive_tui.engine.assemble import Assembly
from golive_tui.engine.create import Plan, begin
from golive_tui.engine.loaded import load
from golive_tui.engine.parts import Parts
from golive_tui.store.directory import LaunchDirectory
from golive_tui.wire.messages import Attach, Request, request_to_json
from tests.support.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]

CHECKLIST = """\
schema = 1
title = "A small launch"

[targets.production]

[[stage]]
id = "before"
title = "Before"
before_go_live = true

[[stage.section]]
title = "Only one"

[[stage.section.item]]
title = "First"

[[stage.section.item]]
title = "Second"

[[stage.section.item]]
title = "Third"

[[watch]]
id = "hour"
title = "The first hour"
from = "0h"
until = "1h"
every = "15m"
items = ["Look at it"]
"""


def make_launch(folder: Path, text: str = CHECKLIST, speed: float = 1.0) -> LaunchDirectory:
    """A launch of `text` on its only target, without an engine."""
    source = folder / "small.toml"
    source.write_text(text)
    checklist = read_checklist(text.encode(), str(source), None)
    plan = Plan(
        checklist=checklist,
        source=source,
        text=text.encode(),
        target="production",
        directory=folder,
        base=folder / "launches",
        speed=speed,
    )
    return begin(plan, version="test")


class Engine:
    """An engine in a process of its own."""

    def __init__(self, launch: LaunchDirectory, crash_point: str = "") -> None:
        self.launch = launch
        environment = {**os.environ, "PYTHONPATH": os.environ.get("PYTHONPATH", str(ROOT))}
        if crash_point:
            environment["GOLIVE_CRASH_POINT"] = crash_point
        self.process = subprocess.Popen(
            [sys.executable, "-m", "golive_tui", "engine", "--launch", str(launch.path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        wait_until(lambda: listens(self.launch.path) or self.process.poll() is not None)
        return self

    def said(self) -> str:
        """What an engine that has ended said."""
        assert self.process.stdout is not None
        return self.process.stdout.read().decode()

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def kill(self) -> None:
        """SIGKILL."""
        self.process.kill()
        self.process.wait()

    def end(self) -> int:
        """SIGTERM; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait()


@asynccontextmanager
async def assembled(launch: LaunchDirectory) -> AsyncIterator[Assembly]:
    """An engine in this process that does only what a test has it do."""
    assembly = Assembly(load(launch.path, "test"), Parts(), "test")
    try:
        yield assembly
    finally:
        await assembly._end("the test is over")


class Talker:
    """A client of the wire: sends requests, keeps what it hears."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self.heard: list[dict[str, Any]] = []
        self._number = 0

    def cut(self) -> None:
        """End the connection without a word, as a network does."""
        self._connection.transport.abort()

    async def next(self) -> dict[str, Any]:
        """The next message."""
        async with asyncio.timeout(20):
            message: dict[str, Any] = json.loads(await self._connection.recv())
        self.heard.append(message)
        return message

    async def until(self, key: str) -> Any:
        """The value of the next message that has `key`."""
        while True:
            message = await self.next()
            if key in message:
                return message[key]

    async def ask(self, request: Request) -> dict[str, Any]:
        """The answer to a request."""
        self._number += 1
        await self._connection.send(request_to_json(self._number, request))
        while True:
            message = await self.next()
            if message.get("id") == self._number:
                return message


@asynccontextmanager
async def talking(
    launch: LaunchDirectory, *, role: str = "script", read_only: bool = False
) -> AsyncIterator[tuple[Talker, dict[str, Any]]]:
    """Attach; the talker and the engine's hello."""
    path = str(socket_of(launch.path))
    async with unix_connect(
        path,
        uri="ws://golive/",
        max_size=None,
        max_queue=None,  # a test reads what it asks about: a full queue would hold up its farewell
        compression=None,
        proxy=None,
        ping_interval=None,
    ) as connection:
        talker = Talker(connection)
        attach = Attach(role=role, read_only=read_only)
        await connection.send(request_to_json(0, attach))
        yield talker, await talker.until("hello")
