"""Who runs a command and where."""

import os
from pathlib import Path

from golive_tui.tui.dialogs.place import as_lines, user_at_host
from golive_tui.tui.ground.content import cell
from tests.screens.scene import mirror_at


def test_the_user_is_whoever_the_launch_belongs_to_and_the_host_is_this_one(tmp_path: Path) -> None:
    mirror = mirror_at("live")
    mirror.launch_dir = str(tmp_path)
    user, _, host = user_at_host(mirror).partition("@")
    assert user
    assert host == os.uname().nodename


def test_rows_become_lines_of_their_width() -> None:
    (row,) = as_lines([[cell("[red]", None)]], 8)
    assert row.plain == "[red]   "
