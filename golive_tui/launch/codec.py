"""Events, samples, figures and the state as plain values (for JSON and TOML) and back.

Reading is strict: a wrong type, a fact's unknown key or an unknown kind is a `ValueError` that
names it; what lies deeper the store looks at (`store/strict.py`). A field added later has a
default, so old journals read for ever. No NaN and no infinity is ever written: what cannot be
said as a number is left out.
"""

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

import msgspec

from golive_tui.errors import UnitError
from golive_tui.launch.events import FACTS, By, Event
from golive_tui.launch.figures import Tally
from golive_tui.launch.samples import Sample
from golive_tui.launch.state import LaunchState
from golive_tui.units import instant, show_instant

T = TypeVar("T")
Plain = dict[str, Any]

ENVELOPE: Final = ("seq", "at", "epoch", "by", "kind")
"""Keys of an event's line beside the fact's own; no fact may have a field of these names."""


def to_plain(value: object, *, native_times: bool = False) -> Any:  # noqa: ANN401 - the border
    """Nested dicts, lists and scalars; None is left out of tables; times as RFC 3339 text unless
    `native_times` (TOML has its own)."""
    if isinstance(value, datetime):
        return value if native_times else show_instant(value)
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        pairs = ((str(k), to_plain(v, native_times=native_times)) for k, v in value.items())
        return {key: plain for key, plain in pairs if plain is not None}
    if isinstance(value, list | tuple):
        return [to_plain(each, native_times=native_times) for each in value]
    pairs = (
        (name, to_plain(getattr(value, name), native_times=native_times))
        for name in value.__struct_fields__  # type: ignore[attr-defined] # only structs are left
    )
    return {key: plain for key, plain in pairs if plain is not None}


def from_plain(plain: object, type_: type[T]) -> T:
    """A frozen value of `type_` out of plain ones; raises ValueError naming the key."""
    try:
        return msgspec.convert(plain, type_, strict=True)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def event_to_plain(event: Event) -> Plain:
    """The event as one flat table: envelope, kind, and the fact's fields."""
    fact: Plain = to_plain(event.fact)
    return {
        "seq": event.seq,
        "at": show_instant(event.at),
        "epoch": event.epoch,
        "by": to_plain(event.by),
        "kind": event.fact.kind,
        **fact,
    }


def event_from_plain(plain: Mapping[str, Any]) -> Event:
    """The event of such a table; raises ValueError saying what is wrong."""
    if not isinstance(plain, Mapping):
        raise ValueError("an event is an object")
    missing = [key for key in ENVELOPE if key not in plain]
    if missing:
        raise ValueError(f"it has no `{missing[0]}`")
    kind = plain["kind"]
    type_ = FACTS.get(kind) if isinstance(kind, str) else None
    if type_ is None:
        raise ValueError(f"unknown kind `{str(kind)[:60]}`")
    known = set(type_.__struct_fields__)
    own = {key: value for key, value in plain.items() if key not in ENVELOPE}
    unknown = sorted(own.keys() - known)
    if unknown:
        raise ValueError(f"`{kind}` has no `{unknown[0][:60]}`")
    return Event(
        seq=from_plain(plain["seq"], int),
        at=_time(plain["at"]),
        epoch=from_plain(plain["epoch"], int),
        by=from_plain(plain["by"], By),
        fact=from_plain(own, type_),
    )


def _time(plain: object) -> datetime:
    if not isinstance(plain, str):
        raise ValueError("`at` is not a time")
    try:
        return instant(plain)
    except UnitError as error:
        raise ValueError(f"`at`: {error.message}") from error


def state_to_plain(state: LaunchState, *, native_times: bool = False) -> Plain:
    """The whole state."""
    plain: Plain = to_plain(state, native_times=native_times)
    return plain


def state_from_plain(plain: Mapping[str, Any]) -> LaunchState:
    """The state of such a table; raises ValueError."""
    return from_plain(plain, LaunchState)


def sample_to_plain(sample: Sample) -> Plain:
    """A sample without what is empty or usual."""
    plain: Plain = to_plain(sample)
    return {key: value for key, value in plain.items() if value not in ("", {}, [])}


def sample_from_plain(plain: Mapping[str, Any]) -> Sample:
    """The sample of such a table; raises ValueError."""
    return from_plain(plain, Sample)


def tally_to_plain(tally: Tally) -> Plain:
    """A tally."""
    plain: Plain = to_plain(tally)
    return plain


def tally_from_plain(plain: Mapping[str, Any]) -> Tally:
    """The tally of such a table; raises ValueError."""
    return from_plain(plain, Tally)
