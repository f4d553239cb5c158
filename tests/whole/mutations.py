"""Good bytes and good JSON, spoilt in a few places: what a reader must bear from a stranger."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal
from unicodedata import category

from hypothesis import strategies as st

Place = tuple[str | int, ...]

TOKENS = st.sampled_from(
    [
        b"",
        b"\x00",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\xe2\x80\xae",
        b"\x1b]0;x\x07",
        b"\r\n",
        b'"',
        b"'",
        b"\\",
        b"\\ud800",
        b"{",
        b"}",
        b"[[",
        b"]",
        b"[" * 2000,
        b",",
        b"=",
        b"#",
        b"-1",
        b"1e999",
        b"9" * 400,
        b"9" * 5000,
        b"NaN",
        b"Infinity",
        b"null",
        b"true",
        b"${x}",
        b"0001-01-01T00:00:00Z",
        b"9999-12-31T23:59:59Z",
        b"9999-12-31T23:59:59-14:00",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
        b"&b;",
        b"\xd9\xa3",
    ]
)
"""What readers stumble over, wherever it stands."""


@dataclass(frozen=True)
class Edit:
    """Some bytes in place of others; `at` and `length` are thousandths and bytes."""

    at: int
    length: int
    instead: bytes


EDITS = st.lists(
    st.builds(
        Edit,
        st.integers(0, 1000),
        st.integers(0, 12) | st.integers(0, 2000),
        TOKENS | st.binary(max_size=8),
    ),
    min_size=1,
    max_size=4,
)


def spoilt(data: bytes, edits: list[Edit]) -> bytes:
    """The bytes with each edit made, one after the other."""
    for edit in edits:
        at = len(data) * edit.at // 1000
        data = data[:at] + edit.instead + data[at + edit.length :]
    return data


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False),
    st.text(max_size=8),
    st.sampled_from(
        [
            10**400,
            -(10**400),
            1e308,
            "",
            "\x00",
            "\u202e",
            "x" * 5000,
            "1e999",
            "nan",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-14:00",
            [],
            {},
            [[]],
            [{}],
            {"": None},
            [None] * 50,
        ]
    ),
)
"""JSON values that are seldom what a reader waits for."""


@dataclass(frozen=True)
class Change:
    """One place of a document set otherwise, left out, or said twice."""

    place: Place
    act: Literal["set", "remove", "double"]
    value: Any = None


def places(value: object, at: Place = ()) -> Iterator[Place]:
    """Every place in a document, the outer ones first."""
    if isinstance(value, dict):
        inner: list[tuple[str | int, object]] = list(value.items())
    else:
        inner = list(enumerate(value)) if isinstance(value, list) else []
    for key, each in inner:
        yield (*at, key)
        yield from places(each, (*at, key))


def changes(document: Any) -> st.SearchStrategy[list[Change]]:
    """One to three changes of that document."""
    where = st.sampled_from(list(places(document)))
    one = st.one_of(
        st.builds(Change, where, st.just("set"), ODD),
        st.builds(Change, where, st.sampled_from(["remove", "double"])),
    )
    return st.lists(one, min_size=1, max_size=3)


def changed(document: Any, made: list[Change]) -> Any:
    """The document with the changes, those left out whose place an earlier one took away."""
    whole = copy.deepcopy(document)
    for change in made:
        holder = whole
        try:
            for part in change.place[:-1]:
                holder = holder[part]
            _make(holder, change)
        except (KeyError, IndexError, TypeError, AttributeError):
            continue
    return whole


def _make(holder: Any, change: Change) -> None:
    key = change.place[-1]
    if change.act == "set":
        holder[key] = copy.deepcopy(change.value)
    elif change.act == "remove":
        del holder[key]
    elif isinstance(key, int):
        holder.append(copy.deepcopy(holder[key]))
    else:
        holder[f"{key}-again"] = copy.deepcopy(holder[key])


def plain(text: str) -> bool:
    """Whether a terminal shows it on one line as it is, and a journal can hold it."""
    return not {category(each) for each in text} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
