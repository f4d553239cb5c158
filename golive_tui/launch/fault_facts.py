"""What a rehearsal was made to suffer: facts of the journal, as `events.py` has the others."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct, field


class RehearsalFaulted(Struct, frozen=True, kw_only=True):
    """From now on the stand-in has that fault, until it is mended under its name; a fault of the
    same name before it is over. `settings`: as `faults.py` has them."""

    kind: ClassVar[str] = "rehearsal.faulted"
    name: str
    fault: str
    settings: Mapping[str, str] = field(default_factory=dict)


class RehearsalMended(Struct, frozen=True, kw_only=True):
    """The fault of that name is over; of no name: all of them."""

    kind: ClassVar[str] = "rehearsal.mended"
    name: str = ""


FaultFact = RehearsalFaulted | RehearsalMended
