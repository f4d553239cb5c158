"""Starting the scribe, and ending it as a test wants it ended."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

from golive_tui.store.crash_points import VARIABLE
from golive_tui.store.directory import LaunchDirectory
from tests.store.builders import ROOT


def _start(directory: LaunchDirectory, *words: str, dies_at: str = "") -> "subprocess.Popen[str]":
    path = f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.scribe", words[0], str(directory.path), *words[1:]],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, VARIABLE: dies_at},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def wrote(directory: LaunchDirectory, n: int, *, dies_at: str = "") -> tuple[list[str], int]:
    """What the scribe acknowledged of `n` events before it ended or died, and its exit code."""
    with _start(directory, "write", str(n), dies_at=dies_at) as process:
        said, _ = process.communicate(timeout=50)
    return said.split("\n")[:-1], process.returncode


@contextlib.contextmanager
def running(
    directory: LaunchDirectory, *words: str, says: str
) -> "Iterator[subprocess.Popen[str]]":
    """A scribe that has said its first word; killed at the end."""
    with _start(directory, *words) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == says + "\n"
            yield process
        finally:
            process.kill()
