"""Where this very golive was imported from, and how a child process finds the same."""

import os
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import golive_tui

PACKAGE: Final = Path(golive_tui.__file__).resolve().parents[1]
"""The folder from which this very golive was imported."""


def installed() -> bool:
    """Whether that is where pip installs: from a checkout it is not."""
    return Path(sysconfig.get_path("purelib")).resolve() == PACKAGE


def environment() -> Mapping[str, str]:
    """Ours, in which a Python that is started from a checkout finds golive too."""
    if installed():
        return os.environ
    others = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(PACKAGE), *others])}
