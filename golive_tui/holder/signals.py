"""Signals to the holder, brought into its loop; those of a terminal do not reach it."""

import os
import signal
from types import FrameType
from typing import Final

_DEAF_TO: Final = (
    signal.SIGHUP,
    signal.SIGINT,
    signal.SIGQUIT,
    signal.SIGTSTP,
    signal.SIGTTIN,
    signal.SIGTTOU,
)
"""What a terminal sends to those before it, or a session that ends to those in it."""

RESET: Final = (*_DEAF_TO, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE, signal.SIGXFSZ)
"""What the holder or Python ignores or handles: an ignored signal stays so in a new program."""


class Signals:
    """SIGCHLD and SIGTERM as bytes on a descriptor; made before the first child."""

    def __init__(self) -> None:
        for number in _DEAF_TO:
            signal.signal(number, signal.SIG_IGN)
        self.descriptor, written = os.pipe()
        os.set_blocking(self.descriptor, False)
        os.set_blocking(written, False)
        signal.set_wakeup_fd(written, warn_on_full_buffer=False)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, _wake)

    def taken(self) -> frozenset[int]:
        """The signals that came since the last look."""
        try:
            return frozenset(os.read(self.descriptor, 4096))
        except BlockingIOError:
            return frozenset()


def _wake(number: int, frame: FrameType | None) -> None:
    """The byte on the descriptor is all that is wanted."""
