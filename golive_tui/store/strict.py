"""What the converter lets pass and a journal must not: keys that nobody knows, times without UTC.

Types say what is allowed: the fields of a frozen struct, at any depth.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from types import NoneType, UnionType
from typing import Final, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

_UTC: Final = timedelta(0)
_SHOWN: Final = 60
"""Characters of a foreign key that an error shows."""


class Each:
    """A list or table whose members are of a type worth looking into."""

    def __init__(self, member: object) -> None:
        self.member = member


@cache
def _within(type_: object) -> object:
    """What there is to look at in a value of that type: a struct, a datetime, `Each` of such,
    or None when it is a plain scalar."""
    if type_ is datetime or (isinstance(type_, type) and issubclass(type_, Struct)):
        return type_
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in {Union, UnionType}:
        found = [_within(each) for each in arguments if each is not NoneType]
        return found[0] if len(found) == 1 else None
    if origin is tuple or (isinstance(origin, type) and issubclass(origin, Mapping)):
        member = _within(arguments[0] if origin is tuple else arguments[1])
        return Each(member) if member is not None else None
    return None


@cache
def parts_of(type_: type[Struct]) -> dict[str, object]:
    """Each field's name, and what there is to look at in it."""
    hints = get_type_hints(type_)
    return {name: _within(hints[name]) for name in type_.__struct_fields__}


@cache
def deep_parts_of(type_: type[Struct]) -> dict[str, object]:
    """The fields in which there is something to look at."""
    return {name: part for name, part in parts_of(type_).items() if part is not None}


def check(plain: object, type_: type[Struct]) -> None:
    """Raise ValueError naming the key path when `plain` holds what `type_` has no place for."""
    _check(plain, type_, "")


def _check(plain: object, what: object, path: str) -> None:
    if what is datetime:
        _check_time(plain, path)
    elif isinstance(what, Each):
        if isinstance(plain, Mapping):
            for key, value in plain.items():
                _check(value, what.member, f"{path}.{key!s:.{_SHOWN}}")
        elif isinstance(plain, list):
            for index, value in enumerate(plain):
                _check(value, what.member, f"{path}[{index}]")
    elif isinstance(what, type) and isinstance(plain, Mapping):
        if not plain.keys() <= parts_of(what).keys():
            unknown = next(key for key in plain if key not in parts_of(what))
            where = f" in `{path.lstrip('.')}`" if path else ""
            raise ValueError(f"unknown key `{unknown!s:.{_SHOWN}}`{where}")
        for key, part in deep_parts_of(what).items():
            if key in plain:
                _check(plain[key], part, f"{path}.{key}")


def _check_time(plain: object, path: str) -> None:
    text_in_utc = isinstance(plain, str) and plain.endswith("Z")
    time_in_utc = isinstance(plain, datetime) and plain.utcoffset() == _UTC
    # What is neither text nor time is the converter's to refuse.
    if isinstance(plain, str | datetime) and not (text_in_utc or time_in_utc):
        raise ValueError(f"`{path.lstrip('.')}` is not a time in UTC")
