"""A single check without a checklist: words such as `url=https://...` read as the file's keys are.

The words become the table that a file would hold, by the types of the kind's fields; then the
same walk reads it, with the same problems and hints.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from golive_tui.checklist.build import check_of
from golive_tui.checklist.fields import (
    Conditions,
    EitherOf,
    Field,
    FieldType,
    Flag,
    ListOf,
    MapOf,
    Spec,
    Whole,
)
from golive_tui.checklist.format_items import CHECK, ONE_CHECK
from golive_tui.checklist.model import Check
from golive_tui.checklist.problems import Problems
from golive_tui.checklist.walk import Walk
from golive_tui.errors import InputError
from golive_tui.text import clean

_WORDS: Final[Mapping[str, bool]] = {"true": True, "false": False}


def read_check(kind: str, words: Sequence[str], kinds: Mapping[str, Spec], file: str) -> Check:
    """The check that `key=value` words of a kind mean; a key with a dot is one of a table
    (`headers.Accept=text/html`), a key given again is a list. Raises InputError, and
    ChecklistError with all that is wrong; `file` is what its problems name."""
    own = kinds.get(kind)
    fields = {field.name: field for field in (*CHECK.fields, *(own.fields if own else ()))}
    raw: dict[str, object] = {"kind": kind}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key:
            raise InputError(
                f"`{clean(word, 60)}` is no setting",
                hint="write key=value, such as url=https://...",
            )
        _put(raw, key, value, fields)
    problems = Problems(file, {})
    table = Walk(problems, kinds).table_of_kind(ONE_CHECK, raw, ())
    problems.raise_if_any()
    return check_of(table)


def _put(raw: dict[str, object], key: str, value: str, fields: Mapping[str, Field]) -> None:
    name, dot, inner = key.partition(".")
    field = fields.get(name)
    if dot and field is not None and _is(field.type, MapOf):
        table = raw.setdefault(name, {})
        if not isinstance(table, dict):
            raise _twice(name)
        table[inner] = value
        return
    typed = _typed(field.type, value) if field is not None else value
    if field is not None and _is(field.type, ListOf, Conditions):
        held = raw.get(key)
        raw[key] = [*held, typed] if isinstance(held, list) else [typed]
        return
    if key in raw:
        raise _twice(key)
    raw[key] = typed


def _twice(key: str) -> InputError:
    return InputError(f"`{clean(key, 60)}` is given twice", hint="it takes one value")


def _is(kind: FieldType, *types: type) -> bool:
    """Whether the type is one of these, or takes one of these and nothing simpler before it."""
    if isinstance(kind, EitherOf):
        return _is(kind.types[0], *types)
    return isinstance(kind, types)


def _typed(kind: FieldType, value: str) -> object:
    """The value as TOML would have it for a field of that type; a text where it fits none."""
    match kind:
        case Flag():
            return _WORDS.get(value.lower(), value)
        case Whole():
            return int(value) if value.lstrip("-").isdecimal() and len(value) < 20 else value
        case ListOf():
            return _typed(kind.inner, value)
        case EitherOf():
            whole = any(isinstance(each, Whole) for each in kind.types)
            return _typed(Whole(), value) if whole else value
        case _:
            return value
