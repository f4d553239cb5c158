"""An event as one line of the journal, and back.

`{"seq": 1, "at": "...Z", "epoch": 1, "by": {...}, "prev": "...", "kind": "item.passed", ...}`: the
envelope with the link to the line before, and the fact's own fields, on one line of UTF-8. A line
that was written together with others also bears `batch` (`store.batches`).
"""

import re
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import Struct

from golive_tui.errors import EventUnfit, StoreError, VersionMismatch
from golive_tui.launch.codec import from_plain, to_plain
from golive_tui.launch.events import FACTS, FORMAT, By, Event, Fact, LaunchCreated
from golive_tui.store.chain import LINK_LENGTH
from golive_tui.store.strict import check, deep_parts_of, parts_of
from golive_tui.units import show_instant

_LINK: Final = re.compile(rf"[0-9a-f]{{{LINK_LENGTH}}}")
_SEQ: Final = re.compile(rb'\{"seq":([0-9]{1,19}),')


class _Envelope(Struct, frozen=True, kw_only=True):
    """What stands around a fact on its line."""

    seq: int
    at: datetime
    epoch: int
    by: By
    prev: str
    kind: str
    batch: str | None = None


_ENVELOPE: Final = msgspec.json.Decoder(_Envelope)


def encode(event: Event, prev: str, batch: str | None = None) -> bytes:
    """The event's line with its newline; raises EventUnfit when it would not read back the same.

    What cannot be read back must never be acknowledged: a lone surrogate, an infinite number, a
    value of the wrong type would make the journal unreadable for ever.
    """
    envelope = {
        "seq": event.seq,
        "at": show_instant(event.at),
        "epoch": event.epoch,
        "by": event.by,
        "prev": prev,
        **({"batch": batch} if batch is not None else {}),
        "kind": event.fact.kind,
    }
    try:
        line = msgspec.json.encode({**envelope, **_fields(event.fact)}) + b"\n"
        if _read_back(line, type(event.fact)) == (event, prev):
            return line
    except (ValueError, msgspec.DecodeError) as error:
        raise _unfit(event, _first_line(error)) from error
    raise _unfit(event, "it does not read back as it was")


def decode(line: bytes) -> tuple[Event, str]:
    """The event of a line and its `prev`; raises StoreError saying what is wrong with the line,
    VersionMismatch when a newer golive began the journal."""
    try:
        plain = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise StoreError(f"it is not JSON ({_first_line(error)})") from error
    if not isinstance(plain, dict):
        raise StoreError("it is not a JSON object")
    _check_version(plain)
    try:
        return _event(plain)
    except ValueError as error:
        raise StoreError(_first_line(error)) from error


def seq_of(line: bytes) -> int:
    """The number of a line's event, without reading the rest; raises StoreError."""
    found = _SEQ.match(line)
    if found is None:
        raise StoreError("it does not begin with its number")
    return int(found[1])


def _fields(fact: Fact) -> dict[str, Any]:
    """The fact's own fields as JSON takes them, without those that are None."""
    type_: type = type(fact)
    deep = deep_parts_of(type_)
    values = ((name, getattr(fact, name)) for name in parts_of(type_))
    return {
        name: to_plain(value) if name in deep else value
        for name, value in values
        if value is not None
    }


def _read_back(line: bytes, type_: type[Fact]) -> tuple[Event, str]:
    """As `decode`, of a line that has no key and no time but ours."""
    envelope = _ENVELOPE.decode(line)
    return _joined(envelope, msgspec.json.decode(line, type=type_)), envelope.prev


def _joined(envelope: _Envelope, fact: Fact) -> Event:
    if envelope.seq < 1 or envelope.epoch < 0:
        raise ValueError("`seq` or `epoch` is out of range")
    return Event(seq=envelope.seq, at=envelope.at, epoch=envelope.epoch, by=envelope.by, fact=fact)


def _unfit(event: Event, why: str) -> EventUnfit:
    return EventUnfit(f"Event {event.seq} ({event.fact.kind}) cannot be recorded: {why}.")


def _event(plain: dict[str, Any]) -> tuple[Event, str]:
    kind = plain.get("kind")
    type_ = FACTS.get(kind) if isinstance(kind, str) else None
    if type_ is None:
        raise ValueError(f"unknown kind `{kind!s:.60}`" if "kind" in plain else "it has no `kind`")
    around = {key: plain.pop(key) for key in parts_of(_Envelope) if key in plain}
    check(around, _Envelope)
    check(plain, type_)
    envelope = from_plain(around, _Envelope)
    if _LINK.fullmatch(envelope.prev) is None:
        raise ValueError("`prev` is not a link")
    return _joined(envelope, from_plain(plain, type_)), envelope.prev


def _check_version(plain: dict[str, Any]) -> None:
    format_ = plain.get("format")
    if plain.get("kind") == LaunchCreated.kind and isinstance(format_, int) and format_ > FORMAT:
        raise VersionMismatch(
            f"This journal has format {format_}; this golive knows formats up to {FORMAT}.",
            hint=f"Use the golive that began it ({str(plain.get('version'))[:40]}) or a newer one.",
        )


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".").replace("`$.", "`")
