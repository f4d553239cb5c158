"""Which golive this is."""

from typing import Final

CHECKOUT: Final = "0+checkout"
"""What code says that runs where nothing is installed."""


def version() -> str:
    """The installed version."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("golive-tui")
    except PackageNotFoundError:
        return CHECKOUT
