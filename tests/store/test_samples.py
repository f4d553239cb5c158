import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from golive_tui.errors import StoreError, VersionMismatch
from golive_tui.launch.figures import Tally
from golive_tui.launch.samples import Outcome, Sample
from golive_tui.store import samples as room
from golive_tui.store.samples import SampleStore
from tests.store.builders import NOON
from tests.store.disks import fill, small_disk

DAY = timedelta(days=1)


@pytest.fixture
def path(own_home: Path) -> Path:
    return own_home / "samples.db"


def sample(second: float, probe: str = "api", outcome: Outcome = "ok", **_: object) -> Sample:
    return Sample(
        probe=probe,
        at=NOON + timedelta(seconds=second),
        outcome=outcome,
        latency=0.25,
        detail="d" * 100,
        values={"pool": 7.0},
        phases={"dns": 0.01},
    )


def seconds(found: list[Sample]) -> list[float]:
    return [(each.at - NOON).total_seconds() for each in found]


def everything(store: SampleStore, probe: str = "api") -> list[Sample]:
    return store.window(probe, NOON - DAY, NOON + DAY)


def test_samples_come_back_as_they_were_after_a_restart(path: Path) -> None:
    given = [sample(n, outcome="fail" if n % 3 else "ok") for n in range(10)]
    store = SampleStore.open(path)
    store.add(given[:4])
    assert store.commit()
    store.add(given[4:])
    store.close()
    again = SampleStore.open(path)
    assert everything(again) == given
    assert (again.notices, again.trouble, again.dropped) == ((), "", 0)
    again.close()


def test_a_window_is_open_at_its_start_and_closed_at_its_end(path: Path) -> None:
    store = SampleStore.open(path)
    store.add([sample(n) for n in range(10)])
    store.add([sample(n, "other") for n in range(10)])
    for _ in ("in memory", "in the file"):
        found = store.window("api", NOON + timedelta(seconds=2), NOON + timedelta(seconds=5))
        assert seconds(found) == [3, 4, 5]
        assert {each.probe for each in found} == {"api"}
        assert seconds(store.last("api", 3)) == [7, 8, 9]
        assert seconds(store.last("api", 99)) == list(range(10))
        assert store.last("api", 0) == store.last("nobody", 5) == []
        assert store.commit()
    store.close()


def test_answers_join_what_is_written_and_what_waits(path: Path) -> None:
    store = SampleStore.open(path)
    store.add([sample(1), sample(2)])
    store.commit()
    store.add([sample(3), sample(2.5)])
    assert seconds(everything(store)) == [1, 2, 2.5, 3]
    assert seconds(store.last("api", 2)) == [2.5, 3]
    store.close()


def test_tallies_are_saved_with_the_samples_as_they_were_then(path: Path) -> None:
    tally = Tally(every=30.0, since=NOON)
    store = SampleStore.open(path)
    tally.add(NOON + timedelta(seconds=30), "ok")
    store.save_tallies({"api": tally})
    as_saved = Tally(every=30.0, since=NOON)
    as_saved.add(NOON + timedelta(seconds=30), "ok")
    tally.add(NOON + timedelta(seconds=60), "fail")
    assert store.commit()
    assert store.load_tallies() == {"api": as_saved}
    store.save_tallies({"api": tally, "ws": tally})
    store.close()
    again = SampleStore.open(path)
    assert again.load_tallies() == {"api": tally, "ws": tally}
    again.close()


def test_the_file_and_its_log_are_private(path: Path) -> None:
    store = SampleStore.open(path)
    store.add([sample(1)])
    store.commit()
    files = list(path.parent.glob("samples.db*"))
    assert len(files) == 3
    assert {each.stat().st_mode & 0o777 for each in files} == {0o600}
    store.close()


def test_it_may_be_opened_here_and_used_in_a_worker_thread(path: Path) -> None:
    store = SampleStore.open(path)
    with ThreadPoolExecutor() as pool:
        added = [pool.submit(store.add, [sample(n)]) for n in range(200)]
        written = [pool.submit(store.commit) for _ in range(50)]
        asked = [pool.submit(store.last, "api", 10) for _ in range(50)]
        assert all(future.result() is None for future in added)
        assert all(future.result() for future in written)
        assert all(len(future.result()) <= 10 for future in asked)
    store.close()
    again = SampleStore.open(path)
    assert len(everything(again)) == 200
    again.close()


@pytest.mark.parametrize(
    "rubbish", [b"not a database" * 500, b"SQLite format 3\0" + b"\xff" * 9000]
)
def test_a_damaged_file_is_set_aside_and_told(path: Path, rubbish: bytes) -> None:
    path.write_bytes(rubbish)
    store = SampleStore.open(path)
    assert len(store.notices) == 1
    assert "set aside as samples.db.damaged-1" in store.notices[0]
    assert path.with_name("samples.db.damaged-1").read_bytes() == rubbish
    store.add([sample(1)])
    assert store.commit()
    store.close()
    path.write_bytes(rubbish)
    again = SampleStore.open(path)
    assert "damaged-2" in again.notices[0]
    again.close()


