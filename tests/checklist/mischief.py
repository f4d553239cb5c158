"""Checklists with something wrong: a good document, and one place of it changed at random."""

import copy
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal

from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
Place = tuple[str | int, ...]
Document = dict[str, Any]

VALUES = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        [
            "",
            " ",
            "30s",
            "5%",
            "0s",
            "1000/min",
            "256KiB",
            "x" * 5000,
            "${api}",
            "${",
            "${no}",
            "${env:}",
            "$${x}",
            "a\tb",
            "a\nb",
            "\u200b",
            "\x00",
            "\u202e",
            "api-health",
            "http",
            "status == 200",
            "p95",
            "rate:no",
            "٣s",
            "30s\n",
        ]
    ),
    st.sampled_from([date(2026, 1, 1), time(1, 2), datetime(2026, 1, 1, tzinfo=UTC)]),
    st.sampled_from([[], {}, [[]], [{}], {"": 1}, [1, "x"], {"title": "x"}, [["x"] * 600]]),
)


def document(name: str) -> Document:
    """A shipped checklist as tomllib reads it."""
    return tomllib.loads((ROOT / "checklists" / f"{name}.toml").read_text(encoding="utf-8"))


def places(value: object, at: Place = ()) -> Iterator[Place]:
    """Every place in a document."""
    if isinstance(value, dict):
        inner = list(value.items())
    else:
        inner = list(enumerate(value)) if isinstance(value, list) else []
    for key, each in inner:
        yield (*at, key)
        yield from places(each, (*at, key))


@dataclass(frozen=True)
class Change:
    """One place of a document, and what is done to it: small, so that a failure reads well."""

    place: Place
    act: Literal["set", "remove", "rename"]
    value: object = None

    def of(self, whole: Document) -> Document:
        """The document with the change; a place in a list is removed where it has no name."""
        made = copy.deepcopy(whole)
        holder: Any = made
        for part in self.place[:-1]:
            holder = holder[part]
        if self.act == "set":
            holder[self.place[-1]] = self.value
            return made
        value = holder.pop(self.place[-1])
        if self.act == "rename" and isinstance(holder, dict):
            holder[self.value] = value
        return made


def changes(whole: Document) -> st.SearchStrategy[Change]:
    """One thing set otherwise, left out, or called otherwise."""
    where = st.sampled_from(list(places(whole)))
    return st.one_of(
        st.builds(Change, where, st.just("set"), VALUES),
        st.builds(Change, where, st.just("remove")),
        st.builds(Change, where, st.just("rename"), st.text(max_size=8)),
    )
