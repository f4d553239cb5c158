"""Keys from a hostile line: bad bytes, impossible sequences and a vanished terminal are survived.

Stock Textual 8.2.8 dies of one byte that is not UTF-8 (line noise, 8-bit meta), of a kitty key
report with a code point beyond Unicode, and spins at 118 % CPU when the terminal has gone.
"""

import codecs
import os
import select
from collections.abc import Callable, Iterable
from threading import Event

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.events import Key
from textual.message import Message

_LOOK_MS = 100  # how often to ask whether to stop, and whether a lone escape was the key
_PIECE = 4096
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"


def listen(fd: int, *, stopping: Event, emit: Callable[[Message], None]) -> bool:
    """Read `fd` and emit what it says until `stopping`; False where the terminal has gone."""
    ears = Ears(emit)
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    while not stopping.is_set():
        if poll.poll(_LOOK_MS):
            try:
                data = os.read(fd, _PIECE)
            except BlockingIOError:
                continue
            except OSError:  # EIO: hung up, or an orphan in the background
                return False
            if not data:
                return False
            ears.hear(data)
        ears.wait()
    return True


class Ears:
    """From bytes to Textual's messages; what cannot be understood is dropped."""

    def __init__(self, emit: Callable[[Message], None]) -> None:
        self._emit = emit
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._parser = XTermParser()

    def hear(self, data: bytes) -> None:
        """Take what was read."""
        for character in self._decoder.decode(data):  # one by one: an error costs no more
            self._pass_on(self._parser.feed(character))

    def wait(self) -> None:
        """Time has passed: a lone escape is the key by now."""
        self._pass_on(self._parser.tick())

    def _pass_on(self, messages: Iterable[Message]) -> None:
        try:
            for message in messages:
                if not _is_noise(message):
                    self._emit(message)
        except (ArithmeticError, LookupError, ParseError, RuntimeError, StopIteration, ValueError):
            # The parser is a generator: after an error inside it, it is spent.
            self._parser = XTermParser()


def _is_noise(message: Message) -> bool:
    return isinstance(message, Key) and message.character == _UNREADABLE
