import errno
import os
import stat
from pathlib import Path

import pytest

from golive_tui.errors import StoreError, StoreUnwritable
from golive_tui.store.files import (
    make_own_folder,
    open_own,
    open_to_read,
    own_folder,
    read_file,
    replace_file,
    unwritable,
    write_whole,
)
from tests.store.builders import synced


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_a_file_is_private_whatever_the_umask_says(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        os.close(open_own(tmp_path / "a", os.O_WRONLY | os.O_CREAT))
    finally:
        os.umask(before)
    assert mode_of(tmp_path / "a") == 0o600


def test_a_file_that_is_too_open_is_closed_to_others(tmp_path: Path) -> None:
    (tmp_path / "a").touch(0o644)
    os.close(open_own(tmp_path / "a", os.O_RDONLY))
    assert mode_of(tmp_path / "a") == 0o600


@pytest.mark.parametrize("opens", [open_to_read, lambda path: open_own(path, os.O_RDWR)])
def test_what_is_no_plain_file_is_refused_with_a_sentence(tmp_path: Path, opens: object) -> None:
    assert callable(opens)
    (tmp_path / "target").touch()
    (tmp_path / "link").symlink_to(tmp_path / "target")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, what in {
        "link": "a symbolic link",
        "dangling": "a symbolic link",
        "folder": "no regular file",
        "pipe": "no regular file",
    }.items():
        with pytest.raises(StoreError, match=what):
            opens(tmp_path / name)
    assert not (tmp_path / "nowhere").exists()


def test_somebody_elses_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").touch()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(StoreError, match="belongs to user"):
        open_own(tmp_path / "a", os.O_RDONLY)


def test_a_missing_file_is_the_callers_business(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "a")


def test_a_replaced_file_is_new_private_and_alone(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    replace_file(tmp_path / "a", b"new")
    assert read_file(tmp_path / "a") == b"new"
    assert mode_of(tmp_path / "a") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_replacement_is_durable_before_and_after_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = synced(monkeypatch)
    replace_file(tmp_path / "a", b"new")
    assert notes == ["file", "rename", "folder"]


def test_what_an_interrupted_replacement_left_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".a.new").write_bytes(b"a longer half of a file")
    replace_file(tmp_path / "a", b"new")
    assert read_file(tmp_path / "a") == b"new"


def test_a_replacement_that_fails_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    replace_file(tmp_path / "a", b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreUnwritable, match="no space left") as refusal:
        replace_file(tmp_path / "a", b"new")
    assert "still stands" in refusal.value.message
    assert read_file(tmp_path / "a") == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_disk_that_turns_read_only_under_a_replacement_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    replace_file(tmp_path / "a", b"old")
    monkeypatch.setattr(os, "fsync", read_only)
    monkeypatch.setattr(Path, "unlink", read_only)
    with pytest.raises(StoreUnwritable, match="read-only; what it held before still stands"):
        replace_file(tmp_path / "a", b"new")
    assert read_file(tmp_path / "a") == b"old"


def test_a_planted_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"precious")
    (tmp_path / ".a.new").symlink_to(tmp_path / "victim")
    with pytest.raises(StoreError, match="symbolic link"):
        replace_file(tmp_path / "a", b"new")
    assert (tmp_path / "victim").read_bytes() == b"precious"


def test_a_short_write_is_tried_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: really(descriptor, data[:3]))
    descriptor = open_own(tmp_path / "a", os.O_WRONLY | os.O_CREAT)
    write_whole(descriptor, b"0123456789")
    os.close(descriptor)
    assert read_file(tmp_path / "a") == b"0123456789"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "no space left on this disk"),
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "input/output"),
        (errno.EFBIG, "may not grow"),
        (errno.EACCES, "permission denied"),
        (errno.ENAMETOOLONG, "name too long"),
    ],
)
def test_a_failed_write_says_why_where_and_what_to_do(code: int, said: str) -> None:
    refusal = unwritable(OSError(code, os.strerror(code).lower()), Path("/x/journal.jsonl"))
    assert said in refusal.message
    assert refusal.message.startswith("/x/journal.jsonl: ")
    assert refusal.message.endswith("nothing was recorded.")
    assert "repeat it" in refusal.hint
    assert ("df -h /x" in refusal.hint) == (code in {errno.ENOSPC, errno.EDQUOT})


def test_a_folder_of_ours_is_closed_and_another_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    folder.chmod(0o755)
    assert own_folder(folder) == 0o755
    assert own_folder(folder) == 0o700
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(StoreError, match="link is a symbolic link"):
        own_folder(tmp_path / "link")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(StoreError, match="belongs to user"):
        own_folder(folder)


def test_a_folder_is_made_where_it_is_missing_and_kept_where_it_is_ours(tmp_path: Path) -> None:
    make_own_folder(tmp_path / "a")
    assert mode_of(tmp_path / "a") == 0o700
    (tmp_path / "a" / "file").touch()
    (tmp_path / "a").chmod(0o755)
    make_own_folder(tmp_path / "a")
    assert mode_of(tmp_path / "a") == 0o700
    assert (tmp_path / "a" / "file").exists()
