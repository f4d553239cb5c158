"""One value of a checklist read as its type: what it stands for, or what is wrong with it."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Final, assert_never
from unicodedata import category

from msgspec import Struct

from golive_tui.checklist.fields import (
    Bytes,
    Choice,
    Flag,
    Quantity,
    Ratio,
    Slug,
    Span,
    Text,
    Value,
    Whole,
)
from golive_tui.checklist.problems import meant, one_of
from golive_tui.errors import UnitError
from golive_tui.text import clean
from golive_tui.units import duration, percent, quantity, size, slug

Scalar = Text | Slug | Flag | Whole | Span | Ratio | Bytes | Quantity | Choice
"""The types whose value is no list and no table."""

LARGEST_NUMBER: Final = 2.0**53
"""Beyond it a float no longer counts by ones."""

_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls, formats (bidi, zero width), surrogates, separators: what `text.clean` replaces."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG_LENGTH: Final = 60


class Wrong(Struct, frozen=True):
    """Why a value cannot be what it should be, and what would be right."""

    message: str
    hint: str = ""


def fits(kind: Scalar, value: object) -> bool:
    """Whether the TOML type of a value is one that the type takes."""
    if isinstance(kind, Flag):
        return isinstance(value, bool)
    if isinstance(kind, Whole):
        return isinstance(value, int) and not isinstance(value, bool)
    if isinstance(kind, Quantity):
        return isinstance(value, str | int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def read(kind: Scalar, value: object) -> Value | Wrong:
    """The value as the type means it."""
    match kind:
        case Span() | Ratio() | Bytes() if isinstance(value, int | float) and not _is_flag(value):
            return _unitless(kind, value)
        case _ if not fits(kind, value):
            return Wrong(f"{found(value)} where {wanted(kind)} is needed")
        case Text():
            return _text(kind, str(value))
        case Slug():
            return _slug(str(value))
        case Choice():
            return _choice(kind, str(value))
        case Whole():
            return _whole(kind, value)
        case Span():
            return _unit(duration, str(value), kind.at_least, kind.at_most, span)
        case Ratio():
            return _unit(percent, str(value), 0.0, LARGEST_NUMBER, str)
        case Bytes():
            return _unit(size, str(value), kind.at_least, kind.at_most, _spell_size)
        case Quantity():
            return _quantity(value)
        case Flag():
            return value
        case _:
            assert_never(kind)


def wanted(kind: Scalar) -> str:
    """What a type is called in a sentence."""
    match kind:
        case Text() | Choice():
            return "a text"
        case Slug():
            return "an id"
        case Flag():
            return "true or false"
        case Whole():
            return "a whole number"
        case Span():
            return 'a duration such as "30s"'
        case Ratio():
            return 'a percentage such as "5%"'
        case Bytes():
            return 'a size such as "256KiB"'
        case Quantity():
            return "a quantity"
        case _:
            assert_never(kind)


def found(value: object) -> str:
    """What a value of a TOML file is, in a sentence."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, str):
        return f'"{clean(value, 40)}"'
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return "a date" if isinstance(value, date) else "a time" if isinstance(value, time) else "this"


def span(seconds: float) -> str:
    """A duration as the format writes it: "90s", "15m", "1h30m", "250ms"."""
    if 0 < seconds < 1:
        return f"{seconds * 1000:g}ms"
    rest, spelt = seconds, ""
    for unit, length in (("d", 86400), ("h", 3600), ("m", 60)):
        count, rest = divmod(rest, length)
        spelt += f"{count:g}{unit}" if count else ""
    return spelt + f"{rest:g}s" if rest or not spelt else spelt


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _number(value: float) -> str:
    """A number of bounded length: Python refuses to print an integer of thousands of digits."""
    if isinstance(value, float):
        return f"{value:.12g}"
    return str(value) if abs(value) <= LARGEST_NUMBER else "a number beyond all bounds"


