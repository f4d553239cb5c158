"""Looking at this host: counters that the kernel keeps, and what they grew by since last time."""

import asyncio
import os
import socket
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import psutil

from golive_tui.clock import real_boottime, stopwatch
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.aside import begin
from golive_tui.probes.look.stages import Stages, late
from golive_tui.units import slug

SETTLE: Final = 0.25
"""Seconds over which processor time is measured at the least: a share of nothing is noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counters:
    """What only grows: seconds of processor time, bytes on the network, and when it was read."""

    at: float
    busy: float
    idle: float
    received: int
    sent: int


def _count() -> _Counters:
    times = psutil.cpu_times()
    # iowait is idle: the processor waits for a disk and would do other work. Guests are counted
    # in user and nice already (proc(5)).
    idle = times.idle + getattr(times, "iowait", 0.0)
    guests = getattr(times, "guest", 0.0) + getattr(times, "guest_nice", 0.0)
    by_card = psutil.net_io_counters(pernic=True)
    cards = [card for name, card in by_card.items() if name not in {"lo", "lo0"}]
    return _Counters(
        at=stopwatch(),
        busy=sum(times) - idle - guests,
        idle=idle,
        received=sum(card.bytes_recv for card in cards),
        sent=sum(card.bytes_sent for card in cards),
    )


def _name() -> str:
    """Which host it is, so that nobody takes it for the server's."""
    return f"this host ({socket.gethostname()})"


class HostLookout:
    """Reads in a thread: a folder on a file system that hangs must not hold up the loop."""

    def __init__(self, *, disks: tuple[str, ...], deadline: float) -> None:
        self._disks = disks
        self._deadline = deadline
        self._stages = Stages()
        self._first = _count()
        self._before: _Counters | None = None
        self._reading: Future[dict[str, object]] | None = None

    async def look(self) -> Observation:
        """Read the counters and the file systems."""
        self._stages = Stages()
        name = _name()
        missing = [path for path in self._disks if not path.startswith("/")]
        if missing:
            return Observation(
                outcome="error",
                reason="config.invalid",
                detail=f"{name}: `disks` names folders from the root on, not {missing[0]}",
            )
        if self._reading is not None and not self._reading.done():
            return Observation(
                outcome="error",
                reason="probe.timeout",
                detail=f"{name}: a file system still does not answer an earlier look",
            )
        with self._stages.stage("host"):
            await asyncio.sleep(self._first.at + SETTLE - stopwatch())
            self._reading = begin(self._read, "look at this host")
            try:
                facts = await asyncio.wrap_future(self._reading)
            except FileNotFoundError as error:
                return Observation(
                    outcome="error",
                    reason="config.invalid",
                    detail=f"{name}: there is no {error.filename} here",
                )
        return Observation(outcome="ok", facts=facts, detail=name)

    def late(self) -> Observation:
        """A file system hangs, most likely."""
        seen = late(self._stages, self._deadline)
        return replace(seen, detail=f"{_name()}: {seen.detail}")

    async def close(self) -> None:
        """Nothing is held but a thread that may hang, and that nobody waits for."""

    def _read(self) -> dict[str, object]:
        now = _count()
        memory = psutil.virtual_memory()
        facts: dict[str, object] = {
            "name": socket.gethostname(),
            "memory": 1 - memory.available / memory.total,
            "swap": psutil.swap_memory().percent / 100,
            "load_per_cpu": os.getloadavg()[0] / (os.cpu_count() or 1),
            "uptime_seconds": real_boottime(),
        }
        facts.update(self._grown(now))
        facts.update(_file_systems(self._disks))
        self._before = now
        return facts

    def _grown(self, now: _Counters) -> dict[str, object]:
        since = self._before or self._first
        busy, idle = now.busy - since.busy, now.idle - since.idle
        grown: dict[str, object] = {}
        if busy + idle > 0:
            grown["cpu"] = min(max(busy / (busy + idle), 0.0), 1.0)
        seconds = now.at - since.at
        # A counter that fell was reset with its card; then nothing is known of the time between.
        if self._before is not None and seconds > 0:
            if now.received >= since.received:
                grown["rx"] = (now.received - since.received) / seconds
            if now.sent >= since.sent:
                grown["tx"] = (now.sent - since.sent) / seconds
        return grown


def _file_systems(disks: tuple[str, ...]) -> dict[str, object]:
    shares: dict[str, float] = {}
    inodes: list[float] = []
    for path in disks:
        shares[slug(path) or "root"] = psutil.disk_usage(path).percent / 100
        told = os.statvfs(Path(path))
        if told.f_files:  # btrfs and some others count none
            inodes.append(1 - told.f_favail / told.f_files)
    facts: dict[str, object] = {"disks": shares, "disk": max(shares.values())}
    if inodes:
        facts["inodes"] = max(inodes)
    return facts
