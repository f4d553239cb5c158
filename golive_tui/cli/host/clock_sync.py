"""Whether something keeps the clock right: the kernel's word, or that of chrony.

Rounds fall due by the wall clock, and the record is only worth what its times are worth.
"""

import ctypes
from dataclasses import dataclass
from typing import Final

from golive_tui.cli.host.asked import asked
from golive_tui.cli.host.finding import Finding, note, ok, unknown, wrong
from golive_tui.text import clean

_UNSYNC: Final = 0x0040
_ERROR: Final = 5
"""STA_UNSYNC and TIME_ERROR of <sys/timex.h>, adjtimex(2)."""
_MICROS: Final = 1_000_000.0
FAR: Final = 1.0
"""Seconds of possible error from which the clock is worth a note."""

_REMEDY: Final = "timedatectl set-ntp true, or start chronyd"


class _Timex(ctypes.Structure):
    """`struct timex` as far as `maxerror` and `status`; the kernel writes more behind it."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_char * 256),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kernel:
    """What the kernel says of its clock; the possible error in seconds."""

    synchronised: bool
    error: float


def look() -> Finding:
    """The one finding."""
    return judge(kernel(), asked("chronyc", "-n", "-c", "tracking"))


def kernel() -> Kernel | None:
    """Ask the kernel; changes nothing (`modes` is 0). None where it does not answer."""
    try:
        adjtimex = ctypes.CDLL(None, use_errno=True).adjtimex
    except (OSError, AttributeError):
        return None
    timex = _Timex()
    state = adjtimex(ctypes.byref(timex))
    if state < 0:
        return None
    synchronised = state != _ERROR and not timex.status & _UNSYNC
    return Kernel(synchronised=synchronised, error=timex.maxerror / _MICROS)


def judge(kernel: Kernel | None, chrony: str | None) -> Finding:
    """The finding from what both said; `chrony` is one line of `chronyc -c tracking`."""
    leap = chrony.split(",")[-1] if chrony else ""
    if kernel is not None and kernel.synchronised:
        says = f"synchronised, at most {kernel.error * 1000:.0f} ms wrong"
        return ok("clock", says) if kernel.error < FAR else note("clock", says, _REMEDY)
    if leap in {"Normal", "Insert second", "Delete second"}:
        return ok("clock", "synchronised by chrony")
    if leap:
        return wrong(
            "clock", f"chrony has not synchronised it ({clean(leap, 40)})", "chronyc sources"
        )
    if kernel is None:
        return unknown("clock", "the system does not tell whether it is synchronised", _REMEDY)
    return wrong("clock", "not synchronised: the times in the record are a guess", _REMEDY)
