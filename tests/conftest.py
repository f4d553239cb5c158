"""What holds for every test: a home of its own, a plain terminal, repeatable properties."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# Last, not first: where golive is installed, the installed one is tested (`make test` does that);
# where it is not, the checkout is.
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))

# Repeatable by default, so that a red gate is red again; GOLIVE_HYPOTHESIS=search digs elsewhere.
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=60, database=None)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("GOLIVE_HYPOTHESIS", "ci"))

_UNSET = (
    "COLORTERM",
    "COLUMNS",
    "FORCE_COLOR",
    "INVOCATION_ID",
    "LC_ALL",
    "LC_CTYPE",
    "LINES",
    "NOTIFY_SOCKET",
    "NO_COLOR",
    "SSH_CONNECTION",
    "SSH_TTY",
    "SUDO_USER",
    "TMUX",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
)


@pytest.fixture(autouse=True)
def own_home() -> Iterator[Path]:
    """A fresh HOME, XDG_STATE_HOME and XDG_RUNTIME_DIR, and the environment of a plain terminal.

    The folder's name is short on purpose: the path of a unix socket holds 107 bytes, and pytest's
    tmp_path alone takes 75 of them.
    """
    base = Path(tempfile.mkdtemp(prefix="gl-"))
    with pytest.MonkeyPatch.context() as patch:
        for name in _UNSET:
            patch.delenv(name, raising=False)
        for name, folder in (
            ("HOME", "home"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_RUNTIME_DIR", "run"),
        ):
            (base / folder).mkdir(mode=0o700)
            patch.setenv(name, str(base / folder))
        patch.setenv("LANG", "C.UTF-8")
        patch.setenv("TERM", "xterm-256color")
        patch.setenv("TZ", "UTC")
        yield base
    shutil.rmtree(base, ignore_errors=True)
