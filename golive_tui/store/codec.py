"""An event as one line of the journal, and back.

`{"seq": 1, "at": "...Z", "epoch": 1, "by": {...}, "prev": "...", "kind": "item.passed", ...}`:
the envelope of `golive_tui.launch.codec` with the link to the line before, on one line of UTF-8.
"""

import re
from dataclasses import fields
from typing import Any, Final

import msgspec

from golive_tui.errors import GoliveError, StoreError, VersionMismatch
from golive_tui.launch.codec import ENVELOPE, event_from_plain, event_to_plain
from golive_tui.launch.events import FACTS, FORMAT, By, Event, LaunchCreated
from golive_tui.store.chain import LINK_LENGTH
from golive_tui.store.strict import check

_LINK: Final = re.compile(rf"[0-9a-f]{{{LINK_LENGTH}}}")
_SEQ: Final = re.compile(rb'\{"seq":([0-9]{1,19}),')

_HEAD: Final = ("seq", "at", "epoch", "by")
"""Keys of the envelope before `prev`: the order in which people read a line."""


def encode(event: Event, prev: str) -> bytes:
    """The event's line with its newline; raises StoreError when it would not read back the same.

    What cannot be read back must never be acknowledged: a lone surrogate, an infinite number, a
    value of the wrong type would make the journal unreadable for ever.
    """
    plain = event_to_plain(event)
    head = {key: plain.pop(key) for key in _HEAD}
    try:
        line = msgspec.json.encode({**head, "prev": prev, **plain}) + b"\n"
        read = decode(line)
    except (UnicodeEncodeError, StoreError) as error:
        raise StoreError(
            f"Event {event.seq} ({event.fact.kind}) cannot be recorded: {_first_line(error)}."
        ) from error
    if read != (event, prev):
        raise StoreError(
            f"Event {event.seq} ({event.fact.kind}) cannot be recorded: {_difference(event, read)}."
        )
    return line


def decode(line: bytes) -> tuple[Event, str]:
    """The event of a line and its `prev`; raises StoreError saying what is wrong with the line,
    VersionMismatch when a newer golive began the journal."""
    try:
        plain = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise StoreError(f"it is not JSON ({_first_line(error)})") from error
    if not isinstance(plain, dict):
        raise StoreError("it is not a JSON object")
    try:
        prev = _take_prev(plain)
        _check_version(plain)
        _check_keys(plain)
        event = event_from_plain(plain)
    except VersionMismatch:
        raise
    except (ValueError, GoliveError) as error:
        raise StoreError(_first_line(error)) from error
    if event.seq < 1 or event.epoch < 0:
        raise StoreError("`seq` or `epoch` is out of range")
    return event, prev


def seq_of(line: bytes) -> int:
    """The number of a line's event, without reading the rest; raises StoreError."""
    found = _SEQ.match(line)
    if found is None:
        raise StoreError("it does not begin with its number")
    return int(found[1])


def _take_prev(plain: dict[str, Any]) -> str:
    prev = plain.pop("prev", None)
    if not isinstance(prev, str) or _LINK.fullmatch(prev) is None:
        raise ValueError("`prev` is not a link")
    return prev


def _check_version(plain: dict[str, Any]) -> None:
    format_ = plain.get("format")
    if plain.get("kind") == LaunchCreated.kind and isinstance(format_, int) and format_ > FORMAT:
        raise VersionMismatch(
            f"This journal has format {format_}; this golive knows formats up to {FORMAT}.",
            hint=f"Use the golive that began it ({str(plain.get('version'))[:40]}) or a newer one.",
        )


def _check_keys(plain: dict[str, Any]) -> None:
    kind = plain.get("kind")
    fact = FACTS.get(kind) if isinstance(kind, str) else None
    if fact is not None:
        check({key: value for key, value in plain.items() if key not in ENVELOPE}, fact)
    check(plain.get("by"), By)
    at = plain.get("at")
    if not isinstance(at, str) or not at.endswith("Z"):
        raise ValueError("`at` is not a time in UTC")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")


def _difference(event: Event, read: tuple[Event, str]) -> str:
    """The first field that came back otherwise than it went."""
    for before, after in ((event.fact, read[0].fact), (event, read[0])):
        for field in fields(before):
            if getattr(before, field.name) != getattr(after, field.name, None):
                return f"`{field.name}` does not read back as it was"
    return "it does not read back as it was"
