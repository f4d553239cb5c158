"""The processes of a test that kills, and what their launch says afterwards."""

import json
import os
import subprocess
import sys
from functools import reduce
from pathlib import Path
from typing import Any

from golive_tui.launch.fold import fold
from golive_tui.launch.state import EMPTY, LaunchState
from golive_tui.store.codec import decode
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import look
from tests.store.builders import ROOT


class Nursery:
    """Processes by fork, all of them known."""

    def __init__(self) -> None:
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.whole.nursery"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, what: str, launch: LaunchDirectory | None = None, point: str = "") -> Any:
        assert self.process.stdin
        assert self.process.stdout
        where = str(launch.path) if launch else ""
        asked = {"what": what, "launch": where, "point": point, "env": dict(os.environ)}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def code(self, pid: int) -> int | None:
        """How a child ended; None while it has not."""
        ended: dict[str, int] = self.ask("ended")
        return ended.get(str(pid))

    def family(self) -> list[int]:
        """All that came from it and lives."""
        return below(self.process.pid)


def below(pid: int) -> list[int]:
    """Its children, and theirs."""
    try:
        lists = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    children = [int(word) for each in lists for word in each.split()]
    return [found for child in children for found in (child, *below(child))]


def standing(pid: int) -> str:
    """The letter of its state in /proc: T when it is stopped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "gone"


def is_holder(pid: int) -> bool:
    """Whether it holds an attempt."""
    try:
        return b"golive_tui.holder" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def history(launch: LaunchDirectory) -> LaunchState:
    """The state from the journal alone, up to where it is whole."""
    end = look(launch, fold).position.offset
    lines = launch.journal.read_bytes()[:end].splitlines()
    return reduce(fold, (decode(line)[0] for line in lines), EMPTY)
