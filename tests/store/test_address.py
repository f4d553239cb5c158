import os
import socket
import stat
from pathlib import Path

import pytest

from golive_tui.errors import StoreError
from golive_tui.store.address import LONGEST, socket_address

SHARED = Path("/tmp")


@pytest.fixture
def long(own_home: Path) -> Path:
    """A path that no unix socket can have."""
    folder = own_home / ("d" * 100)
    folder.mkdir()
    return folder / "engine.sock"


def bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
    path.unlink()


def of_length(folder: Path, length: int) -> Path:
    return folder / ("s" * (length - len(os.fsencode(folder)) - 1))


def test_a_short_path_is_used_as_it_is(own_home: Path) -> None:
    assert socket_address(own_home / "engine.sock") == own_home / "engine.sock"
    assert not (own_home / "run" / "golive").exists()


def test_the_limit_is_the_systems(own_home: Path) -> None:
    longest = of_length(own_home, LONGEST)
    assert socket_address(longest) == longest
    bound(longest)
    too_long = of_length(own_home, LONGEST + 1)
    assert socket_address(too_long) != too_long
    with pytest.raises(OSError, match="too long"):
        bound(too_long)


def test_a_long_path_has_a_short_one_in_a_private_folder(long: Path, own_home: Path) -> None:
    short = socket_address(long)
    assert short.parent == own_home / "run" / "golive"
    assert stat.S_IMODE(short.parent.stat().st_mode) == 0o700
    assert socket_address(long) == short
    assert socket_address(long.with_name("other.sock")) != short
    bound(short)


def test_without_a_runtime_folder_it_stands_in_a_folder_of_ours(
    long: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(own_home))
    for value in ("", "run", str(own_home / "gone")):
        monkeypatch.setenv("XDG_RUNTIME_DIR", value)
        short = socket_address(long)
        assert short.parent.name == f"golive-{os.geteuid()}"
        assert stat.S_IMODE(short.parent.stat().st_mode) == 0o700


def test_a_runtime_folder_that_is_deep_itself_is_passed_over(
    long: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(own_home))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long.parent))
    assert long.parent not in socket_address(long).parents


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_the_folder_is_private_whatever_the_umask_says(long: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        short = socket_address(long)
    finally:
        os.umask(before)
    assert stat.S_IMODE(short.parent.stat().st_mode) == 0o700


def test_an_open_folder_of_ours_is_closed(long: Path, own_home: Path) -> None:
    (own_home / "run" / "golive").mkdir(mode=0o755)
    assert stat.S_IMODE(socket_address(long).parent.stat().st_mode) == 0o700


def test_a_planted_link_or_file_or_owner_is_refused(
    long: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = own_home / "run" / "golive"
    planted.symlink_to(own_home)
    with pytest.raises(StoreError, match="not a folder of ours"):
        socket_address(long)
    planted.unlink()
    planted.touch()
    with pytest.raises(StoreError, match="not a folder of ours"):
        socket_address(long)
    planted.unlink()
    planted.mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(StoreError, match=f"owner {os.getuid()}"):
        socket_address(long)
