"""A child process from its start to the end of everything that it has started.

A checklist's command may fork, detach and hang. It gets a session of its own and a mark in its
environment; when its time is over, whatever bears the mark or stands in the session is ended.
"""

import asyncio
import contextlib
import os
import signal
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from golive_tui.probes.look.aside import aside

KEPT: Final = 64 * 1024
"""Bytes kept of each output; the rest is read and thrown away, so that the child never blocks."""

LINGER: Final = 0.2
"""Seconds that output may still come after the child's end, from those that it has started."""

MANNERS: Final = 0.4
"""Seconds between SIGTERM and SIGKILL; `take` gives a cancelled look one second in all."""

MARK: Final = "GOLIVE_LOOK"
"""The environment variable that tells a child and its descendants from all others."""

_ROUNDS: Final = 10
_PAUSE: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a child ended: its exit status, negative for a signal, and what it wrote."""

    code: int
    stdout: bytes
    stderr: bytes
    truncated: bool


class Child(asyncio.SubprocessProtocol):
    """A child at work, and what it has written so far."""

    def __init__(self) -> None:
        self.wrote = {1: bytearray(), 2: bytearray()}
        self.truncated = False
        self._open = {1, 2}
        loop = asyncio.get_running_loop()
        self._exited: asyncio.Future[None] = loop.create_future()
        self._drained: asyncio.Future[None] = loop.create_future()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Keep the beginning of what it writes."""
        room = KEPT - len(self.wrote[fd])
        self.wrote[fd] += data[:room]
        self.truncated = self.truncated or len(data) > room

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """Nobody writes there any more."""
        self._open.discard(fd)
        if not self._open and not self._drained.done():
            self._drained.set_result(None)

    def process_exited(self) -> None:
        """The child itself has ended; what it started may go on."""
        if not self._exited.done():
            self._exited.set_result(None)

    async def run(self, argv: tuple[str, ...], cwd: str, env: Mapping[str, str]) -> Ended:
        """Start it and wait for its end; raises OSError where it cannot be started."""
        mark = uuid.uuid4().hex
        transport = await self._start(argv, cwd, {**env, MARK: mark}, mark)
        try:
            await asyncio.shield(self._exited)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LINGER):
                    await asyncio.shield(self._drained)
            code = transport.get_returncode()
        finally:
            await self._end(transport, mark)
        return Ended(
            code=code if code is not None else -signal.SIGKILL,
            stdout=bytes(self.wrote[1]),
            stderr=bytes(self.wrote[2]),
            truncated=self.truncated,
        )

    async def _start(
        self, argv: tuple[str, ...], cwd: str, env: Mapping[str, str], mark: str
    ) -> asyncio.SubprocessTransport:
        """Start it, to the end of starting: asyncio loses a child whose start is cancelled."""
        loop = asyncio.get_running_loop()
        start = asyncio.ensure_future(
            loop.subprocess_exec(
                lambda: self,
                *argv,
                stdin=asyncio.subprocess.DEVNULL,
                cwd=cwd,
                env=env,
                start_new_session=True,
            )
        )
        try:
            transport, _ = await asyncio.shield(start)
        except asyncio.CancelledError:
            await asyncio.wait({start})
            if start.exception() is None:
                await self._end(start.result()[0], mark)
            raise
        return transport

    async def _end(self, transport: asyncio.SubprocessTransport, mark: str) -> None:
        """End whatever is left: with SIGTERM first if the child itself is, then with SIGKILL."""
        try:
            if not self._exited.done():
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(transport.get_pid(), signal.SIGTERM)
                await asyncio.wait({self._exited}, timeout=MANNERS)
            for _ in range(_ROUNDS):
                killed = await aside(
                    lambda: kill_the_marked(mark, transport.get_pid()), "end a command"
                )
                if not killed:
                    break
                await asyncio.sleep(_PAUSE)
            await asyncio.wait({self._exited}, timeout=MANNERS)
        finally:
            transport.close()


def kill_the_marked(mark: str, session: int) -> int:
    """SIGKILL every process that bears the mark or stands in the session; how many there were."""
    wanted = f"{MARK}={mark}".encode()
    killed = 0
    for process in psutil.process_iter():
        if process.pid == os.getpid() or not _belongs(process.pid, wanted, session):
            continue
        with contextlib.suppress(psutil.Error):
            # psutil knows a process by its start time too: a pid that was given away in between
            # is not killed.
            if process.status() != psutil.STATUS_ZOMBIE:
                process.kill()
                killed += 1
    return killed


def _belongs(pid: int, wanted: bytes, session: int) -> bool:
    try:
        if os.getsid(pid) == session:
            return True
        return wanted in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return False
