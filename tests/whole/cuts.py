"""Every cut of a recorded life, laid out on a real disk and looked at."""

import hashlib
import os
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.whole.disk import Disk, Op, Outcome, lay_out
from tests.whole.recorder import Recorder, recorded

MOST = 4000 if os.environ.get("GOLIVE_HYPOTHESIS") == "search" else 40
"""Outcomes looked at of one cut where there are more."""

Check = Callable[[Path, dict[str, int]], None]
"""Fails where what is below the folder does not keep what was said (the marks)."""


def after_every_cut(
    home: Path, shelf: Path, live: Callable[[Path, Recorder], None], check: Check
) -> int:
    """Record `live`, and `check` what a cut after each of its operations may leave; how many
    different outcomes that were."""
    root = home / "disk"
    root.mkdir()
    with recorded(root) as recorder:
        live(root, recorder)
    return checked(recorder.ops, shelf, check)


def checked(ops: Sequence[Op], shelf: Path, check: Check) -> int:
    """Check what a cut after each of these operations may leave."""
    disk, dice = Disk(), random.Random(6)
    known: set[str] = set()
    for number, op in enumerate(ops):
        disk.take(op)
        for outcome in disk.outcomes(MOST, dice):
            digest = _digest(outcome, disk.marks)
            if digest in known:
                continue
            known.add(digest)
            root = shelf / "cut"
            lay_out(outcome, root)
            try:
                check(root, disk.marks)
            except BaseException as error:
                error.add_note(f"cut after operation {number}: {op!r:.300}; said: {disk.marks}")
                error.add_note(
                    "\n".join(f"{name}: {text!r:.300}" for name, text in outcome.items())
                )
                raise
            shutil.rmtree(root)
    return len(known)


def _digest(outcome: Outcome, marks: dict[str, int]) -> str:
    seen = repr((sorted(outcome.items()), sorted(marks.items())))
    return hashlib.sha256(seen.encode()).hexdigest()
