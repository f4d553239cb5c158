"""Wrong modes: at the beginning of a launch, and when its engine comes back."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from golive_tui.store.catalog import base, new_directory
from golive_tui.store.directory import LaunchDirectory

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def modes(top: Path) -> set[int]:
    """The modes of the folders below it."""
    return {stat.S_IMODE(path.stat().st_mode) for path in top.rglob("*") if path.is_dir()}


@pytest.mark.parametrize("way", ["found a name", "was given a folder"])
def test_under_an_open_umask_every_folder_that_is_made_is_private(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Whoever may write to a folder above may put a launch of his own in the place of ours."""
    new = own_home / "new"
    monkeypatch.setenv("XDG_STATE_HOME", str(new / "state"))
    before = os.umask(0)
    try:
        if way == "found a name":
            new_directory(base(), "shop", "production", NOON)
        else:
            LaunchDirectory(new / "deep" / "launch").create()
    finally:
        os.umask(before)
    assert stat.S_IMODE(new.stat().st_mode) == 0o700
    assert modes(new) == {0o700}
