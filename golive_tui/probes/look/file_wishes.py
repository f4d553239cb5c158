"""What a checklist wants of a file, and what in one is not so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from golive_tui.checklist.condition import LINE_LIMIT, check_pattern
from golive_tui.errors import InputError
from golive_tui.probes.settings import Given
from golive_tui.text import clean
from golive_tui.units import show_duration

LONGEST_LINE: Final = LINE_LIMIT * 100
"""Characters of a line that a pattern searches; a longer one could take it for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """None and empty ask for nothing. `mode` is the most that may be permitted."""

    mode: int | None = None
    owner: str = ""
    min_size: int | None = None
    max_size: int | None = None
    max_age: float | None = None
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    sha256: str = ""

    @property
    def of_content(self) -> bool:
        """Whether the content must be read."""
        return bool(self.contains or self.lacks or self.sha256)

    @property
    def of_files(self) -> bool:
        """Whether a folder cannot fulfil them."""
        return self.of_content or self.min_size is not None or self.max_size is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the system says of a file; `age` in seconds."""

    mode: int
    owner: str
    uid: int
    size: int
    age: float


def wishes(given: Given) -> Wishes:
    """Those of the settings; raises InputError where one makes no sense."""
    mode, digest = given.text("mode"), given.text("sha256").strip().lower()
    if mode and not re.fullmatch("0?[0-7]{3}", mode):
        raise InputError("file: `mode` should be octal", hint='such as "0640"')
    digest = digest.removeprefix("sha256:")
    if digest and not re.fullmatch("[0-9a-f]{64}", digest):
        raise InputError("file: `sha256` should be 64 hex digits")
    for pattern in (*given.texts("contains"), *given.texts("lacks")):
        check_pattern(pattern)
    return Wishes(
        mode=int(mode, 8) if mode else None,
        owner=given.text("owner").strip(),
        min_size=given.size("min_size"),
        max_size=given.size("max_size"),
        max_age=given.seconds("max_age"),
        contains=given.texts("contains"),
        lacks=given.texts("lacks"),
        sha256=digest,
    )


def unfulfilled(wanted: Wishes, status: Status) -> Iterator[str]:
    """What of its status is not as wanted, its age apart."""
    if wanted.mode is not None and (beyond := status.mode & ~wanted.mode):
        yield f"its mode {status.mode:04o} permits {beyond:04o} more than {wanted.mode:04o}"
    if wanted.owner and wanted.owner not in {status.owner, str(status.uid)}:
        yield f"it is {status.owner}'s, not {wanted.owner}'s"
    if wanted.min_size is not None and status.size < wanted.min_size:
        yield f"it has {status.size} bytes, less than {wanted.min_size}"
    if wanted.max_size is not None and status.size > wanted.max_size:
        yield f"it has {status.size} bytes, more than {wanted.max_size}"


def too_old(wanted: Wishes, status: Status) -> str:
    """That it is older than wanted; empty where it is not."""
    if wanted.max_age is None or status.age <= wanted.max_age:
        return ""
    age, limit = show_duration(status.age), show_duration(wanted.max_age)
    return f"it was written {age} ago, longer than {limit}"


def searched(wanted: Wishes, text: str) -> Iterator[str]:
    """Patterns that are not there, or should not be; never the line that holds one: it may be a
    secret. Raises InputError where a line is too long to be searched."""
    lines = text.splitlines()
    long = next((at for at, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), 0)
    if long and (wanted.contains or wanted.lacks):
        raise InputError(f"line {long} is too long to be searched")
    for pattern in wanted.contains:
        if not any(re.search(pattern, line) for line in lines):
            yield f"no line holds `{clean(pattern, 60)}`"
    for pattern in wanted.lacks:
        at = next((at for at, line in enumerate(lines, 1) if re.search(pattern, line)), 0)
        if at:
            yield f"line {at} holds `{clean(pattern, 60)}`"
