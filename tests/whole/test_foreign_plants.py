"""Links, pipes, folders and devices in the place of what golive makes or opens."""

from pathlib import Path

import pytest

from golive_tui.engine.server import Doorman
from golive_tui.errors import StoreError
from golive_tui.holder.request import Secrets
from golive_tui.holder.start import start
from golive_tui.store.directory import LaunchDirectory
from tests.holder.attempts import request
from tests.whole.another_user import needs_root
from tests.whole.plants import plant, untouched

KINDS = ("dangling link", "link", "pipe", "folder", "file", "device")
PLANTS = [pytest.param(kind, marks=needs_root) if kind == "device" else kind for kind in KINDS]


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
