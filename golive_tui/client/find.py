"""Where a launch's engine listens."""

from pathlib import Path

from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder


def socket_of(directory: Path) -> Path:
    """The socket that the living engine names in its lock, else where one would listen.

    Raises StoreError when the lock cannot be read.
    """
    launch = LaunchDirectory(directory)
    held = holder(launch)
    return Path(held.socket) if held is not None and held.socket else launch.socket_address()


def announced(directory: Path) -> bool:
    """Whether an engine holds the launch and has said where it listens; raises StoreError."""
    held = holder(LaunchDirectory(directory))
    return held is not None and bool(held.socket)
