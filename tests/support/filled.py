"""A value of a type with nothing left out: every field, every list and table of one."""

from datetime import datetime
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct


def filled(type_: Any, word: str, moment: datetime) -> Any:
    """Of a struct, Literal, union, tuple, mapping or scalar: `word` for each text and key, `moment`
    for each time, of a Literal its first word, of a union its first type."""
    simple = {str: word, int: 3, float: 1.5, bool: True, datetime: moment, NoneType: None}
    if type_ in simple:
        return simple[type_]
    if isinstance(type_, type) and issubclass(type_, Struct):
        hints = get_type_hints(type_)
        names = type_.__struct_fields__
        return type_(**{name: filled(hints[name], word, moment) for name in names})
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Literal:
        return next((each for each in arguments if each), "")
    if origin in {Union, UnionType}:
        return filled(arguments[0], word, moment)
    if origin is tuple:
        return (filled(arguments[0], word, moment),)
    return {word: filled(arguments[1], word, moment)}
