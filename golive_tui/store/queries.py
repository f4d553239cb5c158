"""Opening `samples.db` and asking it: for the engine, and beside it for `golive status`."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import msgspec

from golive_tui.errors import NotFound, StoreError, VersionMismatch
from golive_tui.launch.codec import tally_from_plain
from golive_tui.launch.figures import Tally
from golive_tui.launch.samples import Sample
from golive_tui.store.files import open_own, open_to_read
from golive_tui.store.rows import APPLICATION, COLUMNS, FORMAT, SCHEMA, micros, sample_of

DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""Error codes that mean the file itself, not the moment."""

ADD: Final = f"INSERT INTO samples ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - ours
TALLY: Final = "INSERT OR REPLACE INTO tallies (probe, tally) VALUES (?, ?)"

_WINDOW: Final = (
    f"SELECT {COLUMNS} FROM samples WHERE probe = ? AND at > ? AND at <= ? ORDER BY at, id"  # noqa: S608 - ours
)
_LAST: Final = f"SELECT {COLUMNS} FROM samples WHERE probe = ? ORDER BY at DESC, id DESC LIMIT ?"  # noqa: S608 - ours

_LOG_MOST: Final = 16 * 1024 * 1024
"""Bytes to which the write-ahead log is cut back once it was copied into the file."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection for the one writer, usable from any thread.

    Raises sqlite3.Error, ValueError when the file is another program's, VersionMismatch, and
    StoreError when the path leads elsewhere.
    """
    # SQLite follows links and obeys the umask; made here, the file and its log are private.
    os.close(open_own(path, os.O_RDWR | os.O_CREAT))
    connection = sqlite3.connect(path, timeout=5.0, isolation_level=None, check_same_thread=False)
    try:
        _check(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA journal_size_limit = {_LOG_MOST}")
        if not _pragma(connection, "user_version"):
            _create(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def window(
    connection: sqlite3.Connection, probe: str, since: datetime, until: datetime
) -> list[Sample]:
    """The samples of a probe in (`since`, `until`], in order of time."""
    rows = connection.execute(_WINDOW, (probe, micros(since), micros(until)))
    return [sample_of(row) for row in rows]


def last(connection: sqlite3.Connection, probe: str, n: int) -> list[Sample]:
    """The newest `n` samples of a probe, in order of time."""
    rows = connection.execute(_LAST, (probe, max(n, 0))).fetchall()
    return [sample_of(row) for row in reversed(rows)]


def tallies(connection: sqlite3.Connection) -> dict[str, Tally]:
    """The tallies by probe."""
    rows = connection.execute("SELECT probe, tally FROM tallies")
    try:
        return {probe: tally_from_plain(msgspec.json.decode(text)) for probe, text in rows}
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error


class SampleReader:
    """The committed samples of a launch, beside its engine or without one; writes nothing."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """Raises NotFound when there are no samples, VersionMismatch, StoreError."""
        try:
            os.close(open_to_read(path))
        except FileNotFoundError as error:
            raise NotFound(f"There is no {path}.") from error
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {error.strerror}.") from error
        # Reading a file with a log needs its shared memory file; on a file system that nobody can
        # write to, the file alone is all there is.
        for mode in ("mode=ro", "immutable=1"):
            connection = sqlite3.connect(f"{path.as_uri()}?{mode}", uri=True, timeout=5.0)
            try:
                _check(connection, path)
                if not _pragma(connection, "user_version"):
                    raise NotFound(f"There are no samples in {path} yet.")
            except sqlite3.OperationalError:
                connection.close()
            except (sqlite3.Error, ValueError) as error:
                connection.close()
                raise StoreError(f"{path} is damaged ({error}).") from error
            except BaseException:
                connection.close()
                raise
            else:
                return cls(path, connection)
        raise StoreError(f"{path} cannot be opened for reading.")

    def window(self, probe: str, since: datetime, until: datetime) -> list[Sample]:
        """The samples of a probe in (`since`, `until`], in order of time; raises StoreError."""
        with self._sentences():
            return window(self._connection, probe, since, until)

    def last(self, probe: str, n: int) -> list[Sample]:
        """The newest `n` samples of a probe, in order of time; raises StoreError."""
        with self._sentences():
            return last(self._connection, probe, n)

    def load_tallies(self) -> dict[str, Tally]:
        """The tallies by probe; raises StoreError."""
        with self._sentences():
            return tallies(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextlib.contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError) as error:
            raise StoreError(f"{self._path} cannot be read ({error}).") from error


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise what keeps us from using the file; a new one is as good as ours."""
    application = _pragma(connection, "application_id")
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION and (application or tables):
        raise ValueError("it was written by another program")
    version = _pragma(connection, "user_version")
    if version > FORMAT:
        raise VersionMismatch(
            f"{path} has format {version}; this golive knows formats up to {FORMAT}.",
            hint="Use the golive that wrote it, or a newer one.",
        )


def _create(connection: sqlite3.Connection) -> None:
    connection.executescript(
        f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA application_id = {APPLICATION};"
        f" PRAGMA user_version = {FORMAT}; COMMIT;"
    )


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
