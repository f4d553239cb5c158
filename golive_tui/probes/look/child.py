"""A child process from its start to the end of everything that it has started.

A checklist's command may fork, detach and hang. It gets a session of its own and a mark in its
environment; when its time is over, whatever bears the mark or stands in the session is ended.
asyncio's own subprocesses are not used: one whose start is cancelled is lost to it, and a loop
that ends just then waits for ever (Python 3.11).
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from golive_tui.probes.look.aside import aside

KEPT: Final = 64 * 1024
"""Bytes kept of each output; the rest is read and thrown away, so that the child never blocks."""

THROTTLE: Final = 0.005
"""Seconds between two reads of what is thrown away: a flood must not slow down other probes."""

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


class _Output:
    """One output of a child: its beginning is kept, its end is awaited."""

    def __init__(self, pipe: int) -> None:
        self.kept = bytearray()
        self.truncated = False
        self.ended = asyncio.Event()
        self._pipe = pipe
        self._loop = asyncio.get_running_loop()
        self._again: asyncio.TimerHandle | None = None
        os.set_blocking(pipe, False)
        self._listen()

    def _listen(self) -> None:
        self._loop.add_reader(self._pipe, self._read)

    def _read(self) -> None:
        try:
            data = os.read(self._pipe, KEPT)
        except BlockingIOError:
            return
        room = KEPT - len(self.kept)
        self.kept += data[:room]
        if not data:
            self.stop()
            self.ended.set()
        elif len(data) > room:
            self.truncated = True
            self._loop.remove_reader(self._pipe)
            self._again = self._loop.call_later(THROTTLE, self._listen)

    def stop(self) -> None:
        """Listen no more."""
        self._loop.remove_reader(self._pipe)
        if self._again is not None:
            self._again.cancel()


class Child:
    """A child at work, and what it has written so far."""

    def __init__(self, argv: tuple[str, ...], cwd: str, env: Mapping[str, str]) -> None:
        """Start it; raises OSError where it cannot be started."""
        self._mark = uuid.uuid4().hex
        self._process = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env={**env, MARK: self._mark},
            start_new_session=True,
        )
        self._outputs = [
            _Output(pipe.fileno())
            for pipe in (self._process.stdout, self._process.stderr)
            if pipe is not None
        ]

    @property
    def wrote(self) -> tuple[bytes, bytes]:
        """What stdout and stderr have got so far."""
        stdout, stderr = self._outputs
        return bytes(stdout.kept), bytes(stderr.kept)

    async def end(self) -> Ended:
        """Wait for its end; called off, end it, and what it has started, in any case."""
        try:
            await self._exited()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LINGER):
                    for output in self._outputs:
                        await output.ended.wait()
        finally:
            await self._cleared()
        stdout, stderr = self.wrote
        return Ended(
            code=self._process.returncode,
            stdout=stdout,
            stderr=stderr,
            truncated=any(output.truncated for output in self._outputs),
        )

    async def _exited(self) -> None:
        """Wait until the child itself has ended, and reap it."""
        try:
            handle = os.pidfd_open(self._process.pid)
        except (AttributeError, OSError):  # not Linux, or an old one
            while self._process.poll() is None:
                await asyncio.sleep(_PAUSE)
            return
        loop = asyncio.get_running_loop()
        over = asyncio.Event()
        loop.add_reader(handle, over.set)
        try:
            await over.wait()
        finally:
            loop.remove_reader(handle)
            os.close(handle)
        self._process.poll()

    async def _cleared(self) -> None:
        """End whatever is left: with SIGTERM first if the child itself is, then with SIGKILL."""
        left = True
        try:
            if self._signalled(signal.SIGTERM):
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(MANNERS):
                        await self._exited()
            for _ in range(_ROUNDS):
                killed = await aside(
                    lambda: kill_the_marked(self._mark, self._process.pid), "end a command"
                )
                if not killed:
                    left = False
                    break
                await asyncio.sleep(_PAUSE)
        finally:
            if left:  # called off a second time: the loop is ending, and nobody will come again
                kill_the_marked(self._mark, self._process.pid)
            self._closed()

    def _signalled(self, number: signal.Signals) -> bool:
        """Send it to the child's group while the child has not been reaped: the number is its."""
        if self._process.poll() is not None:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)
        return True

    def _closed(self) -> None:
        """Without waiting for more than a killed process takes: also in a loop that is ending."""
        for output in self._outputs:
            output.stop()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()
        if self._signalled(signal.SIGKILL):
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_PAUSE * _ROUNDS)


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
