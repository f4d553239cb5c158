"""Probe samples in SQLite: what charts, digests and percentiles are made of.

Losing the last second of them in a power cut is acceptable, and so is losing all of them to a
damaged file: it is set aside, and said. Nothing here stops a launch; the journal is its truth.
"""

import contextlib
import itertools
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, Self, TypeVar

import msgspec

from golive_tui.launch.codec import tally_to_plain
from golive_tui.launch.figures import Tally
from golive_tui.launch.samples import Sample
from golive_tui.store import queries
from golive_tui.store.crash_points import reach
from golive_tui.store.queries import DAMAGED
from golive_tui.store.rows import row_of
from golive_tui.text import plural

T = TypeVar("T")

PENDING_MOST: Final = 10_000
"""Samples held in memory while the disk takes none; beyond that the oldest are dropped."""


class SampleStore:
    """The samples of a launch, for the engine. Safe to call from any thread; `commit` and the
    questions do I/O, and belong in a worker thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._file = threading.RLock()  # held while the file is used
        self._memory = threading.Lock()  # held while what is pending changes
        self._pending: list[Sample] = []
        self._tallies: dict[str, str] = {}
        self.dropped = 0
        """Samples lost so far because the disk took none."""
        self._why = ""
        self.notices: tuple[str, ...] = ()
        """What the lead should know of: damaged files set aside."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file, or make it; a damaged one is set aside, and a disk that takes nothing is
        tried again at each commit. Raises VersionMismatch, and StoreError for a planted file."""
        store = cls(path)
        store._use(lambda _: None)
        return store

    @property
    def trouble(self) -> str:
        """A sentence when the disk took nothing the last time; empty when all is well."""
        if not self._why:
            return ""
        with self._memory:
            waiting = len(self._pending)
        lost = f", {plural(self.dropped, 'sample')} lost" if self.dropped else ""
        return f"{self._path}: samples are not saved ({self._why}); {waiting} wait{lost}."

    def add(self, samples: Iterable[Sample]) -> None:
        """Take samples; they are in the answers at once and in the file with the next commit."""
        with self._memory:
            self._pending.extend(samples)
            self._drop_excess()

    def save_tallies(self, tallies: Mapping[str, Tally]) -> None:
        """Take tallies by probe as they are now; they are written together with the samples."""
        lines = {
            probe: msgspec.json.encode(tally_to_plain(tally)).decode()
            for probe, tally in tallies.items()
        }
        with self._memory:
            self._tallies.update(lines)

    def commit(self) -> bool:
        """Write what is pending in one transaction; False when the disk took nothing, and then
        `trouble` says why, and everything waits for the next commit."""
        with self._file:
            with self._memory:
                batch, self._pending = self._pending, []
                tallies, self._tallies = self._tallies, {}
            if not batch and not tallies:
                return not self._why
            done = self._use(lambda connection: _write(connection, batch, tallies))
            if done is None:
                with self._memory:
                    self._pending = batch + self._pending
                    self._tallies = {**tallies, **self._tallies}
                    self._drop_excess()
            return done is not None

    def window(self, probe: str, since: datetime, until: datetime) -> list[Sample]:
        """The samples of a probe in (`since`, `until`], in order of time."""
        with self._file:
            stored = self._use(lambda connection: queries.window(connection, probe, since, until))
            waiting = self._waiting(probe)
        fresh = [sample for sample in waiting if since < sample.at <= until]
        return sorted([*(stored or []), *fresh], key=lambda sample: sample.at)

    def last(self, probe: str, n: int) -> list[Sample]:
        """The newest `n` samples of a probe, in order of time."""
        with self._file:
            stored = self._use(lambda connection: queries.last(connection, probe, n))
            waiting = self._waiting(probe)
        both = sorted([*(stored or []), *waiting], key=lambda sample: sample.at)
        return both[-n:] if n > 0 else []

    def load_tallies(self) -> dict[str, Tally]:
        """The tallies by probe as they were last committed."""
        return self._use(queries.tallies) or {}

    def close(self) -> None:
        """Commit what is pending, and let go of the file."""
        self.commit()
        with self._file:
            self._disconnect()

    def _waiting(self, probe: str) -> list[Sample]:
        with self._memory:
            return [sample for sample in self._pending if sample.probe == probe]

    def _drop_excess(self) -> None:
        excess = len(self._pending) - PENDING_MOST
        if excess > 0:
            del self._pending[:excess]
            self.dropped += excess

    def _use(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Do it with the file; None, and `trouble`, when the file cannot be used now."""
        with self._file:
            for _ in range(2):
                try:
                    if self._connection is None:
                        self._connection = queries.connect(self._path)
                    result = work(self._connection)
                except (sqlite3.Error, OSError, ValueError) as error:
                    self._why = str(error)
                    if not _is_damage(error) or not self._set_aside(error):
                        return None
                else:
                    self._why = ""
                    return result
            return None

    def _disconnect(self) -> None:
        if self._connection is not None:
            # A file that cannot be closed in order is read anew from its log at the next opening.
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _set_aside(self, cause: Exception) -> bool:
        """Move a damaged file out of the way; False when that fails."""
        self._disconnect()
        names = (self._path.with_name(f"{self._path.name}.damaged-{n}") for n in itertools.count(1))
        aside = next(name for name in names if not name.exists())
        try:
            for suffix in ("-wal", "-shm", ""):
                part = self._path.with_name(self._path.name + suffix)
                if part.exists():
                    part.rename(aside.with_name(aside.name + suffix))
        except OSError as error:
            self._why = str(error)
            return False
        notice = (
            f"{self._path.name} was damaged ({cause}): it was set aside as {aside.name}, and a"
            " new one begun. Charts and uptime begin anew; the journal is whole."
        )
        self.notices = (*self.notices, notice)
        return True


def _is_damage(error: Exception) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGED
    return isinstance(error, ValueError)


def _write(connection: sqlite3.Connection, batch: list[Sample], tallies: Mapping[str, str]) -> bool:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.executemany(queries.ADD, map(row_of, batch))
        connection.executemany(queries.TALLY, tallies.items())
        reach("samples.before_commit")
        connection.execute("COMMIT")
    except sqlite3.Error:
        if connection.in_transaction:  # a full disk may have rolled it back already
            connection.execute("ROLLBACK")
        raise
    reach("samples.after_commit")
    return True
