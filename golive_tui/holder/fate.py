"""What becomes of the command: how it ends, by itself, by a person or by its time-out."""

import math
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from golive_tui.clock import real_now, stopwatch
from golive_tui.holder.ending import Ending
from golive_tui.holder.processes import Process, Seen, family, table
from golive_tui.holder.request import Request
from golive_tui.holder.terminal import Terminal


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant for people, and the same on the clock that nobody sets."""

    at: datetime
    on: float


def now() -> Moment:
    """This moment."""
    return Moment(real_now(), stopwatch())


class Fate:
    """The command's process and all that descends from it, from its start to its end.

    `status` is None while it runs; `not_started` says why it never did. `ending` is the cancel or
    time-out that is or was at work.
    """

    def __init__(
        self, request: Request, child: Process, terminal: Terminal | None, session: int | None
    ) -> None:
        """`session`: the command's, where orphans leave the tree; None where they stay in it."""
        self.started = self.ended = now()
        self.status: int | None = None
        self.not_started = ""
        self.ending: Ending | None = None
        self.timed_out = False
        self.cancelled_by = ""
        self._request = request
        self._child = child
        self._terminal = terminal
        self._session = session

    @property
    def busy(self) -> bool:
        """Whether the tree is being ended just now."""
        return self.ending is not None and not self.ending.over

    @property
    def next_at(self) -> float:
        """When `tick` has something to do (on the monotonic clock)."""
        if self.ending is not None:
            return self.ending.next_at if self.busy else math.inf
        return self._deadline()

    def tick(self) -> None:
        """Do what is due by now."""
        at = stopwatch()
        if self.ending is None and at >= self._deadline():
            self.timed_out = True
            self._end(self._request.grace)
        if self.ending is not None:
            self.ending.tick(at)

    def cancel(self, by: str, grace: float | None = None) -> None:
        """End the tree in the name of `by`; a second cancel can only hasten the first."""
        self.cancelled_by = self.cancelled_by or by
        self._end(self._request.grace if grace is None else grace)

    def reap(self) -> None:
        """Bury whoever has ended: the command, and orphans that came to us."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            if pid == self._child.pid and self.status is None:
                self.status, self.ended = status, now()

    def members(self) -> Sequence[Seen]:
        """Who of the tree runs."""
        self.reap()
        return family(table(), os.getpid(), self._session)

    def exit(self) -> tuple[int | None, str | None]:
        """Exit code or name of the signal; neither where it never ran or has not ended."""
        if self.status is None or self.not_started:
            return None, None
        code = os.waitstatus_to_exitcode(self.status)
        return (code, None) if code >= 0 else (None, _signal_name(-code))

    def forget_ending(self) -> None:
        """The end has been told: who cancels from now on, cancels what was left behind."""
        self.ending = None
        self.cancelled_by = ""

    def _deadline(self) -> float:
        timeout = self._request.timeout
        if timeout is None or self.status is not None:
            return math.inf
        return self.started.on + timeout

    def _end(self, grace: float) -> None:
        if self.ending is not None and not self.ending.over:
            self.ending.hasten(stopwatch(), grace)
            return
        interrupt = self._terminal.interrupt if self._terminal is not None else None
        self.ending = Ending(self.members, now=stopwatch(), grace=grace, on_refusal=interrupt)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
