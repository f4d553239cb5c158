"""What people may ask of a holder, and what it answers (`control` has the messages)."""

import base64
import binascii
from typing import Final

from golive_tui.clock import real_boottime, stopwatch
from golive_tui.errors import Refused
from golive_tui.holder.control import Answer
from golive_tui.holder.fate import Fate
from golive_tui.holder.output import Output
from golive_tui.holder.plain import Plain
from golive_tui.holder.terminal import Terminal
from golive_tui.text import clean

_WHO: Final = 100
"""Characters of who cancelled."""

_WIDEST: Final = 1000


class Desk:
    """Obeys one message at a time. `trouble` is the holder's own, for those who ask."""

    def __init__(self, fate: Fate, output: Output, terminal: Terminal | None) -> None:
        self.trouble = ""
        self._fate = fate
        self._output = output
        self._terminal = terminal
        self._typed_at = 0.0

    def obey(self, message: Plain) -> Answer:
        """Do it; raises Refused, ValueError."""
        match message.take("do", str):
            case "status":
                return self._standing()
            case "cancel":
                given = message.values.get("grace") is not None
                grace = max(message.number("grace"), 0.0) if given else None
                self._fate.cancel(clean(message.take("by", str), _WHO) or "someone", grace)
            case "input":
                return self._type(message)
            case "resize":
                self._keyboard().resize(*_size(message))
            case what:
                raise ValueError(f"there is no `{clean(what, 40)}`")
        return {}

    def _standing(self) -> Answer:
        at, last = stopwatch(), self._output.last_at
        busy_at = max(last or 0.0, self._typed_at, self._fate.started.on)
        return {
            "ended": self._fate.status is not None,
            "ending": self._fate.busy,
            "elapsed_seconds": at - self._fate.started.on,
            "quiet_seconds": None if last is None else at - last,
            "idle_seconds": at - busy_at,
            "received": self._output.received,
            "pty": self._terminal is not None,
            "partial": self._output.line.text,
            "redrawn": self._output.line.redrawn,
            "echo": self._terminal is not None and self._terminal.echoes(),
            "cancelled_by": self._fate.cancelled_by,
            "trouble": self.trouble or self._output.sink.trouble,
        }

    def _keyboard(self) -> Terminal:
        if self._terminal is None:
            raise Refused("This command runs without a terminal (`pty = false`).")
        if self._fate.status is not None:
            raise Refused("The command has ended.")
        return self._terminal

    def _type(self, message: Plain) -> Answer:
        terminal = self._keyboard()
        given = message.values.get("until") is not None
        if given and real_boottime() > message.number("until"):
            raise Refused("It came too late: nothing was typed.")
        try:
            data = base64.b64decode(message.take("data", str), validate=True)
        except binascii.Error as error:
            raise ValueError("`data` is no base64") from error
        echo = terminal.echoes()
        secret = message.maybe("secret", bool)
        if secret or (secret is None and not echo):
            self._output.redactor.add(data.decode("utf-8", "surrogateescape").strip("\r\n"))
        terminal.type(data)
        self._typed_at = stopwatch()
        return {"echo": echo}


def _size(message: Plain) -> tuple[int, int]:
    columns, rows = message.take("columns", int), message.take("rows", int)
    if not (0 < columns <= _WIDEST and 0 < rows <= _WIDEST):
        raise ValueError(f"a terminal has 1 to {_WIDEST} columns and rows")
    return columns, rows
