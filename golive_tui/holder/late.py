"""Output that comes after the result, from those that the command left behind.

To close it would end them (SIGPIPE, SIGHUP): perhaps the very server that was deployed. So it is
drained as long as somebody has it open, and a part of it is kept.
"""

from typing import Final

from golive_tui.clock import real_now
from golive_tui.errors import StoreError
from golive_tui.holder.fate import Fate
from golive_tui.holder.output import Output
from golive_tui.holder.place import Place
from golive_tui.holder.plain import encode
from golive_tui.holder.result import plain_left
from golive_tui.holder.transcript import Nowhere, Transcript
from golive_tui.store.files import replace_file
from golive_tui.units import show_instant

KEPT: Final = 16 * 1024 * 1024
"""Bytes of late output that are kept; the rest is read and counted."""


class Late:
    """What still comes in, from its beginning to its end."""

    def __init__(self, place: Place, output: Output) -> None:
        self._place = place
        self._output = output
        try:
            output.sink = Transcript(place.late, limit=KEPT)
        except (StoreError, FileExistsError) as error:
            output.sink = Nowhere(str(error))

    def conclude(self, fate: Fate) -> None:
        """Say in `late.json` how it ended; a disk that does not take it loses no more than that."""
        self._output.finish()
        sink = self._output.sink
        told = encode(
            {
                "ended_at": show_instant(real_now()),
                "bytes": sink.written,
                "lost_bytes": sink.lost,
                "sha256": sink.sha256,
                "cancelled_by": fate.cancelled_by,
                "survivors": plain_left(fate.ending.survivors if fate.ending is not None else ()),
                "trouble": sink.trouble,
            }
        )
        try:
            replace_file(self._place.late_result, told, point="holder.late")
        except StoreError:
            return  # nobody is left to be told; the result stands and says that output was held
