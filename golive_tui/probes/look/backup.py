"""Looking at the newest backup, and at the word that one was restored."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from golive_tui import clock
from golive_tui.checklist.condition import look_up
from golive_tui.errors import InputError
from golive_tui.probes.kind import Lookout, Objection, Observation
from golive_tui.probes.look.aside import begin
from golive_tui.probes.look.backup_files import Made, first_date, moment, newest
from golive_tui.probes.look.json_source import document
from golive_tui.units import show_duration

SKEW: Final = 120.0
"""Seconds by which another host's clock may be ahead of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a backup must be; ages in seconds, sizes in bytes, `max_shrink` 0 to 1."""

    max_age: float
    min_size: int
    max_shrink: float
    restore_tested: str
    restore_max_age: float


class BackupLookout:
    """Reads files in a thread: a file system that hangs must not hold up the loop."""

    def __init__(
        self,
        *,
        source: Lookout | None,
        path: str,
        glob: str,
        keys: tuple[str, str, str],
        limits: Limits,
        directory: str,
    ) -> None:
        self._source = source
        self._folder = Path(directory, path)
        self._glob = glob
        self._keys = keys
        self._limits = limits
        self._directory = directory
        self._reading: Future[Observation] | None = None

    async def look(self) -> Observation:
        """Find the newest, and judge it."""
        if self._reading is not None and not self._reading.done():
            detail = "the file system still does not answer an earlier look"
            return Observation(outcome="error", reason="probe.stuck", detail=detail)
        made: Made | None = None
        if self._source is not None:
            told = document(await self._source.look())
            found = told if isinstance(told, Observation) else self._told(told)
            if isinstance(found, Observation):
                return found
            made = found
        self._reading = begin(lambda: self._read(made), "look at backups")
        return await asyncio.wrap_future(self._reading)

    def late(self) -> Observation:
        """As the source says; else a file system hangs, most likely."""
        if self._source is not None and (self._reading is None or self._reading.done()):
            return self._source.late()
        detail = f"{self._folder} could not be read in time: is a mount hanging?"
        return Observation(outcome="error", reason="probe.timeout", detail=detail)

    async def close(self) -> None:
        """Let go of the source."""
        if self._source is not None:
            await self._source.close()

    def _told(self, told: Mapping[str, object]) -> Made | Observation:
        values = {key: look_up(told, f"json.{key}")[1] for key in self._keys if key}
        at, size = moment(values[self._keys[0]]), values[self._keys[1]]
        if at is None or isinstance(size, bool) or not isinstance(size, int | float):
            key = self._keys[0] if at is None else self._keys[1]
            detail = f"the answer has no {'time' if at is None else 'number'} at {key}"
            return Observation(outcome="fail", reason="assert.missing_value", detail=detail)
        before = values.get(self._keys[2])
        return Made(
            at=at,
            size=size,
            before=float(before) if isinstance(before, int | float) else None,
        )

    def _read(self, made: Made | None) -> Observation:
        now = clock.real_now().timestamp()
        try:
            found = made or newest(self._folder, self._glob)
        except InputError as error:
            return Observation(outcome="error", reason="inconclusive", detail=error.message)
        if found is None:
            detail = f"no file in {self._folder} matches {self._glob}"
            return Observation(outcome="fail", reason="stale.no_sample", detail=detail)
        age = now - found.at
        if age < -SKEW:
            detail = "the newest backup bears a time that is still to come"
            return Observation(outcome="error", reason="inconclusive", detail=detail)
        facts: dict[str, object] = {"age_seconds": max(age, 0.0), "bytes": found.size}
        if found.name:
            facts |= {"name": found.name, "count": found.count}
        if found.before:
            facts["change_ratio"] = found.size / found.before - 1
        restored = self._restored(now)
        if isinstance(restored, float):
            facts["restore_age_seconds"] = restored
        return Observation(
            outcome="ok",
            facts=facts,
            detail=f"{found.name or 'the newest'}, {show_duration(max(age, 0.0))} old",
            objection=self._objection(found, age)
            or (restored if isinstance(restored, Objection) else None),
        )

    def _restored(self, now: float) -> float | Objection | None:
        limits = self._limits
        if not limits.restore_tested:
            return None
        path = Path(self._directory, limits.restore_tested)
        try:
            at = first_date(path)
        except InputError as error:
            return _fail("assert.missing_value", f"no test of a restore: {error.message}")
        if at is None or at > now + SKEW + 86400:  # a date alone may be tomorrow's, further east
            return _fail("assert.missing_value", f"{path} names no day of a restore")
        age = max(now - at, 0.0)
        if age > limits.restore_max_age:
            return _fail("stale.no_sample", f"a restore was last tested {show_duration(age)} ago")
        return age

    def _objection(self, found: Made, age: float) -> Objection | None:
        limits = self._limits
        if age > limits.max_age:
            told = f"the newest backup is {show_duration(age)} old"
            return _fail("stale.no_sample", f"{told}, and may be {show_duration(limits.max_age)}")
        if found.size < limits.min_size:
            told = f"the newest backup has {found.size:.0f} bytes"
            return _fail("assert.failed", f"{told}, and should have {limits.min_size}")
        if found.before and found.size < found.before * (1 - limits.max_shrink):
            less = 1 - found.size / found.before
            return _fail("assert.failed", f"it is {less:.0%} smaller than the one before")
        return None


def _fail(reason: str, detail: str) -> Objection:
    return Objection(facts=(), reason=reason, detail=detail)
