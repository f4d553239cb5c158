import hashlib
import stat
from pathlib import Path

import pytest

from golive_tui.errors import StoreUnwritable
from golive_tui.holder import transcript
from golive_tui.holder.transcript import Nowhere, Transcript
from tests.store.disks import fill, largest_file, small_disk


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_bytes_are_kept_as_they_came_private_and_hashed(tmp_path: Path) -> None:
    path = tmp_path / "transcript"
    kept = Transcript(path)
    for part in (b"a\x00\xff", b"", b"\x1b[1mb"):
        kept.write(part)
    kept.close()
    assert path.read_bytes() == b"a\x00\xff\x1b[1mb"
    assert (kept.written, kept.lost, kept.trouble, kept.sha256) == (8, 0, "", digest(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_one_that_is_there_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "transcript"
    path.write_bytes(b"evidence")
    with pytest.raises(FileExistsError):
        Transcript(path)
    with pytest.raises(StoreUnwritable):
        Transcript(tmp_path / "missing" / "transcript")


def test_what_a_full_disk_does_not_take_is_counted_and_marked(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        kept = Transcript(disk / "transcript")
        kept.write(b"before\n")
        filler = fill(disk)
        kept.write(b"x" * 100_000)
        kept.write(b"y" * 100_000)
        taken = kept.written - len(b"before\n")
        assert kept.lost == 200_000 - taken
        assert kept.trouble == "no space left on device"
        filler.unlink()
        kept.write(b"after\n")
        kept.close()
        data = (disk / "transcript").read_bytes()
        marker = f"\n[golive: {kept.lost} bytes are missing here: the disk did not take them]\n"
        assert data == b"before\n" + b"x" * taken + marker.encode() + b"after\n"
        assert (kept.written, kept.sha256) == (len(data), digest(disk / "transcript"))


def test_a_limit_of_the_system_is_as_a_full_disk(tmp_path: Path) -> None:
    kept = Transcript(tmp_path / "transcript")
    with largest_file(1000):
        kept.write(b"x" * 1500)
        kept.write(b"y")
    assert (kept.written, kept.lost) == (1000, 501)
    assert kept.sha256 == digest(tmp_path / "transcript")
    kept.close()


def test_no_more_than_its_limit_is_kept(tmp_path: Path) -> None:
    kept = Transcript(tmp_path / "late", limit=10)
    for _ in range(3):
        kept.write(b"1234567")
    kept.close()
    assert (tmp_path / "late").read_bytes() == b"1234567123"
    assert (kept.written, kept.lost, kept.trouble) == (10, 11, "only the first 10 bytes are kept")


def test_a_long_one_is_handed_to_the_disk_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(transcript, "_STRIDE", 10)
    monkeypatch.setattr(
        "os.posix_fadvise", lambda descriptor, start, size, advice: asked.append((start, size))
    )
    kept = Transcript(tmp_path / "transcript")
    for _ in range(6):
        kept.write(b"1234567")
    kept.close()
    assert asked == [(0, 10), (10, 10), (20, 10)]


def test_nowhere_counts_what_it_does_not_keep() -> None:
    sink = Nowhere("why")
    sink.write(b"abc")
    sink.close()
    assert (sink.written, sink.lost, sink.sha256, sink.trouble) == (0, 3, "", "why")
