"""`result.json`: how an attempt ended. It is there as a whole or not at all.

Room for it is set aside before the command starts, so that a disk which the command has filled
does not lose the end of the story.
"""

import contextlib
import os
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from golive_tui.holder.place import Place
from golive_tui.holder.plain import Plain, encode
from golive_tui.holder.processes import Left, Process
from golive_tui.store.crash_points import reach
from golive_tui.store.files import open_own, sync_folder, unwritable, write_whole
from golive_tui.units import instant, show_instant

ROOM: Final = 16 * 1024
"""Bytes set aside for the result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How the command ended, when (real time), and what its transcript is worth.

    `exit_code` and `signal` (its name) are None where it was ended otherwise; both are None where
    it could not be started (`not_started` says why) or outlived SIGKILL (then it is a survivor).
    `size` (in bytes) and `sha256` are the transcript's, `lost_bytes` could not be written
    (`trouble` says why), `masked` is the number of secrets in it. `survivors` outlived a cancel or
    time-out, `left_running` is what the command left behind; `output_held`: some of it holds the
    output open, and what it still writes goes to `late`.
    """

    attempt: str
    exit_code: int | None
    signal: str | None
    not_started: str
    started_at: datetime
    ended_at: datetime
    duration: float
    size: int
    lost_bytes: int
    masked: int
    sha256: str
    timed_out: bool
    cancelled_by: str
    survivors: tuple[Left, ...]
    left_running: tuple[Left, ...]
    output_held: bool
    trouble: str
    holder_version: str

    def encode(self) -> bytes:
        """The content of `result.json`."""
        return encode(
            {
                "attempt": self.attempt,
                "exit_code": self.exit_code,
                "signal": self.signal,
                "not_started": self.not_started,
                "started_at": show_instant(self.started_at),
                "ended_at": show_instant(self.ended_at),
                "duration_seconds": round(self.duration, 6),
                "bytes": self.size,
                "lost_bytes": self.lost_bytes,
                "masked": self.masked,
                "sha256": self.sha256,
                "timed_out": self.timed_out,
                "cancelled_by": self.cancelled_by,
                "survivors": plain_left(self.survivors),
                "left_running": plain_left(self.left_running),
                "output_held": self.output_held,
                "trouble": self.trouble,
                "holder_version": self.holder_version,
            }
        )


def read_result(data: bytes) -> Result:
    """The result in a `result.json`; raises ValueError, VersionMismatch."""
    plain = Plain.of_our_format(data, "The result of an attempt")
    return Result(
        attempt=plain.take("attempt", str),
        exit_code=plain.maybe("exit_code", int),
        signal=plain.maybe("signal", str),
        not_started=plain.take("not_started", str),
        started_at=instant(plain.take("started_at", str)),
        ended_at=instant(plain.take("ended_at", str)),
        duration=plain.number("duration_seconds"),
        size=plain.take("bytes", int),
        lost_bytes=plain.take("lost_bytes", int),
        masked=plain.take("masked", int),
        sha256=plain.take("sha256", str),
        timed_out=plain.take("timed_out", bool),
        cancelled_by=plain.take("cancelled_by", str),
        survivors=read_left(plain.each("survivors")),
        left_running=read_left(plain.each("left_running")),
        output_held=plain.take("output_held", bool),
        trouble=plain.take("trouble", str),
        holder_version=plain.take("holder_version", str),
    )


def plain_left(processes: tuple[Left, ...]) -> list[dict[str, object]]:
    """Processes as JSON has them."""
    return [
        {
            "pid": each.process.pid,
            "start": each.process.start,
            "command": each.command,
            "why": each.why,
        }
        for each in processes
    ]


def read_left(objects: tuple[Plain, ...]) -> tuple[Left, ...]:
    """Those processes again; raises ValueError."""
    return tuple(
        Left(
            process=Process(pid=each.take("pid", int), start=each.take("start", int)),
            command=each.take("command", str),
            why=each.take("why", str),
        )
        for each in objects
    )


def set_room_aside(place: Place) -> None:
    """See that the result will have room on the disk; raises StoreUnwritable when there is none."""
    try:
        descriptor = open_own(place.unpublished, os.O_WRONLY | os.O_CREAT)
        try:
            os.posix_fallocate(descriptor, 0, ROOM)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise unwritable(error, place.unpublished, outcome="nothing was started") from error


def publish(place: Place, result: Result) -> None:
    """Write the result into the room set aside, and give it its name; raises StoreUnwritable."""
    data = result.encode()
    try:
        # Not O_TRUNC: that would give the room back.
        descriptor = open_own(place.unpublished, os.O_WRONLY | os.O_CREAT)
        try:
            write_whole(descriptor, data)
            os.ftruncate(descriptor, len(data))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        reach("holder.result_temp")
        place.unpublished.replace(place.result)
        reach("holder.result_renamed")
        with contextlib.suppress(OSError):  # it stands; a sick disk may lose it in a power cut
            sync_folder(place.path)
    except OSError as error:
        raise unwritable(error, place.result, outcome="the result is kept in memory") from error
