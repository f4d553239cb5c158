import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from golive_tui.errors import NotFound, StoreError, VersionMismatch
from golive_tui.launch.figures import Tally
from golive_tui.launch.samples import Sample
from golive_tui.store.queries import SampleReader, connect
from golive_tui.store.samples import SampleStore
from tests.store.builders import NOON
from tests.store.disks import make_read_only, small_disk


def saved(path: Path, n: int) -> SampleStore:
    store = SampleStore.open(path)
    store.add(
        Sample(probe="api", at=NOON + timedelta(seconds=second), outcome="ok", latency=0.5)
        for second in range(n)
    )
    store.save_tallies({"api": Tally(every=1.0, since=NOON, n=n)})
    assert store.commit()
    return store


def test_a_reader_sees_what_is_committed_while_the_engine_writes(own_home: Path) -> None:
    store = saved(own_home / "samples.db", 5)
    with SampleReader.open(own_home / "samples.db") as reader:
        assert len(reader.last("api", 99)) == 5
        store.add([Sample(probe="api", at=NOON + timedelta(seconds=9), outcome="ok")])
        assert len(reader.last("api", 99)) == 5
        store.commit()
        assert reader.last("api", 99) == store.last("api", 99)
        since, until = NOON + timedelta(seconds=3), NOON + timedelta(seconds=9)
        assert reader.window("api", since, until) == store.window("api", since, until)
        assert reader.load_tallies() == store.load_tallies()
    store.close()


def test_a_reader_of_a_launch_without_engine_reads_and_writes_nothing(own_home: Path) -> None:
    saved(own_home / "samples.db", 5).close()
    before = (own_home / "samples.db").read_bytes()
    with SampleReader.open(own_home / "samples.db") as reader:
        assert len(reader.last("api", 99)) == 5
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader._connection.execute("DELETE FROM samples")
    assert (own_home / "samples.db").read_bytes() == before


def test_a_reader_reads_where_nobody_can_write(own_home: Path) -> None:
    with small_disk(own_home / "disk", kib=512) as disk:
        saved(disk / "samples.db", 5).close()
        make_read_only(disk)
        with SampleReader.open(disk / "samples.db") as reader:
            assert len(reader.last("api", 99)) == 5


def test_no_file_and_an_empty_file_are_no_samples(own_home: Path) -> None:
    with pytest.raises(NotFound):
        SampleReader.open(own_home / "samples.db")
    (own_home / "samples.db").touch()
    with pytest.raises(NotFound, match="no samples"):
        SampleReader.open(own_home / "samples.db")


@pytest.mark.parametrize("content", [b"rubbish" * 1000, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_damaged_file_is_told_and_left(own_home: Path, content: bytes) -> None:
    (own_home / "samples.db").write_bytes(content)
    with pytest.raises(StoreError, match="is damaged"):
        SampleReader.open(own_home / "samples.db")
    assert (own_home / "samples.db").read_bytes() == content


def test_a_newer_file_and_foreign_rows_are_refused(own_home: Path) -> None:
    path = own_home / "samples.db"
    saved(path, 5).close()
    connection = connect(path)
    connection.execute("UPDATE samples SET outcome = 'great'")
    connection.execute("UPDATE tallies SET tally = '{'")
    with SampleReader.open(path) as reader:
        with pytest.raises(StoreError, match="`great`"):
            reader.last("api", 1)
        with pytest.raises(StoreError, match="cannot be read"):
            reader.load_tallies()
    connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(VersionMismatch):
        SampleReader.open(path)


def test_the_file_is_written_as_the_design_says(own_home: Path) -> None:
    connection = connect(own_home / "samples.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (1,)
    connection.close()


def test_a_window_is_found_by_its_index(own_home: Path) -> None:
    connection = connect(own_home / "samples.db")
    plan = connection.execute(
        "EXPLAIN QUERY PLAN SELECT at FROM samples WHERE probe = 'a' AND at > 1 AND at <= 2"
    ).fetchall()
    assert "samples_of_probe" in str(plan)
    connection.close()
