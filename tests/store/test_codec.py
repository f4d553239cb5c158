import json
import math
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from golive_tui.errors import StoreError, VersionMismatch
from golive_tui.launch.codec import ENVELOPE
from golive_tui.launch.events import (
    FACTS,
    ClockStepped,
    Event,
    Evidence,
    ItemNoted,
    ItemPassed,
    RoundDigested,
)
from golive_tui.launch.figures import Digest
from golive_tui.store.chain import GENESIS, link
from golive_tui.store.codec import decode, encode, seq_of
from tests.store.builders import ANA, CREATED, NOON, event, events_of

LINE = encode(event(7, ItemPassed(item="dns", note="ok")), "0123456789abcdef")


def changed(line: bytes, **changes: Any) -> bytes:
    """The line with other values; a value of None takes the key out."""
    plain = {**json.loads(line), **changes}
    return json.dumps({key: value for key, value in plain.items() if value is not None}).encode()


@pytest.mark.parametrize("kind", FACTS)
@given(data=st.data())
def test_every_kind_of_event_reads_back_as_it_was(kind: str, data: st.DataObject) -> None:
    before = data.draw(events_of(kind))
    line = encode(before, GENESIS)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode(line) == (before, GENESIS)
    assert seq_of(line) == before.seq
    json.loads(line, parse_constant=pytest.fail)


def test_a_line_reads_like_the_design_says() -> None:
    assert list(json.loads(LINE)) == [
        "seq", "at", "epoch", "by", "prev", "kind", "item", "note", "evidence",
        "against",
    ]  # fmt: skip
    assert json.loads(LINE)["at"] == "2026-11-24T12:00:07.000000Z"


@pytest.mark.parametrize("kind", FACTS)
def test_no_fact_has_a_field_with_a_name_of_the_envelope(kind: str) -> None:
    assert {field.name for field in fields(FACTS[kind])} & {*ENVELOPE, "prev"} == set()


def test_a_field_added_later_with_a_default_reads_old_lines() -> None:
    assert decode(changed(LINE, note=None, evidence=None))[0].fact == ItemPassed(item="dns")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "not a JSON object"),
        (b'{"seq":NaN}', "not JSON"),
        (changed(LINE, prev=None), "`prev`"),
        (changed(LINE, prev=7), "`prev`"),
        (changed(LINE, prev="0123456789ABCDEF"), "`prev`"),
        (changed(LINE, kind="item.blessed"), "unknown kind `item.blessed`"),
        (changed(LINE, kind=["item.passed"]), "unknown kind"),
        (changed(LINE, kind=None), "`kind`"),
        (changed(LINE, item=None), "`item`"),
        (changed(LINE, item=3), "got `int` - at `item`"),
        (changed(LINE, colour="red"), "unknown key `colour`"),
        (
            changed(LINE, evidence=[{"what": "word", "text": "x", "at": "2026-11-24T12:00:00"}]),
            "UTC",
        ),
        (
            changed(LINE, evidence=[{"what": "gut", "text": "", "at": "2026-11-24T12:00:00Z"}]),
            "gut",
        ),
        (changed(LINE, evidence=[{"wat": "word"}]), "unknown key `wat` in `evidence[0]`"),
        (changed(LINE, by={"user": "ana", "shoe": 42}), "unknown key `shoe`"),
        (changed(LINE, by="ana"), "object"),
        (changed(LINE, seq="7"), "int"),
        (changed(LINE, seq=True), "int"),
        (changed(LINE, seq=0), "out of range"),
        (changed(LINE, epoch=-1), "out of range"),
        (changed(LINE, at="2026-11-24T12:00:00"), "`at`"),
        (changed(LINE, at="2026-11-24T12:00:00+01:00"), "`at`"),
        (changed(LINE, at="noonZ"), "at `at`"),
        (changed(LINE, at=12), "`at`"),
    ],
)
def test_a_line_that_is_not_ours_is_refused_by_name(line: bytes, said: str) -> None:
    with pytest.raises(StoreError, match=r".") as refusal:
        decode(line)
    assert said in refusal.value.message
    assert not isinstance(refusal.value, VersionMismatch)


@given(st.binary(max_size=300))
def test_no_bytes_yield_anything_but_a_sentence(data: bytes) -> None:
    with pytest.raises(StoreError):
        decode(data)


@given(st.integers(0, len(LINE) - 2), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_shows_in_the_chain(at: int, byte: int) -> None:
    line = LINE[:at] + bytes([byte]) + LINE[at + 1 :]
    try:
        decode(line)
    except StoreError:
        return
    assert (link(line) == link(LINE)) == (line == LINE)


def test_a_journal_of_a_newer_golive_is_refused_as_such() -> None:
    line = changed(encode(event(1, CREATED), GENESIS), format=2, wings=True)
    with pytest.raises(VersionMismatch, match="format 2"):
        decode(line)


@pytest.mark.parametrize(
    "fact",
    [
        ClockStepped(cause="wall", seconds=math.inf),
        ClockStepped(cause="wall", seconds=math.nan),
        RoundDigested(round="r", digests={"p": Digest(n=1, failed=0, p50=math.inf)}),
        ItemNoted(item="a", text="\ud800"),
        ItemNoted(item="a", text=3),  # type: ignore[arg-type] # what a bug would do
        ItemPassed(item="a", evidence=[]),  # type: ignore[arg-type] # likewise
        ItemPassed(
            item="a",
            evidence=(Evidence(what="gut", text="", at=NOON),),  # type: ignore[arg-type] # likewise
        ),
    ],
)
def test_what_would_not_read_back_is_never_written(fact: Any) -> None:
    with pytest.raises(StoreError, match="cannot be recorded"):
        encode(event(1, fact), GENESIS)


@pytest.mark.parametrize("change", [{"seq": 0}, {"epoch": -1}, {"epoch": 1.0}, {"by": "ana"}])
def test_an_envelope_that_would_not_read_back_is_never_written(change: dict[str, Any]) -> None:
    with pytest.raises(StoreError, match="cannot be recorded"):
        encode(replace(event(1, CREATED), **change), GENESIS)


def test_a_time_without_a_zone_is_never_written() -> None:
    naive = Event(seq=1, at=datetime(2026, 11, 24), epoch=1, by=ANA, fact=CREATED)  # noqa: DTZ001
    with pytest.raises(StoreError, match="cannot be recorded"):
        encode(naive, GENESIS)


@pytest.mark.parametrize("line", [b"", b'{"at":1}', b'{"seq":-1,', b'{"seq": 1,', b'{"seq":"1",'])
def test_a_line_without_its_number_in_front_is_refused(line: bytes) -> None:
    with pytest.raises(StoreError, match="number"):
        seq_of(line)
