"""Backups as files, and times as they are written."""

import re
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import Final

from golive_tui.errors import InputError

MOST: Final = 20_000
"""Files of a folder that are looked at."""

_DATE: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The newest backup: when it was made (seconds since the epoch), its bytes, those of the one
    before; its name and how many there are where they are files."""

    at: float
    size: float
    before: float | None = None
    name: str = ""
    count: int = 0


def newest(folder: Path, glob: str) -> Made | None:
    """The newest file; None where there is none. Raises InputError where that cannot be told."""
    found: list[tuple[float, int, str]] = []
    try:
        if not folder.is_dir():
            raise InputError(f"there is no folder {folder}")
        for path in folder.glob(glob):
            told = path.stat()
            if stat.S_ISREG(told.st_mode):
                found.append((told.st_mtime, told.st_size, path.name))
            if len(found) > MOST:
                raise InputError(f"{folder} has more than {MOST} files that match")
    except (OSError, ValueError) as error:
        raise InputError(f"{folder} cannot be read: {error}") from error
    if not found:
        return None
    found.sort(reverse=True)
    at, size, name = found[0]
    before = float(found[1][1]) if len(found) > 1 else None
    return Made(at=at, size=size, before=before, name=name, count=len(found))


def moment(value: object) -> float | None:
    """Seconds since the epoch of an ISO 8601 time (UTC where it names no zone) or of such
    seconds; None where it is neither."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if isfinite(value) else None
    found = _DATE.search(value) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        at = datetime.fromisoformat(found[0])
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def first_date(path: Path) -> float | None:
    """The first date in a file; None where it names none. Raises InputError without a file."""
    try:
        with path.open("rb") as file:
            return moment(file.read(65536).decode("utf-8", "replace"))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
