import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from golive_tui.errors import StoreUnwritable
from golive_tui.holder.place import Place
from golive_tui.holder.processes import Left, Process
from golive_tui.holder.result import ROOM, Result, publish, read_result, set_room_aside
from tests.store.disks import fill, small_disk

LEFT = Left(process=Process(pid=5, start=6), command="sleep 60", why="it waits")
RESULT = Result(
    attempt="a-1",
    exit_code=0,
    signal=None,
    not_started="",
    started_at=datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC),
    ended_at=datetime(2026, 11, 24, 12, 0, 1, tzinfo=UTC),
    duration=1.25,
    size=3,
    lost_bytes=0,
    masked=1,
    sha256="ab",
    timed_out=False,
    cancelled_by="ana",
    survivors=(LEFT,),
    left_running=(LEFT, LEFT),
    output_held=True,
    trouble="",
    holder_version="1.2.3",
)


@pytest.mark.parametrize(
    "result", [RESULT, replace(RESULT, exit_code=None, signal="SIGKILL", survivors=())]
)
def test_a_result_is_read_as_it_was_written(result: Result) -> None:
    assert read_result(result.encode()) == result


def test_the_keys_that_scripts_rely_on() -> None:
    assert list(json.loads(RESULT.encode())) == [
        "schema", "attempt", "exit_code", "signal", "not_started", "started_at", "ended_at",
        "duration_seconds", "bytes", "lost_bytes", "masked", "sha256", "timed_out", "cancelled_by",
        "survivors", "left_running", "output_held", "trouble", "holder_version",
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["exit_code", "survivors", "started_at", "bytes", "timed_out"])
def test_a_result_of_another_shape_is_no_result(key: str) -> None:
    plain = json.loads(RESULT.encode()) | {key: ["x"]}
    with pytest.raises(ValueError):
        read_result(json.dumps(plain).encode())


def test_it_appears_as_a_whole_and_leaves_nothing_beside_it(steps: Path) -> None:
    place = Place(steps)
    set_room_aside(place)
    assert place.unpublished.stat().st_size == ROOM
    assert not place.result.exists()
    publish(place, RESULT)
    assert read_result(place.result.read_bytes()) == RESULT
    assert not place.unpublished.exists()


def test_a_full_disk_does_not_lose_the_result(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        place = Place(disk)
        set_room_aside(place)
        fill(disk)
        publish(place, RESULT)
        assert read_result(place.result.read_bytes()) == RESULT


def test_without_room_nothing_is_started(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        fill(disk)
        with pytest.raises(StoreUnwritable, match=r"no space left.*nothing was started"):
            set_room_aside(Place(disk))
