import os
import stat
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from golive_tui.clock import boot_id
from golive_tui.errors import Refused, StoreUnwritable
from golive_tui.holder.place import Place
from golive_tui.holder.processes import Process
from golive_tui.holder.record import Record, claim, read_record, record_of, write_record

RECORD = Record(
    attempt="a-1",
    boot_id="b",
    at=datetime(2026, 11, 24, 12, 0, 0, 5, tzinfo=UTC),
    holder=Process(pid=10, start=20),
)
WITH_CHILD = replace(RECORD, child=Process(pid=11, start=21), socket="/s")


@pytest.mark.parametrize("record", [RECORD, WITH_CHILD, replace(RECORD, holder=None, sealed="so")])
def test_a_record_is_read_as_it_was_written(record: Record) -> None:
    assert read_record(record.encode()) == record


@pytest.mark.parametrize(
    "data", [b"", b"{}", b'{"schema": 1, "attempt": "a"}', RECORD.encode()[:40]]
)
def test_a_torn_record_is_no_record(data: bytes) -> None:
    with pytest.raises(ValueError):
        read_record(data)


def test_a_record_is_made_once_private_and_whole(steps: Path) -> None:
    place = Place(steps)
    assert record_of(place) is None
    claim(place, RECORD)
    with pytest.raises(Refused, match="a-2 has been started or closed before"):
        claim(place, replace(RECORD, attempt="a-2"))
    assert record_of(place) == RECORD
    assert stat.S_IMODE(place.record.stat().st_mode) == 0o600
    assert os.listdir(steps) == ["holder.json"]  # noqa: PTH208 - no draft is left
    write_record(place, WITH_CHILD)
    assert record_of(place) == WITH_CHILD
    with pytest.raises(Refused):
        claim(place, RECORD)


def test_of_many_that_claim_at_once_one_succeeds(steps: Path) -> None:
    place = Place(steps)
    go = threading.Barrier(8)
    won: list[int] = []

    def one(number: int) -> None:
        go.wait()
        try:
            claim(Place(place.path), replace(RECORD, attempt=str(number)))
            won.append(number)
        except Refused:
            pass

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    record = record_of(place)
    assert record is not None
    assert [record.attempt] == [str(number) for number in won]
    assert os.listdir(steps) == ["holder.json"]  # noqa: PTH208


def test_a_folder_that_takes_nothing_is_told(steps: Path) -> None:
    with pytest.raises(StoreUnwritable, match="nothing was started"):
        claim(Place(steps / "missing"), RECORD)


def test_only_a_record_of_this_boot_has_pids_that_mean_something() -> None:
    assert not RECORD.of_this_boot()
    assert replace(RECORD, boot_id=boot_id()).of_this_boot()
