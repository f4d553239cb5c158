"""A pseudo-terminal that knows when its bytes came: at their arrival, not when they were looked at.

It sleeps until bytes come, as a terminal does, and takes all of them before it draws any: what it
costs to draw them, and to look for what they show, is not counted as the program's.
"""

import select
from collections.abc import Callable

from golive_tui.clock import stopwatch
from tests.tui.ground.pty_harness import Pty

LOOK = 0.25
"""Seconds after which a predicate is looked at again though nothing came: some ask for files."""


class Timed(Pty):
    """`came` is the `stopwatch` of the newest bytes."""

    came = 0.0
    lost = 0
    """Keys that had no answer."""

    def drain(self) -> None:
        """Take what is there, and draw it then."""
        taken = []
        while data := self.read():
            self.came = stopwatch()
            taken.append(data)
        if taken:
            self.take(b"".join(taken))

    def until(self, predicate: Callable[[], object], timeout: float = 20.0) -> None:
        """Read until the predicate holds, which is looked at when something came. Raises
        AssertionError after `timeout` seconds."""
        end = stopwatch() + timeout
        self.drain()
        while not predicate():
            left = end - stopwatch()
            if left <= 0:
                raise AssertionError(f"not within {timeout:g} s\n{self.text}")
            if self.master >= 0:
                select.select([self.master], [], [], min(left, LOOK))
            self.drain()
