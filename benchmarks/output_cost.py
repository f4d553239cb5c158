"""What it costs to hold a command that prints much, beside `script -qc COMMAND FILE`.

Both run the same command in turn, on the same file system, so that a slow moment of the host
meets both; while the holder works, its transcript is followed as a dashboard does.
"""

import contextlib
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.bench import scratch
from benchmarks.table import Row
from golive_tui.clock import pause, stopwatch
from golive_tui.holder.adopt import Finished, Running, look
from golive_tui.holder.follow import latest
from golive_tui.holder.request import Request, Secrets, inherited
from golive_tui.holder.start import start

MEGABYTES, ROUNDS = 1000, 2

LINE = "2026-11-24T12:00:00Z INFO request handled path=/api/v1/users/1234 status=200 took=0.021s"
SECRET = "correct-horse-battery-staple"  # noqa: S105 - as a step with one secret has it
FRAME = 0.1
"""Seconds between two looks of the follower, as a screen takes them."""


def run(steps: Path, line: str) -> Path:
    """Start a shell's line in a folder of its own under `steps`."""
    path = steps / uuid.uuid4().hex
    env = inherited(os.environ)
    request = Request(attempt=path.name, argv=(line,), through_shell=True, cwd="/", env=env)
    start(path, request, Secrets(values=(SECRET,)))
    return path


def resident(pid: int) -> int:
    """Kilobytes of memory that a process has resident; 0 when it has ended."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    return 0


def held(steps: Path, line: str) -> tuple[float, int]:
    """Seconds until the result of `line` is there, and the most memory that its holder had."""
    begin = stopwatch()
    path = run(steps, line)
    offset, most, frame = 0, 0, begin
    while not isinstance(outlook := look(path), Finished):
        if isinstance(outlook, Running) and outlook.record.holder is not None:
            most = max(most, resident(outlook.record.holder.pid))
        if stopwatch() - frame > FRAME:
            frame = stopwatch()
            offset = latest(path / "transcript", offset, 50).next_offset
        pause(0.02)
    seconds = stopwatch() - begin
    (path / "transcript").unlink()
    return seconds, most


def scripted(steps: Path, line: str) -> float:
    """Seconds that `script` takes for `line`."""
    file = steps / "typescript"
    begin = stopwatch()
    subprocess.run(
        ["script", "-qc", line, str(file)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    seconds = stopwatch() - begin
    file.unlink()
    return seconds


def first_byte(steps: Path) -> float:
    """Seconds from the start of a step to the first byte of its command on the disk."""
    path = steps / uuid.uuid4().hex
    request = Request(attempt=path.name, argv=("echo", "x"), cwd="/", env=inherited(os.environ))
    begin = stopwatch()
    start(path, request, Secrets())
    while not (path / "transcript").stat().st_size:
        pause(0.001)
    return stopwatch() - begin


def rows() -> Iterator[Row]:
    """First byte, then the flood."""
    line = f"yes '{LINE}' | head -c {MEGABYTES * 1_000_000}"
    bare: list[float] = []
    ours: list[float] = []
    most = 0
    with scratch() as steps:
        began = median([first_byte(steps) for _ in range(7)])
        yield Row(what="a step's start to the first byte of its command", measured=began * 1e3,
                  unit="ms", budget=150.0)  # fmt: skip
        for _ in range(ROUNDS):
            if shutil.which("script"):
                bare.append(scripted(steps, line))
            seconds, memory = held(steps, line)
            ours.append(seconds)
            most = max(most, memory)
    remark = "" if bare else "there is no script(1) of util-linux here"
    yield Row(what=f"a command that prints {MEGABYTES} MB", measured=median(ours), unit="s",
              ratio_budget=1.3, peer="script -qc", beside=median(bare) if bare else None,
              remark=remark)  # fmt: skip
    yield Row(what="its holder, resident", measured=most / 1024, unit="MiB", budget=20.0)
