"""Ending what a test's commands started."""

import os
import signal
from functools import partial

from golive_tui.store.catalog import base, launches
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from tests.support.waiting import wait_until


def end_engines() -> None:
    """End every engine of the test's own home; `own_home` reaps those that this process started."""
    for launch in launches(base()):
        if (held := holder(launch)) is not None:
            os.kill(held.pid, signal.SIGTERM)
            wait_until(partial(_is_free, launch))


def _is_free(launch: LaunchDirectory) -> bool:
    return holder(launch) is None
