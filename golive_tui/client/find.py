"""Where a launch's engine listens."""

from pathlib import Path

from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder


def socket_of(directory: Path) -> Path:
    """The socket that the living engine names in its lock, else where one would listen."""
    launch = LaunchDirectory(directory)
    held = holder(launch)
    return Path(held.socket) if held is not None and held.socket else launch.socket_address()
