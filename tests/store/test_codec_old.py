"""Journals that older versions wrote read for ever.

`old/journal.jsonl` holds a line of every kind of fact with all its fields, as the version wrote it
that knew the kind first. No line is ever changed: a kind that is missing is added at the end by
`GOLIVE_WRITE_OLD=1 pytest tests/store/test_codec_old.py`.
"""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from golive_tui.launch.codec import event_to_plain
from golive_tui.launch.events import FACTS, FORMAT, Event, LaunchCreated
from golive_tui.launch.fold import fold
from golive_tui.store.chain import START
from golive_tui.store.codec import decode, encode
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import recover
from tests.store.builders import ANA, NOON
from tests.support.filled import filled

FILE = Path(__file__).parent / "old" / "journal.jsonl"


def lines() -> list[bytes]:
    """The old lines, each with its newline."""
    return FILE.read_bytes().splitlines(keepends=True) if FILE.exists() else []


def added(old: list[bytes]) -> list[bytes]:
    """A line for each kind that has none yet."""
    known = {json.loads(line)["kind"] for line in old}
    position = START
    for line in old:
        position = position.after(line)
    new = []
    # The first event of a journal creates its launch.
    for type_ in sorted(FACTS.values(), key=lambda each: each is not LaunchCreated):
        if type_.kind in known:
            continue
        fact = filled(type_, "word", NOON)
        if isinstance(fact, LaunchCreated):
            fact = replace(fact, format=FORMAT)
        seq = position.seq + 1
        event = Event(seq=seq, at=NOON + timedelta(seconds=seq), epoch=1, by=ANA, fact=fact)
        new.append(encode(event, position.prev))
        position = position.after(new[-1])
    return new


def test_every_kind_of_fact_stands_in_the_old_journal() -> None:
    if os.environ.get("GOLIVE_WRITE_OLD") == "1":
        FILE.write_bytes(b"".join([*lines(), *added(lines())]))
    assert {json.loads(line)["kind"] for line in lines()} >= set(FACTS), __doc__


@pytest.mark.parametrize("line", lines(), ids=lambda line: json.loads(line)["kind"])
def test_all_that_an_old_line_says_is_still_known(line: bytes) -> None:
    said = json.loads(line)
    event, prev = decode(line)
    assert prev == said.pop("prev")
    known = event_to_plain(event)
    assert {key: known.get(key) for key in said} == said


def test_an_old_journal_is_recovered_whole(tmp_path: Path) -> None:
    launch = LaunchDirectory(tmp_path / "launch")
    launch.create()
    launch.journal.write_bytes(FILE.read_bytes())
    found = recover(launch, fold)
    assert found.state.seq == len(lines())
    assert found.folded == len(lines())
