"""How the settings of a behaviour are read: words, shares, seconds, tables; units as in golive.

Pure. Each reader takes what JSON or TOML gave, and raises InputError or UnitError.
"""

from collections.abc import Callable, Mapping
from typing import Final

from golive_tui import units
from golive_tui.errors import InputError
from golive_tui.text import clean

MAX_WORD: Final = 40
"""Characters."""
MAX_PATHS: Final = 64
"""Entries of a list or a table."""
MAX_LATENCY: Final = 600.0
"""Seconds."""

Reader = Callable[[object], object]


def word(value: object) -> str:
    """A printable text of some characters."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_WORD or not value.isprintable():
        raise InputError(f"must be a word of at most {MAX_WORD} characters")
    return value


def words(value: object) -> tuple[str, ...]:
    """A list of words."""
    if not isinstance(value, list) or len(value) > MAX_PATHS:
        raise InputError(f"must be a list of at most {MAX_PATHS} words")
    return tuple(word(each) for each in value)


def one_of(*known: str) -> Reader:
    """A reader of one of these words."""

    def read(value: object) -> str:
        if value not in known:
            raise InputError(f"must be one of {', '.join(known)}")
        return str(value)

    return read


def some_of(*known: str) -> Reader:
    """A reader of a list of these words."""
    one = one_of(*known)

    def read(value: object) -> tuple[str, ...]:
        return tuple(str(one(each)) for each in words(value))

    return read


def or_none(read: Reader) -> Reader:
    """A reader to which null and the empty text mean nothing."""
    return lambda value: None if value is None or value == "" else read(value)


def ratio(value: object) -> float:
    """A share as a text: "5%"."""
    share = units.percent(_quantity(value, '"5%"'))
    if share > 1:
        raise InputError("must be at most 100%")
    return share


def seconds(value: object) -> float:
    """A duration as a text: "1.2s"."""
    found = units.duration(_quantity(value, '"1.2s"'))
    if found > MAX_LATENCY:
        raise InputError(f"must be at most {units.show_duration(MAX_LATENCY)}")
    return found


def _quantity(value: object, example: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"must be a text with a unit, such as {example}")
    return value


def number(value: object) -> float:
    """A number from 0 on, or a text with a unit: 39, "92%", "450ms", "7.5GiB"."""
    found = units.quantity(value) if isinstance(value, str) else value
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found < 2**63:
        raise InputError('must be a number, or a text with a unit such as "92%"')
    return found


def table(read: Reader, known: tuple[str, ...] = ()) -> Reader:
    """A reader of a table of such values; of `known` keys only, where there are any."""

    def whole(value: object) -> Mapping[str, object]:
        pairs = pairs_of(value)
        for name in pairs:
            if known and name not in known:
                raise InputError(f'"{clean(name, MAX_WORD)}" is not one of {", ".join(known)}')
        return {str(name): read(each) for name, each in pairs.items()}

    return whole


def statuses(value: object) -> Mapping[str, int]:
    """HTTP statuses of errors by site and path."""
    read = {}
    for path, status in pairs_of(value).items():
        if not isinstance(status, int) or isinstance(status, bool) or not 400 <= status <= 599:
            raise InputError(f'"{clean(path, MAX_WORD)}" needs an HTTP status from 400 to 599')
        read[_site_path(path)] = status
    return read


def _site_path(key: str) -> str:
    site, colon, path = key.partition(":")
    if not colon:
        site, path = "api", key
    if not site or not (path == "*" or path.startswith("/")):
        raise InputError(
            f'"{clean(key, MAX_WORD)}" is no path; write "/health", "flowmind:/" or "*"'
        )
    return f"{site}:{path}"


def close_code(value: object) -> int:
    """0, or a code that a server may close with (RFC 6455, 7.4); as a number or its digits."""
    text = str(value)
    code = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else -1
    if code and (not 1000 <= code <= 4999 or code in (1004, 1005, 1006, 1015)):
        raise InputError("must be 0, or a close code from 1000 to 4999 that may be sent")
    return code


def pairs_of(value: object) -> Mapping[str, object]:
    """A table of some entries."""
    if not isinstance(value, dict) or len(value) > MAX_PATHS:
        raise InputError(f"must be a table of at most {MAX_PATHS} entries")
    return value
