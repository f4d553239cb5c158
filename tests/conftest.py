"""What holds for every test: a home of its own, a plain terminal, repeatable properties."""

import gc
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI (`GOLIVE_TEST_NO_SKIPS`) a test that wants a program which is not there has failed."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple):
        why = report.longrepr[2]
        if "not installed" in why and os.environ.get("GOLIVE_TEST_NO_SKIPS"):
            report.outcome = "failed"
            report.longrepr = f"passed over where it must run: {why}; see .ci/services.sh"
    return report


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
    _reap()
    gc.unfreeze()  # an app or an engine that has started: what it leaves must not stay
    shutil.rmtree(base, ignore_errors=True)


def _reap() -> None:
    """Whoever started an engine in this process has ended it; else it would outlive its home."""
    if start := sys.modules.get("golive_tui.client.start"):
        children = [child.process for child in start._children.values()]
        start._children.clear()
        for child in children:
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait(20)
                raise
