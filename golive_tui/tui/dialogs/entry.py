"""A name in the palette."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name that can be chosen: what it is, its key, and what it does."""

    kind: str
    name: str
    key: str
    run: Callable[[], object]
