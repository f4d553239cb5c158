"""A JSON object, read with the types that its reader expects."""

import json
from collections.abc import Mapping
from typing import Final, Self, TypeVar

from golive_tui.errors import VersionMismatch

T = TypeVar("T", bool, int, str)

FORMAT: Final = 1
"""The version of every file in an attempt's folder, under the key `schema`."""


class Plain:
    """One JSON object; a reader raises ValueError naming the key that has no value of its type."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self.values = values

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """The object that `data` is; raises ValueError when it is none, or is cut off."""
        read: object = json.loads(data.decode("utf-8"))
        if not isinstance(read, dict):
            raise ValueError("it is no JSON object")
        return cls(read)

    @classmethod
    def of_our_format(cls, data: bytes, what: str) -> Self:
        """As `parse`, of a file that says its version; raises VersionMismatch for a newer one."""
        read = cls.parse(data)
        version = read.take("schema", int)
        if version > FORMAT:
            raise VersionMismatch(
                f"{what} has format {version}; this golive knows up to {FORMAT}.",
                hint="Use the golive that wrote it, or a newer one.",
            )
        return read

    def take(self, key: str, type_: type[T]) -> T:
        """The value under `key`, which must be there."""
        value = self.values.get(key)
        if type(value) is not type_:
            raise ValueError(f"`{key}` is no {type_.__name__}")
        return value

    def maybe(self, key: str, type_: type[T]) -> T | None:
        """The value under `key`, or None where there is none."""
        return None if self.values.get(key) is None else self.take(key, type_)

    def number(self, key: str) -> float:
        """The number under `key`, which must be there."""
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"`{key}` is no number")
        return float(value)

    def inner(self, key: str) -> Self | None:
        """The object under `key`, or None where there is none."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise ValueError(f"`{key}` is no object")
        return type(self)(value)

    def each(self, key: str) -> tuple[Self, ...]:
        """The objects of the list under `key`; none where there is no list."""
        found: list[Self] = []
        for value in self._list(key):
            if not isinstance(value, dict):
                raise ValueError(f"`{key}` holds something that is no object")
            found.append(type(self)(value))
        return tuple(found)

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of the list under `key`; none where there is no list."""
        found: list[str] = []
        for value in self._list(key):
            if not isinstance(value, str):
                raise ValueError(f"`{key}` holds something that is no text")
            found.append(value)
        return tuple(found)

    def table(self, key: str) -> dict[str, str]:
        """The texts by name under `key`; none where there is no object."""
        inner = self.inner(key)
        found: dict[str, str] = {}
        for name, value in (inner.values if inner else {}).items():
            if not isinstance(value, str):
                raise ValueError(f"`{key}.{name}` is no text")
            found[name] = value
        return found

    def _list(self, key: str) -> list[object]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise ValueError(f"`{key}` is no list")
        return value


def encode(values: Mapping[str, object]) -> bytes:
    """One line of JSON, which says its format first.

    In ASCII: a path or a variable of another encoding holds surrogates (PEP 383), which UTF-8
    cannot carry and an escape can.
    """
    return json.dumps({"schema": FORMAT, **values}).encode("ascii") + b"\n"
