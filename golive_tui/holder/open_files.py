"""How many files an engine may have open: as many as the system allows it, and no more for the
commands of its steps than they would have without it."""

import contextlib
import resource
from typing import Final

MOST: Final = 65_536
"""Open files that an engine allows itself; more than any launch needs."""

_given: list[tuple[int, int]] = []
"""The limits (soft, hard) with which this process began, once it has raised them."""


def raise_limit() -> None:
    """Raise the soft limit of open files to the hard one, `MOST` at most; never lower it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST if hard == resource.RLIM_INFINITY else min(hard, MOST)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    with contextlib.suppress(OSError, ValueError):  # some systems have a lower one of their own
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        _given.append((soft, hard))


def give_back(pid: int) -> None:
    """Give a child the limit that we began with, before it starts anything: a program that uses
    select(2) must not meet descriptors above 1023. Nothing where the system cannot (prlimit(2))."""
    if _given and hasattr(resource, "prlimit"):
        with contextlib.suppress(OSError, ValueError):
            resource.prlimit(pid, resource.RLIMIT_NOFILE, _given[0])
