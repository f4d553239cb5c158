"""A table of the file as its spec read it: what could be read, under the types' own names.

Between the raw document and the model stands a tree of these, so that every rule can be asked
even where something else is wrong: what is missing or wrong answers as if it were not there.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from golive_tui.checklist.condition import Condition
from golive_tui.checklist.fields import Value
from golive_tui.checklist.key_lines import Path
from golive_tui.units import slug


class Table(Struct, frozen=True, kw_only=True):
    """`values` has what was read, defaults included; `raw` what the file says, right or wrong;
    `settings` a probe kind's own fields."""

    path: Path
    raw: Mapping[str, object]
    values: Mapping[str, Value]
    settings: Mapping[str, Value]

    @property
    def key(self) -> str:
        """The last key of its path: the id of a probe, a trigger, a target."""
        return str(self.path[-1]) if self.path else ""

    @property
    def id(self) -> str:
        """Its `id`, or the slug of its title; empty where neither can be had."""
        return self.text("id") or slug(self.text("title"))

    def has(self, name: str) -> bool:
        """Whether the file has that key, right or wrong."""
        return name in self.raw

    def sound(self, *names: str) -> bool:
        """Whether none of these keys is wrong."""
        return all(name in self.values for name in names if name in self.raw)

    def text(self, name: str) -> str:
        """A text; empty where there is none."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> float | None:
        """A number, whole or not."""
        value = self.values.get(name)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return value if is_number and isinstance(value, int | float) else None

    def whole(self, name: str) -> int | None:
        """A whole number."""
        value = self.values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, name: str) -> bool:
        """A flag; false where there is none."""
        return self.values.get(name) is True

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list."""
        return tuple(value for value in self._list(name) if isinstance(value, str))

    def indexed(self, name: str) -> Iterator[tuple[int, str]]:
        """The texts of a list, each with its place in it."""
        for index, value in enumerate(self._list(name)):
            if isinstance(value, str):
                yield index, value

    def wholes(self, name: str) -> tuple[int, ...]:
        """The whole numbers of a list."""
        return tuple(value for value in self._list(name) if isinstance(value, int))

    def conditions(self, name: str) -> tuple[Condition, ...]:
        """The conditions of a list."""
        return tuple(condition for _, condition in self.placed_conditions(name))

    def placed_conditions(self, name: str) -> Iterator[tuple[int, Condition]]:
        """The conditions of a list, each with its place in it."""
        for index, value in enumerate(self._list(name)):
            if isinstance(value, Condition):
                yield index, value

    def mapping(self, name: str) -> dict[str, str]:
        """The texts of a table with free keys."""
        value = self.values.get(name)
        pairs = value.items() if isinstance(value, dict) else ()
        return {str(key): inner for key, inner in pairs if isinstance(inner, str)}

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of a table with free keys, whatever they hold."""
        value = self.values.get(name)
        return tuple(value) if isinstance(value, dict) else ()

    def table(self, name: str) -> "Table | None":
        """One nested table."""
        value = self.values.get(name)
        return value if isinstance(value, Table) else None

    def tables(self, name: str) -> "tuple[Table, ...]":
        """The nested tables of a list, or of a table with free keys."""
        value = self.values.get(name)
        inner = value.values() if isinstance(value, dict) else self._list(name)
        return tuple(each for each in inner if isinstance(each, Table))

    def titled(self, name: str) -> "Iterator[Titled]":
        """A list whose entries are titles, or tables with a title."""
        for index, value in enumerate(self._list(name)):
            if isinstance(value, Table):
                yield Titled(path=value.path, title=value.text("title"), id=value.id, table=value)
            elif isinstance(value, str):
                path = (*self.path, name, index)
                yield Titled(path=path, title=value, id=slug(value), table=None)

    def _list(self, name: str) -> tuple[Value, ...]:
        value = self.values.get(name)
        return value if isinstance(value, tuple) else ()


def plain(value: Value) -> Value:
    """A value of a probe kind's own field, with the tables in it as mappings."""
    if isinstance(value, Table):
        return {name: plain(inner) for name, inner in value.values.items()}
    return tuple(plain(inner) for inner in value) if isinstance(value, tuple) else value


class Titled(Struct, frozen=True, kw_only=True):
    """An entry that may be a title alone, or a table with more."""

    path: Path
    title: str
    id: str
    table: Table | None

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list of its table."""
        return self.table.texts(name) if self.table else ()


class Node(Struct, frozen=True, kw_only=True):
    """A stage, a section or an item; `above` is the id of what it stands in."""

    what: Literal["stage", "section", "item"]
    table: Table
    above: str = ""


def nodes(root: Table) -> Iterator[Node]:
    """Every stage, section and item of a checklist, in its order."""
    for stage in root.tables("stage"):
        yield Node(what="stage", table=stage)
        for section in stage.tables("section"):
            yield Node(what="section", table=section, above=stage.id)
            yield from _items(section)


def _items(holder: Table) -> Iterator[Node]:
    for item in holder.tables("item"):
        yield Node(what="item", table=item, above=holder.id)
        yield from _items(item)


def target_values(target: Table) -> dict[str, str]:
    """The values of a target, as texts: every key but its flag."""
    return {
        key: str(value)
        for key, value in target.values.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }
