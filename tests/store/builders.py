"""Values for the store's tests: events and states of every shape, launches in directories."""

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import reduce
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields, replace

from golive_tui.launch.events import (
    FACTS,
    FORMAT,
    By,
    ClockStepped,
    Event,
    Evidence,
    Fact,
    ItemNoted,
    ItemPassed,
    LaunchCreated,
    ProbeChanged,
    RoundDigested,
    RoundDue,
)
from golive_tui.launch.figures import Digest
from golive_tui.launch.fold import fold
from golive_tui.launch.state import EMPTY, LaunchState
from golive_tui.store import snapshot as snapshots
from golive_tui.store.chain import START
from golive_tui.store.codec import encode
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal
from golive_tui.store.recover import Recovered, look, recover
from golive_tui.store.snapshot import Snapshot

ROOT = Path(__file__).resolve().parents[2]

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ANA = By(user="ana", uid=1000, host="jump-1", how="peer")

CREATED = LaunchCreated(
    format=1,
    id="shop-production-20261124-1200",
    title="Shop",
    checklist="/home/ana/shop.toml",
    sha256="ab" * 32,
    target="production",
    directory="/home/ana",
    rehearsal=False,
    speed=1.0,
    version="0.1.0",
    host="jump-1",
)


# -- any value of a type, for properties ---------------------------------------------------------

SECONDS_OF_A_CENTURY = 3.2e9
TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SCALARS: Mapping[object, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20),
    int: st.integers(-(2**53), 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    datetime: TIMES,
}


def any_of(type_: Any) -> st.SearchStrategy[Any]:
    """Any value of the type: struct, Literal, union, tuple, mapping or scalar."""
    if type_ in SCALARS:
        return SCALARS[type_]
    if type_ is NoneType:
        return st.none()
    if isinstance(type_, type) and issubclass(type_, Struct):
        return _struct(type_)
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in {Union, UnionType}:
        return st.one_of(*map(any_of, arguments))
    if origin is tuple:
        return st.lists(any_of(arguments[0]), max_size=3).map(tuple)
    return st.dictionaries(st.text(max_size=12), any_of(arguments[1]), max_size=3)


def _struct(type_: Any) -> st.SearchStrategy[Any]:
    """Fields with a default are left to it at times, so that defaults are seen as well."""
    hints = get_type_hints(type_)
    needed = {field.name for field in fields(type_) if field.required}
    chosen = {name: any_of(hints[name]) for name in (field.name for field in fields(type_))}
    return st.fixed_dictionaries(
        {name: chosen[name] for name in chosen if name in needed},
        optional={name: chosen[name] for name in chosen if name not in needed},
    ).map(lambda values: type_(**values))


def events_of(kind: str) -> st.SearchStrategy[Event]:
    """Any event of that kind."""
    return st.builds(
        Event,
        seq=st.integers(1, 2**53),
        at=TIMES,
        epoch=st.integers(0, 2**31),
        by=any_of(By),
        fact=any_of(FACTS[kind]).map(_of_our_format),
    )


def _of_our_format(fact: Fact) -> Fact:
    return replace(fact, format=FORMAT) if isinstance(fact, LaunchCreated) else fact


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Some events of any kinds, in order: what the fold makes of them is its business."""
    any_fact = st.sampled_from(list(FACTS.values())).flatmap(any_of).filter(_can_be)
    facts = draw(st.lists(any_fact, max_size=8))
    return [event(seq, _of_our_format(fact)) for seq, fact in enumerate(facts, start=1)]


def _can_be(fact: Fact) -> bool:
    """Not a clock that steps out of every calendar: nothing is folded from that."""
    return not isinstance(fact, ClockStepped) or abs(fact.seconds) < SECONDS_OF_A_CENTURY


STATES: st.SearchStrategy[LaunchState] = any_of(LaunchState).filter(lambda state: state.seq >= 0)


# -- plausible launches --------------------------------------------------------------------------


def event(seq: int, fact: Fact) -> Event:
    """One event of ana's, `seq` seconds past noon."""
    return Event(seq=seq, at=NOON + timedelta(seconds=seq), epoch=1, by=ANA, fact=fact)


def story(n: int, first: int = 1) -> list[Event]:
    """`n` events of a launch from number `first` on; its state stays of one size."""
    return [event(seq, _fact(seq)) for seq in range(first, first + n)]


def _fact(seq: int) -> Fact:
    if seq == 1:
        return CREATED
    turn = seq % 5
    if turn == 0:
        evidence = (Evidence(what="word", text="seen “live” \u2028 \n", at=NOON),)
        return ItemPassed(item=f"item-{seq % 60}", note="done – ok", evidence=evidence)
    if turn == 1:
        return ItemNoted(item=f"item-{seq % 60}", text=f"remark {seq}")
    if turn == 2:
        number = seq % 24
        return RoundDue(round=f"hour-{number}", phase="hour", number=number, due_at=NOON)
    if turn == 3:
        digests = {f"probe-{n}": Digest(n=seq, failed=0, p50=0.25) for n in range(3)}
        return RoundDigested(round=f"hour-{(seq - 1) % 24}", digests=digests)
    verdict: Literal["ok", "fail"] = "ok" if seq % 2 else "fail"
    return ProbeChanged(probe=f"probe-{seq % 12}", verdict=verdict, was="unknown")


def folded(events: Iterable[Event], state: LaunchState = EMPTY) -> LaunchState:
    """The state after all of them."""
    return reduce(fold, events, state)


def made(path: Path) -> LaunchDirectory:
    """A launch directory, new."""
    directory = LaunchDirectory(path)
    directory.create()
    return directory


def append(directory: LaunchDirectory, events: Sequence[Event]) -> None:
    """Append to the launch's journal, wherever it stands, each in a write of its own."""
    with Journal.open(directory, recover(directory, fold).position) as journal:
        for each in events:
            journal.append([each])


def launched(path: Path, n: int) -> LaunchDirectory:
    """A launch directory with `n` events in its journal, and no snapshot."""
    directory = made(path)
    append(directory, story(n))
    return directory


def saved(directory: LaunchDirectory) -> LaunchDirectory:
    """The same, with a state.toml as of its journal's end."""
    found = recover(directory, fold)
    snapshot = Snapshot(state=found.state, position=found.position, saved_at=NOON)
    snapshots.write(directory.state, snapshot)
    return directory


def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """From now on, the kind of each thing that is forced to the disk, and each renaming."""
    notes: list[str] = []
    fsync, rename = os.fsync, os.replace

    def noted_fsync(descriptor: int) -> None:
        notes.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def noted_rename(source: Path, target: Path) -> None:
        notes.append("rename")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_rename)
    return notes


def lines_of(directory: LaunchDirectory) -> list[bytes]:
    """The journal's lines, each with its end."""
    return directory.journal.read_bytes().splitlines(keepends=True)


def snapshot_at(directory: LaunchDirectory, n: int) -> None:
    """Leave the state.toml that the engine wrote after event `n`."""
    position = START
    for line in lines_of(directory)[:n]:
        position = position.after(line)
    state = folded(story(n))
    snapshots.write(directory.state, Snapshot(state=state, position=position, saved_at=NOON))


def encoded(n: int) -> list[bytes]:
    """The lines of a story of `n` events."""
    lines: list[bytes] = []
    position = START
    for each in story(n):
        lines.append(encode(each, position.prev))
        position = position.after(lines[-1])
    return lines


def both(directory: LaunchDirectory) -> Recovered:
    """What a reader sees, after seeing that it is what the engine sees, and that neither wrote."""
    before = _files(directory)
    seen = look(directory, fold)
    assert recover(directory, fold) == seen
    assert _files(directory) == before
    return seen


def _files(directory: LaunchDirectory) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.path.iterdir() if path.is_file()}
