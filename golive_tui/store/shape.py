"""The state as people read it in state.toml, and back.

An item's table holds its record and its title side by side, what is empty is left out, and the
acts that can be undone, which are for the program, stand last.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from golive_tui.launch.codec import from_plain
from golive_tui.launch.events import ItemRecord
from golive_tui.launch.state import LaunchState
from golive_tui.store.strict import Each, parts_of

Plain = dict[str, Any]

_FIRST: Final = ("origin", "engine", "items", "rounds", "signoff", "probes")
_LAST: Final = ("acts",)
_RECORD: Final = ItemRecord.__struct_fields__
_EMPTY: Final[tuple[object, ...]] = ("", [], {})


def to_people(plain: Plain, titles: Mapping[str, str]) -> Plain:
    """The plain state in the order and shape of the file; `titles` by item id, in the order in
    which the items are to stand."""
    lean: Plain = _lean(plain, LaunchState)
    items: Mapping[str, Plain] = lean.get("items", {})
    if items:
        place = {item_id: number for number, item_id in enumerate(titles)}
        lean["items"] = {
            item_id: _item_table(items[item_id], titles.get(item_id, ""))
            for item_id in sorted(items, key=lambda item_id: place.get(item_id, len(place)))
        }
    return {key: lean[key] for key in sorted(lean, key=lambda key: _rank(key, lean[key]))}


def from_people(shaped: Mapping[str, Any]) -> Plain:
    """The plain state of the file's tables; raises ValueError when they have another shape."""
    items = from_plain(shaped.get("items", {}), dict[str, dict[str, Any]])
    return {**shaped, "items": {item_id: _item(table) for item_id, table in items.items()}}


def _rank(key: str, value: object) -> int:
    """Where a key of the state stands: scalars before tables, as TOML wants it."""
    if not isinstance(value, dict | list):
        return 0
    if key in _FIRST:
        return 1 + _FIRST.index(key)
    return 2 + len(_FIRST) + (key in _LAST)


def _item_table(item: Plain, title: str) -> Plain:
    own = {key: value for key, value in item.items() if key != "record"}
    return {**({"title": title} if title else {}), **item.get("record", {}), **own}


def _item(table: Plain) -> Plain:
    record = {key: table[key] for key in _RECORD if key in table}
    own = {key: value for key, value in table.items() if key not in {*_RECORD, "title"}}
    return {"record": record, **own}


def _lean(plain: Any, what: object) -> Any:  # noqa: ANN401 - any shape of plain values
    """Without the fields that are empty and would be read as empty."""
    if isinstance(what, Each):
        if isinstance(plain, dict):
            return {key: _lean(value, what.member) for key, value in plain.items()}
        return [_lean(value, what.member) for value in plain]
    if isinstance(what, type) and isinstance(plain, dict):
        empty, parts = _empty_by_default(what), parts_of(what)
        return {
            key: _lean(value, parts[key])
            for key, value in plain.items()
            if key not in empty or value not in _EMPTY
        }
    return plain


@cache
def _empty_by_default(type_: type[Struct]) -> frozenset[str]:
    return frozenset(
        field.name
        for field in fields(type_)
        if field.default in ("", ()) or field.default_factory is not NODEFAULT
    )
