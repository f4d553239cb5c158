"""Evil strings in every place of a launch that holds words: of people, targets and commands."""

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from tests.whole import evil

EVIL: Final = evil.EVIL + "\ud800"
"""With half of a surrogate pair, which no file holds and a message may."""

WORDS: Final = frozenset(
    """
    by created_by detail directory group help host link name note owner role text title tty user
    went_live_by why version
    """.split()  # noqa: SIM905 - a list that people read
)
"""Fields that hold words and not ids."""
ALSO: Final = {"reason": ("Item", "Gate", "Step", "Override"), "target": ("Origin",)}
"""Fields that are words in some classes only, by how the names of these begin."""


def poisoned(value: Any) -> Any:
    """The same, with an evil string before every word of somebody's."""
    if isinstance(value, Struct):
        return replace(value, **{name: _within(value, name) for name in value.__struct_fields__})
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: _within(value, field.name)
            for field in dataclasses.fields(value)
            if field.init
        }
        return dataclasses.replace(value, **changed)
    if isinstance(value, Mapping):
        return {key: poisoned(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(poisoned(each) for each in value)
    return value


def _within(holder: Any, name: str) -> Any:
    held = getattr(holder, name)
    if not isinstance(held, str):
        return poisoned(held)
    kinds = ALSO.get(name, ())
    words = name in WORDS or any(type(holder).__name__.startswith(each) for each in kinds)
    return EVIL + held if words else held
