"""Links, pipes, folders and devices in the place of what golive makes or opens."""

import os
from pathlib import Path

import pytest

from golive_tui.engine.server import Doorman
from golive_tui.errors import StoreError
from golive_tui.holder.request import Secrets
from golive_tui.holder.start import start
from golive_tui.store.directory import LaunchDirectory
from tests.holder.attempts import request

KINDS = ("dangling link", "link", "pipe", "folder", "file", "device")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a device")
PLANTS = [pytest.param(kind, marks=needs_root) if kind == "device" else kind for kind in KINDS]


def plant(path: Path, kind: str, outside: Path) -> None:
    """Put it there; `outside` is a folder that must stay as it is: one file, `precious`."""
    outside.mkdir(mode=0o755)
    (outside / "precious").write_bytes(b"precious")
    if kind == "dangling link":
        path.symlink_to(outside / "new")
    elif kind == "folder link":
        path.symlink_to(outside)
    elif kind == "link":
        path.symlink_to(outside / "precious")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        os.mknod(path, 0o020600, os.makedev(1, 7))  # /dev/full: whoever writes to it hears so
    else:
        path.write_bytes(b"precious")


def untouched(outside: Path) -> bool:
    """Whether nothing was made, written or closed through a link."""
    return (
        [path.name for path in outside.iterdir()] == ["precious"]
        and (outside / "precious").read_bytes() == b"precious"
        and outside.stat().st_mode & 0o777 == 0o755
    )


FOLDERS = [kind for kind in ("folder link", *PLANTS) if kind != "folder"]


@pytest.mark.parametrize("kind", FOLDERS)
def test_no_attempt_is_written_where_something_else_stands_for_its_folder(
    own_home: Path, kind: str
) -> None:
    """Neither for the folder of all attempts nor for that of one; and nothing is started."""
    launch = LaunchDirectory(own_home / "launch")
    launch.create()
    wanted = request("true")
    attempt, outside = launch.steps / wanted.attempt, own_home / "outside"
    plant(attempt, kind, outside)
    with pytest.raises(StoreError, match=rf"{attempt} is (a symbolic link|no folder)"):
        start(attempt, wanted, Secrets())
    attempt.unlink()
    launch.steps.rmdir()
    attempt_of_all = outside.rename(own_home / "first")
    plant(launch.steps, kind, outside)
    for act in (launch.secure, launch.create):
        with pytest.raises(StoreError, match=rf"{launch.steps} is (a symbolic link|no folder)"):
            act()
    assert untouched(outside)
    assert untouched(attempt_of_all)


async def _nothing(*_: object) -> None:
    raise AssertionError("nobody can have come")


@pytest.mark.parametrize("kind", PLANTS)
async def test_an_engine_does_not_listen_where_something_else_stands(
    own_home: Path, kind: str
) -> None:
    path, outside = own_home / "engine.sock", own_home / "outside"
    plant(path, kind, outside)
    doorman = Doorman(path, attached=_nothing, asked=_nothing, left=_nothing)
    with pytest.raises(StoreError, match=f"{path} is no socket of an engine") as caught:
        await doorman.open()
    assert "remove it" in caught.value.hint
    assert untouched(outside)