def _text(kind: Text, value: str) -> Value | Wrong:
    if len(value) > kind.at_most:
        return Wrong(f"{len(value)} characters", f"at most {kind.at_most}")
    if not value and not kind.empty:
        return Wrong("this is empty", f'such as "{kind.example}"' if kind.example else "")
    breaks = "" if kind.one_line else "\n\r\t"
    strange = "" if value.isprintable() else _invisible(value, breaks)
    if strange:
        what = "a line break" if strange in "\n\r" else f"the invisible character {strange}"
        return Wrong(f"{what} within", "write one line" if strange in "\n\r" else "")
    if kind.one_line and value != value.strip():
        return Wrong("a blank at its beginning or end")
    if kind.pattern and not re.fullmatch(kind.pattern, value):
        hint = f'such as "{kind.example}"' if kind.example else ""
        if kind.words:
            hint = meant(value, kind.words) or one_of(kind.words)
        return Wrong(f'"{clean(value, 40)}" does not fit here', hint)
    return value


def _invisible(value: str, allowed: str) -> str:
    """The first character that would not be seen, or not as what it is: a line break as itself,
    another as its number."""
    for char in value:
        if category(char) in _INVISIBLE and char not in allowed:
            return char if char in "\n\r" else f"U+{ord(char):04X}"
    return ""


def _slug(value: str) -> Value | Wrong:
    if _SLUG.fullmatch(value) and len(value) <= _SLUG_LENGTH:
        return value
    better = slug(value)
    hint = f'such as "{better}"' if better else ""
    return Wrong(
        f'"{clean(value, 40)}" is no id',
        "; ".join(part for part in ("lower case letters, digits and hyphens", hint) if part),
    )


def _choice(kind: Choice, value: str) -> Value | Wrong:
    if value in kind.words:
        return value
    return Wrong(
        f'"{clean(value, 40)}" is none of its words',
        meant(value, kind.words) or one_of(kind.words),
    )


def _whole(kind: Whole, value: object) -> Value | Wrong:
    if isinstance(value, int) and kind.at_least <= value <= kind.at_most:
        return value
    return Wrong(
        f"{found(value)} is out of bounds",
        f"from {kind.at_least} to {kind.at_most}"
        if kind.at_least < kind.at_most
        else f"only {kind.at_least}",
    )


def _unitless(kind: Span | Ratio | Bytes, value: float) -> Wrong:
    """A bare number where a unit is needed is an error (design, section 5)."""
    shown = _number(value)
    unit, example = {Span: ("s", "30s"), Ratio: ("%", "5%"), Bytes: ("B", "256KiB")}[type(kind)]
    if 0 <= value <= LARGEST_NUMBER:
        as_percent = isinstance(kind, Ratio) and value < 1
        example = f"{value * 100 if as_percent else value:.12g}{unit}"
    return Wrong(f"{shown} has no unit", f'write it like "{example}"')


def _unit(
    reading: Callable[[str], float],
    text: str,
    at_least: float,
    at_most: float,
    spell: Callable[[float], str],
) -> Value | Wrong:
    try:
        read_as = reading(_plain(text))
    except UnitError as error:
        return Wrong(clean(error.message, 120), error.hint)
    if at_least <= read_as <= at_most:
        return read_as
    bound = f"at least {spell(at_least)}" if read_as < at_least else f"at most {spell(at_most)}"
    return Wrong(f'"{clean(text, 40)}" is out of bounds', bound)


def _plain(text: str) -> str:
    """A text as it is, or spelt out where it holds digits and blanks of other scripts, which a
    pattern would take for ours."""
    return text if text.isascii() and text.isprintable() else clean(ascii(text), 40)


def _spell_size(count: float) -> str:
    return f"{count:.12g}B"


def _quantity(value: object) -> Value | Wrong:
    if isinstance(value, str):
        try:
            return quantity(_plain(value))
        except UnitError as error:
            return Wrong(clean(error.message, 120), error.hint)
    if isinstance(value, int | float) and abs(value) <= LARGEST_NUMBER:
        return float(value)
    return Wrong(f"{found(value)} is no quantity")