def test_damage_that_shows_while_it_runs_costs_no_fresh_sample(path: Path) -> None:
    store = SampleStore.open(path)
    store.add([sample(n) for n in range(2000)])
    store.close()
    store = SampleStore.open(path)
    store.load_tallies()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    store.add([sample(5000)])
    assert store.commit()
    assert seconds(everything(store)) == [5000]
    assert len(store.notices) == 1
    assert "the journal is whole" in store.notices[0]
    store.close()


def test_another_programs_file_is_set_aside(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (cake TEXT)")
    other.close()
    store = SampleStore.open(path)
    assert "another program" in store.notices[0]
    store.close()


def test_rows_that_are_not_ours_are_damage(path: Path) -> None:
    store = SampleStore.open(path)
    store.add([sample(1)])
    store.close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE samples SET outcome = 'great'")
    other.close()
    store = SampleStore.open(path)
    assert everything(store) == []
    assert "`great`" in store.notices[0]
    store.close()


def test_a_file_of_a_newer_golive_is_refused(path: Path) -> None:
    SampleStore.open(path).close()
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 9")
    newer.close()
    with pytest.raises(VersionMismatch, match="format 9"):
        SampleStore.open(path)


def test_a_planted_link_is_refused(path: Path, own_home: Path) -> None:
    (own_home / "victim").write_bytes(b"")
    path.symlink_to(own_home / "victim")
    with pytest.raises(StoreError, match="symbolic link"):
        SampleStore.open(path)
    assert (own_home / "victim").read_bytes() == b""


def test_a_full_disk_keeps_samples_waiting_and_goes_on_once_there_is_room(own_home: Path) -> None:
    with small_disk(own_home / "disk", kib=512) as disk:
        store = SampleStore.open(disk / "samples.db")
        store.add([sample(n) for n in range(100)])
        assert store.commit()
        filler = fill(disk)
        store.add([sample(n) for n in range(100, 400)])
        assert not store.commit()
        assert "samples are not saved" in store.trouble
        assert "300 wait" in store.trouble
        assert not store.commit()
        assert seconds(everything(store)) == list(range(400))
        filler.unlink()
        assert store.commit()
        assert (store.trouble, store.dropped, store.notices) == ("", 0, ())
        store.close()
        again = SampleStore.open(disk / "samples.db")
        assert seconds(everything(again)) == list(range(400))
        again.close()


def test_a_commit_that_fails_half_way_leaves_no_half_behind(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(point: str) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    store = SampleStore.open(path)
    store.add([sample(1), sample(2)])
    with monkeypatch.context() as patch:
        patch.setattr(room, "reach", broken)
        assert not store.commit()
        assert "disk I/O error" in store.trouble
    assert seconds(everything(store)) == [1, 2]
    store.add([sample(3)])
    assert store.commit()
    assert seconds(everything(store)) == [1, 2, 3]
    store.close()


def test_on_a_disk_that_was_full_from_the_start_it_begins_later(own_home: Path) -> None:
    with small_disk(own_home / "disk", kib=512) as disk:
        filler = fill(disk)
        store = SampleStore.open(disk / "samples.db")
        assert store.trouble
        store.add([sample(1)])
        assert not store.commit()
        assert seconds(everything(store)) == [1]
        filler.unlink()
        assert store.commit()
        assert store.trouble == ""
        store.close()


def test_what_waits_too_long_is_dropped_counted_and_told(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "PENDING_MOST", 50)
    (own_home / "file").touch()
    store = SampleStore.open(own_home / "file" / "samples.db")
    store.add([sample(n) for n in range(40)])
    assert not store.commit()
    store.add([sample(n) for n in range(40, 80)])
    assert not store.commit()
    assert store.dropped == 30
    assert "50 wait, 30 samples lost" in store.trouble
    assert seconds(everything(store)) == list(range(30, 80))
    store.close()


def test_a_tally_that_waited_is_not_older_than_one_that_came_since(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_home / "disk").touch()
    store = SampleStore.open(own_home / "disk" / "samples.db")
    old, new = Tally(every=30.0, since=NOON), Tally(every=30.0, since=NOON, n=5)
    store.save_tallies({"api": old, "ws": old})
    assert not store.commit()
    store.save_tallies({"api": new})
    assert not store.commit()
    (own_home / "disk").unlink()
    (own_home / "disk").mkdir()
    assert store.commit()
    assert store.load_tallies() == {"api": new, "ws": old}
    store.close()
