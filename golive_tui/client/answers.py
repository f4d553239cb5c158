"""An engine's answer: good, or the error that it carries, raised again on this side."""

from collections.abc import Mapping
from typing import Any, Final

from golive_tui.errors import (
    EngineError,
    GoliveError,
    InputError,
    NotFound,
    Refused,
    StoreUnwritable,
)

Message = Mapping[str, Any]

ERRORS: Final[Mapping[str, type[GoliveError]]] = {
    "refused": Refused,
    "not_found": NotFound,
    "input": InputError,
    "store": StoreUnwritable,
}
"""By the word that an answer bears under `why`; any other is an EngineError."""


def answered(answer: Message) -> Message:
    """The answer, or the error that it carries, raised."""
    if answer.get("ok") is True:
        return answer
    error = ERRORS.get(str(answer.get("why")), EngineError)
    raise error(str(answer.get("error", "refused")), hint=str(answer.get("hint", "")))
