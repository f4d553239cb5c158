"""Reading a pseudo-terminal for a while, as a terminal does."""

from golive_tui.clock import pause, stopwatch
from tests.tui.ground.pty_harness import Pty

NAP = 0.02
"""Seconds between two looks whether something has come."""


def watch(pty: Pty, seconds: float) -> None:
    """Read for so long."""
    end = stopwatch() + seconds
    while stopwatch() < end:
        pty.drain()
        pause(NAP)
