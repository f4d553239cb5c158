"""A launch's own files, spoilt: the readers give back a sound launch or say what is wrong.

`recover` never says yes to what it cannot vouch for: what it returns is a beginning of the true
history, or the whole of it. Where a stranger writes a journal of his own with a sound chain, it is
folded or refused.
"""

import contextlib
import json
import tempfile
import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import NotFound, StoreError
from golive_tui.launch.codec import event_to_plain
from golive_tui.launch.fold import fold
from golive_tui.launch.samples import Sample
from golive_tui.launch.state import LaunchState
from golive_tui.store import history
from golive_tui.store import snapshot as snapshots
from golive_tui.store.chain import GENESIS, Position, link
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.queries import SampleReader
from golive_tui.store.recover import look, recover
from golive_tui.store.samples import SampleStore
from golive_tui.store.snapshot import Snapshot
from tests.store.builders import NOON, folded, launched, saved, story
from tests.whole.mutations import EDITS, Change, Edit, changed, changes, spoilt

N = 12
_PREFIXES = [folded(story(n)) for n in range(N + 1)]


class Files:
    """A launch whose files are put back before each example."""

    def __init__(self, folder: Path) -> None:
        self.launch = saved(launched(folder / "launch", N))
        self.journal = self.launch.journal.read_bytes()
        self.state = self.launch.state.read_bytes()

    def laid(self, journal: bytes, state: bytes | None) -> LaunchDirectory:
        """The directory with these contents and nothing else."""
        for path in self.launch.path.glob("journal.torn-*"):
            path.unlink()
        self.launch.journal.write_bytes(journal)
        self.launch.state.unlink(missing_ok=True)
        if state is not None:
            self.launch.state.touch(0o600)
            self.launch.state.write_bytes(state)
        return self.launch


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("store"))


def _tried(work: Callable[[], LaunchState]) -> LaunchState | None:
    """The state; None where it was refused with a sentence."""
    try:
        return work()
    except StoreError:
        return None


@given(EDITS, st.booleans())
def test_a_spoilt_journal_is_a_beginning_of_the_history_or_refused(
    files: Files, edits: list[Edit], alone: bool
) -> None:
    spoiled = spoilt(files.journal, edits)
    launch = files.laid(spoiled, None if alone else files.state)
    seen = _tried(lambda: look(launch, fold).state)
    assert launch.journal.read_bytes() == spoiled
    found = _tried(lambda: recover(launch, fold).state)
    assert found == seen
    assert found is None or found in _PREFIXES
    if found is not None:
        assert recover(launch, fold).state == found
    for subject in ("", "first"):
        with contextlib.suppress(StoreError):
            assert len(history.of_item(launch, subject, 5)) <= 5
    with contextlib.suppress(StoreError):
        assert len(history.tail(launch, 5)) <= 5
    with contextlib.suppress(StoreError):
        assert len(history.since(launch, 3, 5)) <= 5


def _chained(lines: list[Any]) -> bytes:
    """A journal of these objects whose numbers and links are right: a stranger's own history."""
    prev, made = GENESIS, []
    for seq, plain in enumerate(lines, 1):
        whole = {**plain, "prev": prev} if isinstance(plain, dict) else plain
        if isinstance(whole, dict):
            whole = {"seq": seq, **{key: value for key, value in whole.items() if key != "seq"}}
        made.append(json.dumps(whole, separators=(",", ":")).encode())
        prev = link(made[-1])
    return b"\n".join([*made, b""])


_EVENTS = [event_to_plain(event) for event in story(N)]


@given(changes(_EVENTS))
def test_a_journal_of_a_stranger_is_folded_or_refused(files: Files, made: list[Change]) -> None:
    lines = changed(_EVENTS, made)
    launch = files.laid(_chained(lines), None)
    found = _tried(lambda: recover(launch, fold).state)
    assert found is None or found.seq == len(lines)


@given(EDITS)
def test_a_spoilt_state_is_never_taken_for_whole(files: Files, edits: list[Edit]) -> None:
    data = spoilt(files.state, edits)
    launch = files.laid(files.journal, data)
    found = _tried(lambda: recover(launch, fold).state)
    assert found == _PREFIXES[N] or (found is None and b"schema" in data)


_PLAIN_STATE = {
    key: value
    for key, value in tomllib.loads(
        snapshots.render(
            Snapshot(state=_PREFIXES[N], position=Position(seq=N), saved_at=NOON)
        ).decode()
    ).items()
    if key != "seal"
}


@given(changes(_PLAIN_STATE))
def test_a_state_that_somebody_answers_for_is_read_or_refused(made: list[Change]) -> None:
    try:
        text = tomli_w.dumps(changed(_PLAIN_STATE, made)).encode()
    except (TypeError, ValueError):
        return  # no TOML says that
    read = None
    with contextlib.suppress(StoreError):
        read = snapshots.parse(text, Path("state.toml"))
    if isinstance(read, Snapshot):
        again = snapshots.parse(snapshots.render(read), Path("state.toml"))
        assert isinstance(again, Snapshot)
        assert again.state == read.state
    elif read is not None:
        assert read.detail


_SAMPLES = [
    Sample(probe="api", at=NOON + timedelta(seconds=at), outcome="ok", values={"n": 1.0})
    for at in range(40)
]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    store = SampleStore.open(path)
    store.add(_SAMPLES)
    store.close()
    return path.read_bytes()


@given(EDITS)
def test_spoilt_samples_are_read_set_aside_or_refused(samples: bytes, edits: list[Edit]) -> None:
    with tempfile.TemporaryDirectory(prefix="gl-") as folder:
        path = Path(folder) / "samples.db"
        path.touch(0o600)
        path.write_bytes(spoilt(samples, edits))
        with contextlib.suppress(StoreError, NotFound), SampleReader.open(path) as reader:
            reader.last("api", 50)
            reader.load_tallies()
        with contextlib.suppress(StoreError):
            store = SampleStore.open(path)
            store.add(_SAMPLES)
            assert len(store.last("api", 50)) >= len(_SAMPLES)
            store.close()
