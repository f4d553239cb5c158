"""The garbage collector, told when a program starts and when it has started.

All that starting makes stays. At the usual pace that was looked through over and over: a third of
a second of a dashboard's start, and later each full collection held up keys for up to 85 ms.
"""

import gc
from typing import Final

_STARTING: Final = 20_000
"""Objects between two looks of the collector while a program starts."""
_USUAL: Final = gc.get_threshold()


def starting() -> None:
    """Look seldom until `started`; a short command ends before that."""
    gc.set_threshold(_STARTING)


def started() -> None:
    """What is there stays, and is looked through no more; what comes is, at the usual pace: with
    `_STARTING` a dashboard grew by 20 MB before its first full collection."""
    gc.freeze()
    gc.set_threshold(*_USUAL)
