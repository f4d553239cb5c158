"""A process killed by SIGKILL at each named point loses nothing acknowledged, and goes on."""

import signal
from datetime import timedelta
from pathlib import Path

import pytest

from golive_tui.launch.fold import fold
from golive_tui.store.crash_points import POINTS
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from golive_tui.store.recover import look, recover
from golive_tui.store.samples import SampleStore
from tests.store.builders import NOON, folded, launched, story
from tests.store.processes import wrote

BEGUN, MORE = 3, 10


def acknowledged(said: list[str]) -> int:
    return max((int(word) for word in said if word.isdecimal()), default=BEGUN)


def samples_saved(said: list[str]) -> int:
    return max((int(word.split()[1]) for word in said if " " in word), default=BEGUN)


def tear(directory: LaunchDirectory) -> None:
    with directory.journal.open("ab") as journal:
        journal.write(b'{"seq":4,"at":"20')


def samples_in(directory: LaunchDirectory) -> list[int]:
    store = SampleStore.open(directory.samples)
    found = store.window("api", NOON, NOON + timedelta(days=1))
    assert store.notices == ()
    store.close()
    return [round((sample.at - NOON).total_seconds()) for sample in found]


@pytest.mark.parametrize("nth", [1, 3])
@pytest.mark.parametrize("point", [point for point in POINTS if not point.startswith("recover")])
def test_killed_anywhere_nothing_acknowledged_is_lost(own_home: Path, point: str, nth: int) -> None:
    directory = launched(own_home / "launch", BEGUN)
    said, code = wrote(directory, MORE, dies_at=f"{point}:{nth}")
    assert code == -signal.SIGKILL
    assert holder(directory) is None

    seen = look(directory, fold)
    found = recover(directory, fold)
    assert found.state == seen.state == folded(story(found.state.seq))
    assert acknowledged(said) <= found.state.seq <= acknowledged(said) + 2
    saved = samples_in(directory)
    assert saved == list(range(BEGUN + 1, BEGUN + 1 + len(saved)))
    assert samples_saved(said) <= BEGUN + len(saved) <= samples_saved(said) + 2

    said, code = wrote(directory, MORE)
    assert code == 0
    assert recover(directory, fold).state == folded(story(found.state.seq + MORE))
    assert acknowledged(said) == found.state.seq + MORE


@pytest.mark.parametrize("point", ["recover.after_aside", "recover.after_cut"])
def test_killed_while_it_mends_it_mends_again(own_home: Path, point: str) -> None:
    directory = launched(own_home / "launch", BEGUN)
    tear(directory)
    assert wrote(directory, MORE, dies_at=point) == ([], -signal.SIGKILL)
    assert look(directory, fold).state == folded(story(BEGUN))
    assert wrote(directory, MORE)[1] == 0
    assert recover(directory, fold).state == folded(story(BEGUN + MORE))
    assert (directory.path / "journal.torn-1").read_bytes() == b'{"seq":4,"at":"20'
