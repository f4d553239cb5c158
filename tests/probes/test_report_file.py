import os
from pathlib import Path

import pytest

from golive_tui.errors import InputError
from golive_tui.probes.look import report_file
from golive_tui.probes.look.report_file import LARGEST, check_links, place, read_report


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
    real = report_file._read

    def grow(at: Path, handle: int) -> bytes:
        path.write_bytes(b'{"metrics": ')
        return real(at, handle)

    monkeypatch.setattr(report_file, "_read", grow)
    with pytest.raises(InputError, match="is being written"):
        read_report(path)


def test_a_link_may_not_lead_out_of_the_launch_s_directory(tmp_path: Path) -> None:
    inside, outside = tmp_path / "launch", tmp_path / "else"
    inside.mkdir()
    outside.mkdir()
    (outside / "r.json").write_text("{}")
    (inside / "r.json").symlink_to(outside / "r.json")
    (inside / "folder").symlink_to(outside)
    for name in ("r.json", "folder/r.json"):
        with pytest.raises(InputError, match="outside of the launch's directory"):
            read_report(inside / name, str(inside))
    # Named by its own path it is meant; and a link to a neighbour within is none that surprises.
    assert read_report(place(str(inside), "../else/r.json", "file"), str(inside)).data == b"{}"
    assert read_report(outside / "r.json", str(inside)).data == b"{}"
    (inside / "run-1.json").write_text("[]")
    (inside / "latest.json").symlink_to("run-1.json")
    assert read_report(inside / "latest.json", str(inside)).data == b"[]"


def test_links_are_followed_where_the_launch_s_directory_is_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "r.json").write_text("{}")
    (tmp_path / "launch").symlink_to(tmp_path / "real")
    check_links(tmp_path / "launch" / "r.json", str(tmp_path / "launch"))


def test_a_home_that_nobody_has_is_told() -> None:
    with pytest.raises(InputError, match="no such home"):
        place("/", "~nobody-at-all/r.json", "file")
