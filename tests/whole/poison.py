"""Evil strings in every place of a launch that holds words: of people, targets and commands."""

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

EVIL: Final = (
    "\x1b]0;pwned\x07\x1b[2J\x1b[31m\x9b2J\u202e\u2066\u200b\x00\r\n\ttab "
    "[@click=app.leave]x[/] [bold]b[/bold] <script>alert(1)</script> <img src=x onerror=y> "
    '"onload="z ![i](http://evil.example/i.png) [l](javascript:alert(1)) | `c` \ud800 e\u0301'
)
"""Escapes for the title, the screen and colours, C1, bidi, zero width, NUL, line breaks; markup of
Textual, HTML and Markdown; half of a surrogate pair, and a combining accent."""

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
