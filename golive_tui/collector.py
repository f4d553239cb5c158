"""Memory of a program that runs for weeks: the garbage collector, and what malloc keeps.

The collector is told when the program starts and when it has started.
All that starting makes stays. At the usual pace that was looked through over and over: a third of
a second of a dashboard's start, and later each full collection held up keys for up to 85 ms.
"""

import gc
from typing import Final

_STARTING: Final = 20_000
"""Objects between two looks of the collector while a program starts."""
_USUAL: Final = gc.get_threshold()
TIDY: Final = 60
"""Seconds between two calls of `tidy`."""


def starting() -> None:
    """Look seldom until `started`; a short command ends before that."""
    gc.set_threshold(_STARTING)


def started() -> None:
    """What is there stays, and is looked through no more; what comes is, at the usual pace: with
    `_STARTING` a dashboard grew by 20 MB before its first full collection."""
    gc.freeze()
    gc.set_threshold(*_USUAL)


def tidy() -> None:
    """Give the system back what malloc keeps and nothing uses; to be called every `TIDY` seconds.

    Without it a dashboard at work takes 0.25 MB more a minute, for as long as anybody looked, while
    the bytes in use stay as many. Takes 1.5 ms; the first time, 20 ms to load psutil. A C library
    that cannot do it is left alone.
    """
    import psutil

    if (trim := getattr(psutil, "heap_trim", None)) is not None:
        trim()
