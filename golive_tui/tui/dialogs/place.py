"""Who runs a command and where: the engine's user and this host. And rows as lines of a dialog."""

import os
import pwd
from collections.abc import Iterable
from pathlib import Path

from textual.content import Content

from golive_tui.client.mirror import Mirror
from golive_tui.tui.ground.content import Cell, line


def user_at_host(mirror: Mirror) -> str:
    """`deploy@jump1`: whose engine it is (it writes only in its own user's directory), and the
    machine, which is this one: an engine is reached through a socket of the file system."""
    return f"{_user(mirror)}@{os.uname().nodename}"


def _user(mirror: Mirror) -> str:
    try:
        uid = Path(mirror.launch_dir).stat().st_uid
    except OSError:
        uid = os.getuid()
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def as_lines(rows: Iterable[list[Cell]], width: int) -> list[Content]:
    """Rows of cells as a dialog's body takes them."""
    return [line(row, width) if row else Content(" ") for row in rows]
