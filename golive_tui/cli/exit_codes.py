"""Exit codes, in one table (design, section 13)."""

import signal
from collections.abc import Sequence
from typing import Final

from golive_tui import errors

DONE: Final = 0
NO: Final = 1
BAD_INPUT: Final = 2
NOT_FOUND: Final = 3
ENGINE: Final = 4

MEANINGS: Final = {
    DONE: "done",
    NO: "the answer is no",
    BAD_INPUT: "bad usage or bad input",
    NOT_FOUND: "not found",
    ENGINE: "the engine refused or is unreachable",
}

INTERRUPTED: Final = 128 + signal.SIGINT
UNREAD: Final = 128 + signal.SIGPIPE
"""As a shell says of a program that ended by these signals."""

_BY_ERROR: Final[Sequence[tuple[type[errors.GoliveError], int]]] = (
    (errors.InputError, BAD_INPUT),
    (errors.NotFound, NOT_FOUND),
    (errors.Refused, ENGINE),
    (errors.EngineError, ENGINE),
    (errors.StoreError, ENGINE),
)


def exit_code(error: errors.GoliveError) -> int:
    """The exit code that an error ends with; 1 is never one: that is an answer."""
    return next((code for kind, code in _BY_ERROR if isinstance(error, kind)), ENGINE)
