"""What the command writes, from its terminal or pipe to the disk, as fast as it comes."""

import errno
import os
import select
from typing import Final

from golive_tui.clock import stopwatch
from golive_tui.holder.redact import StreamRedactor
from golive_tui.holder.transcript import Sink
from golive_tui.holder.unfinished import LastLine

_BATCH: Final = 128 * 1024
"""Bytes that are redacted, hashed and written at once; a terminal gives 4 KiB at a time."""

_GATHER: Final = 1
"""Milliseconds to wait for more of a batch that has begun."""

_HELD: Final = 0.01
"""Seconds after which a batch that trickles in is written all the same."""

_TURN: Final = 8
"""Batches after which others, such as a person who cancels, have their turn."""


class Output:
    """Drains a descriptor, which does not block, into a sink: the transcript, later another.

    `over`: nobody has the other end open. `held_off`: nobody has the terminal open just now, but
    the command still runs and may open it again (tty(4)): look again later.
    """

    def __init__(self, descriptor: int, redactor: StreamRedactor, sink: Sink) -> None:
        self.descriptor = descriptor
        self.redactor = redactor
        self.sink = sink
        self.received = 0
        self.last_at: float | None = None
        self.line = LastLine()
        self.over = False
        self.held_off = False
        self._batch = memoryview(bytearray(_BATCH))
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN)

    def drain(self) -> None:
        """Take what is there, but no more than one turn's worth."""
        for _ in range(_TURN):
            size = self._fill()
            if size:
                self.received += size
                self.last_at = stopwatch()
                passed = self.redactor.feed(bytes(self._batch[:size]))
                self.line.feed(passed)
                self.sink.write(passed)
            if size < _BATCH:
                return

    def finish(self) -> None:
        """Write what was held back as a possible beginning of a secret, and make all durable."""
        self.sink.write(self.redactor.finish())
        self.sink.close()

    def _fill(self) -> int:
        """Read until the batch is full, or nothing more comes for now."""
        size = 0
        write_by = stopwatch() + _HELD
        while size < _BATCH and (got := self._read(size)):
            size += got
            if stopwatch() > write_by or not self._poll.poll(_GATHER):
                break
        return size

    def _read(self, size: int) -> int:
        """One read to that place in the batch; 0 when there is nothing, or nothing any more."""
        self.held_off = False
        try:
            got = os.readv(self.descriptor, [self._batch[size:]])
        except BlockingIOError:
            return 0
        except OSError as error:
            # A terminal that nobody has open: EIO, and again data once somebody opens it.
            if error.errno != errno.EIO:
                raise
            self.held_off = True
            return 0
        self.over = not got
        return got
