"""The engine of a rehearsal: the real one, unchanged, on a stand-in that lives and dies with it."""

import asyncio
import contextlib
import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from golive_tui.clock import real_now
from golive_tui.engine.assemble import Assembly
from golive_tui.engine.inbox import Stop
from golive_tui.engine.loaded import load
from golive_tui.engine.parts import Parts
from golive_tui.errors import EngineError
from golive_tui.launch.state import FaultState, Origin
from golive_tui.rehearsal.deploy.acts import Scene
from golive_tui.rehearsal.deploy.place import Place
from golive_tui.rehearsal.deploy.reports import lay_out
from golive_tui.rehearsal.disturb import WrongClock, behaviour_of, clock_of
from golive_tui.rehearsal.owner import is_owned
from golive_tui.text import clean
from golive_tui.units import show_instant

log = logging.getLogger(__name__)

OWNER_EVERY: Final = 0.5
"""Seconds between two looks whether somebody still plays the rehearsal."""
UP_WITHIN: Final = 15.0
"""Seconds in which the stand-in must tell its addresses."""
SEED: Final = 1
ARTIFACTS: Final = "rehearsal-artifacts"
"""The folder within a rehearsed launch that `${stand_in:artifacts}` names."""


class StandIn:
    """The stand-in's process. It ends when our end of its standard input closes, whatever ends
    us; and when it ends before us, it is started again."""

    def __init__(self, origin: Origin, directory: Path) -> None:
        """`directory` is the launch's: what stand-ins for commands leave behind goes into it."""
        self._origin = origin
        self._artifacts = directory.absolute() / ARTIFACTS
        self._process: asyncio.subprocess.Process | None = None
        self._faults: Mapping[str, FaultState] = {}
        self._hearing: asyncio.Task[None] | None = None

    async def start(self) -> Mapping[str, str]:
        """Start it; the addresses that fill `${stand_in:NAME}`. Raises EngineError."""
        since, speed = show_instant(self._origin.created_at), str(self._origin.speed)
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "golive_tui.rehearsal.stand_in"),
            *("--seed", str(SEED), "--since", since, "--speed", speed),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        try:
            async with asyncio.timeout(UP_WITHIN):
                line = await self._process.stdout.readline()
            values = json.loads(line)["values"]
        except (TimeoutError, ValueError, KeyError) as error:
            raise EngineError("the rehearsal's stand-in did not start") from error
        scene = Scene(where="", at=real_now().isoformat(timespec="seconds"))
        await asyncio.to_thread(lay_out, Place(self._artifacts), scene)
        found = {str(name): clean(str(value)) for name, value in values.items()}
        self._hearing = asyncio.create_task(_hear(self._process.stdout), name="stand-in answers")
        if self._faults:
            self.disturb(self._faults)
        return {**found, "artifacts": str(self._artifacts)}

    def disturb(self, faults: Mapping[str, FaultState]) -> None:
        """Have it suffer these faults and no other, also when it has to be started again."""
        self._faults = faults
        pipe = self._process.stdin if self._process is not None else None
        if pipe is None or pipe.is_closing():
            return
        pipe.write(json.dumps({"set": behaviour_of(faults)}).encode() + b"\n")

    async def ended(self) -> int:
        """Return when it ended, with its exit code."""
        assert self._process is not None  # noqa: S101 - started before
        return await self._process.wait()

    async def stop(self) -> None:
        """Let it end."""
        if self._hearing is not None:
            self._hearing.cancel()
            await asyncio.gather(self._hearing, return_exceptions=True)
        if self._process is None or self._process.returncode is not None:
            return
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        self._process.stdin.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2.0):
                await self._process.wait()
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


def run_rehearsal(directory: Path, *, version: str, metrics_port: int | None) -> str:
    """Run the engine of a rehearsed launch in this process, to its end."""
    return asyncio.run(_live(directory, version, metrics_port))


async def _live(directory: Path, version: str, metrics_port: int | None) -> str:
    loaded = load(directory, version)
    clock = WrongClock(loaded.clock)
    loaded.clock = clock
    stand_in = StandIn(loaded.origin, directory)

    def disturb(faults: Mapping[str, FaultState]) -> None:
        clock.wrong_by = clock_of(faults)
        stand_in.disturb(faults)

    try:
        disturb(loaded.found.state.faults)
        values = await stand_in.start()
        parts = Parts(stand_in=values, disturb=disturb, metrics_port=metrics_port)
        assembly = Assembly(loaded, parts, version)
        beside = [
            asyncio.create_task(_mind(stand_in, assembly), name="stand-in"),
            asyncio.create_task(_end_with_owner(directory, assembly), name="owner"),
        ]
        try:
            return await assembly.run()
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
    finally:
        await stand_in.stop()


async def _hear(answers: asyncio.StreamReader) -> None:
    """Take its answers, so that it never waits for us; what it refuses is told in the log."""
    while line := await answers.readline():
        if b'"error"' in line:
            log.error("stand_in=%s", clean(line.decode("utf-8", "replace"), 300))


async def _end_with_owner(directory: Path, assembly: Assembly) -> None:
    """End when whoever plays this rehearsal is gone. One that nobody played when this engine
    began, such as a demo, or one that is looked at afterwards, goes on as every launch does."""
    if not is_owned(directory):
        return
    while is_owned(directory):
        await asyncio.sleep(OWNER_EVERY)
    assembly.engine.put(Stop("whoever played the rehearsal is gone"))


async def _mind(stand_in: StandIn, assembly: Assembly) -> None:
    """Start the stand-in again when it ends, on whatever ports it then gets."""
    while True:
        code = await stand_in.ended()
        log.warning("stand_in=ended code=%s", code)
        await asyncio.sleep(1.0)
        await assembly.reopen_probes(await stand_in.start())
