"""Checklists with something wrong: a good document, and one place of it changed at random."""

import copy
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

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


def changed(whole: Document, place: Place, value: object) -> Document:
    """The document with another value at one place."""
    made = copy.deepcopy(whole)
    _holder(made, place)[place[-1]] = value
    return made


def without(whole: Document, place: Place) -> Document:
    """The document without one place."""
    made = copy.deepcopy(whole)
    del _holder(made, place)[place[-1]]
    return made


def renamed(whole: Document, place: Place, key: str) -> Document:
    """The document with one key called otherwise; a place in a list is left out instead."""
    made = copy.deepcopy(whole)
    holder = _holder(made, place)
    value = holder.pop(place[-1])
    if isinstance(holder, dict):
        holder[key] = value
    return made


def broken(whole: Document) -> st.SearchStrategy[Document]:
    """The document with one thing changed, left out, or called otherwise."""
    where = st.sampled_from(list(places(whole)))
    return st.one_of(
        st.builds(changed, st.just(whole), where, VALUES),
        st.builds(without, st.just(whole), where),
        st.builds(renamed, st.just(whole), where, st.text(max_size=8)),
    )


def _holder(whole: Document, place: Place) -> Any:
    at: Any = whole
    for part in place[:-1]:
        at = at[part]
    return at
