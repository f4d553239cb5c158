import os
from pathlib import Path

import pytest

from golive_tui.errors import InputError
from golive_tui.probes.look import load_file
from golive_tui.probes.look.load_file import LARGEST, read_report


def test_a_file_comes_with_its_time_and_without_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(b"\xef\xbb\xbf{} \xff")
    os.utime(path, (1764000000, 1764000000))
    report = read_report(path)
    assert (report.text, report.written) == ("{} \ufffd", 1764000000.0)


@pytest.mark.parametrize("name", ["none.json", "none/r.json"])
def test_what_is_not_there_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"there is no file .*{name}"):
        read_report(tmp_path / name)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path("/dev/zero")):
        with pytest.raises(InputError, match="is no regular file"):
            read_report(path)


@pytest.mark.parametrize("name", ["a\0b", "x" * 300])
def test_a_name_that_is_none_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        read_report(tmp_path / name)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(InputError, match="16 MiB"):
        read_report(path)


def test_a_file_that_is_being_written_is_no_evidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(b"{}")
    real = load_file._read

    def grow(at: Path, handle: int) -> bytes:
        path.write_bytes(b'{"metrics": ')
        return real(at, handle)

    monkeypatch.setattr(load_file, "_read", grow)
    with pytest.raises(InputError, match="is being written"):
        read_report(path)
