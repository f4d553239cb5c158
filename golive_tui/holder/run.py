"""The holder's loop: output, people, signals and time, until the command has ended and is told.

Everything waits in one `select`; nothing that a viewer does or leaves undone delays the output.
The command's end is told when its output is at its end too, or `LINGER` after it: what it has
left behind may hold the output open for ever, and must not hold back the result.
"""

import math
import selectors
import signal
from pathlib import Path
from typing import Final

from golive_tui.clock import stopwatch
from golive_tui.errors import StoreError
from golive_tui.holder.control import Control
from golive_tui.holder.ending import LISTED
from golive_tui.holder.fate import Fate, now
from golive_tui.holder.late import Late
from golive_tui.holder.obey import Desk
from golive_tui.holder.output import Output
from golive_tui.holder.place import Place
from golive_tui.holder.processes import left
from golive_tui.holder.request import Request
from golive_tui.holder.result import Result, publish
from golive_tui.holder.signals import Signals
from golive_tui.holder.terminal import Terminal
from golive_tui.store.crash_points import reach

LINGER: Final = 0.5
"""Seconds that output may still come after the command's end before its end is told."""

_LOOK_AGAIN: Final = 0.2
"""Seconds until a terminal that nobody has open is looked at again."""

_RETRY: Final = 1.0
"""Seconds until a result that the disk did not take is written again."""


class Hold:
    """One attempt from the start of its command to its result, and the output that comes late."""

    def __init__(
        self,
        place: Place,
        request: Request,
        fate: Fate,
        *,
        output: Output,
        terminal: Terminal | None,
        signals: Signals,
    ) -> None:
        self._place = place
        self._request = request
        self._fate = fate
        self._output = output
        self._terminal = terminal
        self._signals = signals
        self._desk = Desk(fate, output, terminal)
        self._control: Control | None = None
        self._result: Result | None = None
        self._published = False
        self._late: Late | None = None
        self._look_again_at = 0.0
        self._retry_at = 0.0
        self._selector = selectors.DefaultSelector()
        self._selector.register(signals.descriptor, selectors.EVENT_READ, self._signalled)

    def listen_at(self, path: Path) -> None:
        """Let people speak to it from now on; raises StoreError."""
        self._control = Control(path, self._selector, self._desk.obey)

    def close(self) -> None:
        """Be spoken to no more."""
        if self._control is not None:
            self._control.close()

    def run(self) -> None:
        """Hold the command until there is nothing left to hold."""
        self._fate.started = now()
        self._traffic()
        while not self._done():
            for key, _ in self._selector.select(self._patience()):
                key.data()
            self._tick()
        if self._late is not None:
            self._late.conclude(self._fate)
        self.close()

    def _signalled(self) -> None:
        if signal.SIGTERM in self._signals.taken():
            self._fate.cancel("SIGTERM to the holder")
        self._fate.reap()

    def _traffic(self) -> None:
        """Take what the command wrote, and hand it what was typed."""
        self._output.drain()
        if self._terminal is not None:
            self._terminal.flush()
        self._look_again_at = stopwatch() + _LOOK_AGAIN
        self._listen()

    def _listen(self) -> None:
        """Wait for what there is to wait for at the descriptor of the output."""
        output = self._output
        wanted = 0 if output.over or output.held_off else selectors.EVENT_READ
        if wanted and self._terminal is not None and self._terminal.waiting:
            wanted |= selectors.EVENT_WRITE
        known = self._selector.get_map().get(output.descriptor)
        listens = known.events if known is not None else 0
        if listens == wanted:
            return
        if listens:
            self._selector.unregister(output.descriptor)
        if wanted:
            self._selector.register(output.descriptor, wanted, self._traffic)

    def _tick(self) -> None:
        self._fate.tick()
        if self._output.held_off and stopwatch() >= self._look_again_at:
            self._traffic()
        self._listen()  # somebody may have typed more than the terminal took
        if self._result is None and self._at_its_end():
            self._result = self._conclude()
        if self._result is not None and not self._published and stopwatch() >= self._retry_at:
            self._publish(self._result)

    def _at_its_end(self) -> bool:
        """Whether there is nothing to wait for before the end is told."""
        fate = self._fate
        if fate.busy:
            return False
        if fate.status is None:
            return fate.ending is not None  # then the command itself is a survivor
        self._traffic()  # what it wrote last
        return self._silent() or stopwatch() >= fate.ended.on + LINGER

    def _silent(self) -> bool:
        """Whether nobody can write any more; to a terminal, once the command has ended."""
        return self._output.over or (self._output.held_off and self._fate.status is not None)

    def _conclude(self) -> Result:
        reach("holder.ended")
        held = not self._silent()
        self._output.finish()
        result = _told(self._request, self._fate, self._output, held=held)
        if held:
            self._late = Late(self._place, self._output)
            self._fate.forget_ending()
        return result

    def _publish(self, result: Result) -> None:
        try:
            publish(self._place, result)
        except StoreError as error:
            self._desk.trouble = error.message
            self._retry_at = stopwatch() + _RETRY
        else:
            self._published = True
            self._desk.trouble = ""

    def _done(self) -> bool:
        return self._published and not self._fate.busy and self._silent()

    def _patience(self) -> float | None:
        """Seconds until something is due; None when only the world can bring something."""
        due = self._fate.next_at
        if self._output.held_off and not self._silent():
            due = min(due, self._look_again_at)
        if self._fate.status is not None and self._result is None:
            due = min(due, self._fate.ended.on + LINGER)
        if self._result is not None and not self._published:
            due = min(due, self._retry_at)
        return None if math.isinf(due) else max(due - stopwatch(), 0.0)


def _told(request: Request, fate: Fate, output: Output, *, held: bool) -> Result:
    """How it ended, as it stands now that it has."""
    if fate.status is None:
        fate.ended = now()
    code, name = fate.exit()
    ending = fate.ending
    behind = fate.members() if ending is None else ()
    return Result(
        attempt=request.attempt,
        exit_code=code,
        signal=name,
        not_started=fate.not_started,
        started_at=fate.started.at,
        ended_at=fate.ended.at,
        duration=fate.ended.on - fate.started.on,
        size=output.sink.written,
        lost_bytes=output.sink.lost,
        masked=output.redactor.masked,
        sha256=output.sink.sha256,
        timed_out=fate.timed_out,
        cancelled_by=fate.cancelled_by,
        survivors=ending.survivors if ending is not None else (),
        left_running=tuple(left(each) for each in behind[:LISTED]),
        output_held=held,
        trouble=output.sink.trouble,
        holder_version=request.version,
    )
