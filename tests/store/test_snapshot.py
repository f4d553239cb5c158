import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import StoreError, VersionMismatch
from golive_tui.launch.events import ItemNoted
from golive_tui.launch.state import LaunchState
from golive_tui.store import snapshot as snapshots
from golive_tui.store.chain import START, Position
from golive_tui.store.snapshot import NoSnapshot, Snapshot
from tests.store.builders import NOON, STATES, event, folded, story

PATH = Path("state.toml")


def of(state: LaunchState) -> Snapshot:
    position = Position(seq=state.seq, lines=2, line_offset=10, offset=99, prev="0123456789abcdef")
    return Snapshot(state=state, position=position, saved_at=NOON)


USUAL = of(folded(story(12)))
DATA = snapshots.render(USUAL, {"item-5": "DNS A records [live]"})


@given(STATES)
def test_every_state_reads_back_as_it_was(state: LaunchState) -> None:
    assert snapshots.parse(snapshots.render(of(state)), PATH) == of(state)


def test_it_reads_like_a_page(own_home: Path) -> None:
    text = DATA.decode()
    assert text.startswith("# Where this launch stands, as of event 12.")
    assert "golive run CHECKLIST --from state.toml" in text
    assert '\n[items.item-5]\ntitle = "DNS A records [live]"\nstatus = "passed"\n' in text
    assert "\nat = 2026-11-24 12:00:05+00:00\n" in text
    assert text.index("[origin]") < text.index("[items.") < text.index("[probes.")
    assert all(len(line) < 200 for line in text.splitlines())


def test_titles_are_for_people_and_no_part_of_the_state() -> None:
    assert snapshots.parse(DATA, PATH) == USUAL


def test_it_is_replaced_whole(own_home: Path) -> None:
    path = own_home / "state.toml"
    snapshots.write(path, of(folded(story(3))))
    snapshots.write(path, USUAL)
    assert snapshots.read(path) == USUAL
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in own_home.glob("*state.toml*")] == ["state.toml"]


def test_a_missing_file_is_no_snapshot(own_home: Path) -> None:
    missing = snapshots.read(own_home / "state.toml")
    assert missing == NoSnapshot(why="missing", detail="state.toml is missing")


def test_a_planted_link_is_refused(own_home: Path) -> None:
    snapshots.write(own_home / "elsewhere.toml", USUAL)
    (own_home / "state.toml").symlink_to(own_home / "elsewhere.toml")
    with pytest.raises(StoreError, match="symbolic link"):
        snapshots.read(own_home / "state.toml")


def test_cut_at_any_byte_it_is_never_taken_for_whole() -> None:
    """Many a cut is still valid TOML, with items missing from its end: only the seal tells."""
    parsed = 0
    for end in range(len(DATA)):
        found = snapshots.parse(DATA[:end], PATH)
        assert isinstance(found, NoSnapshot), DATA[:end]
        assert found.why == "torn"
        try:
            parsed += bool(tomllib.loads(DATA[:end].decode()))
        except ValueError:
            continue
    assert parsed > 100, "the seal has work to do"


@given(st.integers(0, len(DATA) - 1), st.integers(0, 255))
def test_a_changed_byte_is_never_taken_for_whole(at: int, byte: int) -> None:
    changed = DATA[:at] + bytes([byte]) + DATA[at + 1 :]
    try:
        found = snapshots.parse(changed, PATH)
    except VersionMismatch:
        assert re.search(rb"^schema = [2-9]", changed, re.MULTILINE)
        return
    assert (found == USUAL) == (changed == DATA)


@given(st.binary(max_size=200))
def test_no_bytes_yield_anything_but_a_reason(data: bytes) -> None:
    assert isinstance(snapshots.parse(data, PATH), NoSnapshot)


def test_an_edited_file_is_not_trusted() -> None:
    edited = DATA.replace(b'status = "passed"', b'status = "failed"')
    found = snapshots.parse(edited, PATH)
    assert found == NoSnapshot(why="torn", detail="state.toml is not as golive wrote it")


def test_whoever_takes_the_seal_out_answers_for_the_content() -> None:
    edited = re.sub(rb"seal = .*\n", b"", DATA).replace(b'by = "ana"', b'by = "bob"', 1)
    found = snapshots.parse(edited, PATH)
    assert isinstance(found, Snapshot)
    assert not found.sealed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (rb"schema = 1\n", b""),
        (rb"schema = 1\n", b'schema = "1"\n'),
        (rb"saved_at = .*\n", b""),
        (rb"saved_at = .*\n", b"saved_at = 12:00:00\n"),
        (rb"\[journal\]\n", b"[journey]\n"),
        (rb"offset = 99\n", b"offset = 9.9\n"),
        (rb"offset = 99\n", b"offset = 99\nmood = 1\n"),
        (rb"\nseq = 12\n", b"\nseq = true\n"),
        (rb"\nseq = 12\n", b"\nseq = 12\ncolour = 1\n"),
        (rb"\[items.item-5\]\n", b"[items.item-5]\ncolour = 1\n"),
        (rb"\[items.item-5\]\n[^\[]*", b"[items]\nitem-5 = 1\n"),
        (rb'status = "passed"', b'status = "blessed"'),
        (rb"12:00:05\+00:00", b"12:00:05"),
        (rb"12:00:05\+00:00", b"12:00:05+01:00"),
    ],
)
def test_a_file_that_cannot_be_understood_is_no_snapshot(old: bytes, new: bytes) -> None:
    unsealed = re.sub(rb"seal = .*\n", b"", DATA)
    edited, changes = re.subn(old, new, unsealed, count=1)
    assert changes
    found = snapshots.parse(edited, PATH)
    assert isinstance(found, NoSnapshot)
    assert found.why == "torn"


def test_a_newer_version_is_refused_with_a_sentence() -> None:
    newer = DATA.replace(b"schema = 1\n", b"schema = 2\nwings = true\n")
    with pytest.raises(VersionMismatch, match="has schema 2; this golive knows schemas up to 1"):
        snapshots.parse(newer, PATH)


def test_what_is_no_unicode_text_is_never_written(own_home: Path) -> None:
    state = folded([*story(3), event(4, ItemNoted(item="a", text="\ud800"))])
    with pytest.raises(StoreError, match="no Unicode text"):
        snapshots.write(own_home / "state.toml", of(state))
    assert not (own_home / "state.toml").exists()


def test_an_empty_launch_can_be_saved() -> None:
    empty = Snapshot(state=LaunchState(), position=START, saved_at=NOON)
    assert snapshots.parse(snapshots.render(empty), PATH) == empty
