import errno
import fcntl
from pathlib import Path

import pytest

from golive_tui.cli.host import disk
from golive_tui.cli.host.disk import LEAST, file_system_of, look, room
from golive_tui.cli.host.finding import Finding

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /home rw - nfs4 server:/home rw
31 30 8:2 / /home/ana/my\\040disk rw - xfs /dev/sdb1 rw
32 22 0:41 / /run rw,nosuid - tmpfs tmpfs rw
33 22 0:42 / /box rw - overlay overlay rw
34 22 0:43 / /over rw - nfs server:/x rw
35 34 8:3 / /over rw - btrfs /dev/sdc1 rw
a broken line
"""


@pytest.fixture
def mounts(own_home: Path) -> Path:
    path = own_home / "mountinfo"
    path.write_text(MOUNTS)
    return path


def _found(folder: Path, mounts: Path) -> dict[str, Finding]:
    return {each.check: each for each in look(folder, mounts)}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "ext4"),
        ("/var/lib", "ext4"),
        ("/home/ana/.local", "nfs4"),
        ("/homes", "ext4"),
        ("/home/ana/my disk/x", "xfs"),
        ("/run/user", "tmpfs"),
        ("/over/x", "btrfs"),
    ],
)
def test_a_path_lies_on_the_nearest_and_newest_mount(path: str, kind: str, mounts: Path) -> None:
    assert file_system_of(Path(path), mounts) == kind


def test_a_system_without_mounts_does_not_tell(own_home: Path) -> None:
    assert file_system_of(Path("/"), own_home / "nothing") is None
    assert _found(own_home, own_home / "nothing")["file system"].verdict == "unknown"


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [("ext4", "ok"), ("nfs", "wrong"), ("fuse.sshfs", "wrong"), ("tmpfs", "wrong"),
     ("overlay", "note"), ("zfs", "ok")],
)  # fmt: skip
def test_a_launch_wants_a_disk_of_this_host(kind: str, verdict: str, own_home: Path) -> None:
    path = own_home / "mountinfo"
    path.write_text(f"22 1 8:1 / / rw - {kind} x rw\n")
    found = _found(own_home, path)["file system"]
    assert found.verdict == verdict
    assert "XDG_STATE_HOME" in found.remedy or verdict == "ok"


def test_little_room_is_too_little() -> None:
    assert room(Path("/x"), LEAST).verdict == "ok"
    assert room(Path("/x"), LEAST - 1).verdict == "wrong"


def test_a_folder_that_is_not_there_yet_is_tried_where_it_will_be_and_left_as_it_was(
    own_home: Path, mounts: Path
) -> None:
    before = sorted(own_home.rglob("*"))
    found = _found(own_home / "state" / "golive", mounts)
    assert found["write"].verdict == "ok"
    assert "written, synced, locked and listened to" in found["write"].says
    assert sorted(own_home.rglob("*")) == before


def test_a_deep_folder_is_listened_to_by_a_short_name(own_home: Path, mounts: Path) -> None:
    deep = own_home / ("d" * 120)
    deep.mkdir()
    assert _found(deep, mounts)["write"].verdict == "ok"
    assert not list((own_home / "run" / "golive").iterdir())


def test_a_disk_that_takes_nothing_is_told(
    own_home: Path, mounts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> float:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(disk, "_written", full)
    found = _found(own_home, mounts)["write"]
    assert (found.verdict, found.says) == (
        "wrong",
        f"{own_home} cannot carry a launch: No space left on device",
    )


def test_a_slow_disk_is_worth_a_note(
    own_home: Path, mounts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_written", lambda _: 0.8)
    assert _found(own_home, mounts)["write"].verdict == "note"


def test_locks_that_do_not_lock_are_told(
    own_home: Path, mounts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on some network file systems: every lock is granted."""
    monkeypatch.setattr(fcntl, "flock", lambda *_: None)
    found = _found(own_home, mounts)["write"]
    assert found.verdict == "wrong"
    assert "two engines could run" in found.says
