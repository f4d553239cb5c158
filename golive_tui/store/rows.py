"""Samples and tallies as rows of SQLite, and back.

Times are whole microseconds since the epoch (UTC); `vals` and `phases` are compact JSON objects,
NULL when empty. A number that is not finite says nothing and is left out.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, cast, get_args

import msgspec

from golive_tui.launch.samples import Outcome, Sample

FORMAT: Final = 1
"""The format version (`PRAGMA user_version`) that this program writes, and the newest it reads."""

APPLICATION: Final = 0x676F6C76
"""`PRAGMA application_id`: "golv", so that another program's file is not taken for ours."""

SCHEMA: Final = """
CREATE TABLE samples (
    id INTEGER PRIMARY KEY,
    probe TEXT NOT NULL,
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    latency REAL,
    reason TEXT,
    detail TEXT NOT NULL,
    vals TEXT,
    phases TEXT,
    scheduled INTEGER NOT NULL
);
CREATE INDEX samples_of_probe ON samples (probe, at);
CREATE TABLE tallies (probe TEXT PRIMARY KEY, tally TEXT NOT NULL);
"""

COLUMNS: Final = "probe, at, outcome, latency, reason, detail, vals, phases, scheduled"

Row = tuple[str, int, str, float | None, str | None, str, str | None, str | None, int]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO: Final = timedelta(microseconds=1)
_OUTCOMES: Final = frozenset(get_args(Outcome))


def micros(at: datetime) -> int:
    """Microseconds since the epoch, exactly."""
    return (at - _EPOCH) // _MICRO


def row_of(sample: Sample) -> Row:
    """The row of a sample; never fails for what a target said."""
    latency = sample.latency
    return (
        sample.probe,
        micros(sample.at),
        sample.outcome,
        latency if latency is not None and math.isfinite(latency) else None,
        sample.reason,
        sample.detail.encode(errors="replace").decode(),
        _numbers(sample.values),
        _numbers(sample.phases),
        int(sample.scheduled),
    )


def sample_of(row: Row) -> Sample:
    """The sample of a row; raises ValueError when the file was written by something else."""
    probe, at, outcome, latency, reason, detail, values, phases, scheduled = row
    if outcome not in _OUTCOMES or not _is_ours(row):
        raise ValueError(f"`{outcome!s:.60}` at `{at!s:.60}` is no sample")
    try:
        when = _EPOCH + timedelta(microseconds=at)
    except OverflowError:
        raise ValueError(f"`{at}` is a time beyond the calendar") from None
    return Sample(
        probe=probe,
        at=when,
        outcome=cast("Outcome", outcome),
        latency=latency,
        reason=reason,
        detail=detail,
        values=_read_numbers(values),
        phases=_read_numbers(phases),
        scheduled=bool(scheduled),
    )


def _is_ours(row: Sequence[object]) -> bool:
    """Whether each column has the type that we write: SQLite holds any value in any column."""
    probe, at, _, latency, reason, detail, values, phases, scheduled = row
    texts = (probe, detail, *(text for text in (reason, values, phases) if text is not None))
    return (
        all(isinstance(text, str) for text in texts)
        and (latency is None or isinstance(latency, int | float))
        and isinstance(at, int)
        and isinstance(scheduled, int)
    )


def _numbers(values: Mapping[str, float]) -> str | None:
    finite = {key: value for key, value in values.items() if math.isfinite(value)}
    return msgspec.json.encode(finite).decode() if finite else None


def _read_numbers(text: str | None) -> dict[str, float]:
    if text is None:
        return {}
    try:
        return msgspec.json.decode(text, type=dict[str, float])
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error
