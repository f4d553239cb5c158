"""What it costs to hold a command that prints much, beside `script -qc COMMAND FILE`.

    PYTHONPATH=. .venv/bin/python benchmarks/output_cost.py [--megabytes N] [--rounds N] [--in DIR]

Both run the same command in turn, on the same file system, so that a slow moment of the host
meets both; while the holder works, its transcript is followed as a dashboard does. Prints medians
and their ratio, the holder's memory, and how long a command takes to its first byte; exits 1 when
one of them is above its target.
"""

import argparse
import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

from golive_tui.clock import pause, stopwatch
from golive_tui.holder.adopt import Finished, Running, look
from golive_tui.holder.follow import latest
from golive_tui.holder.request import Request, Secrets, inherited
from golive_tui.holder.start import start

RATIO = 1.3
RESIDENT_KB = 20 * 1024
FIRST_BYTE = 0.150

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


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--megabytes", type=int, default=200, help="what the command prints")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each kind")
    parser.add_argument("--in", dest="folder", default=".", help="a folder on the disk to measure")
    options = parser.parse_args()
    line = f"yes '{LINE}' | head -c {options.megabytes * 1_000_000}"
    bare: list[float] = []
    ours: list[float] = []
    most = 0
    # The last holder may just be removing its socket.
    with tempfile.TemporaryDirectory(
        dir=options.folder, prefix=".output-cost-", ignore_cleanup_errors=True
    ) as folder:
        steps = Path(folder).resolve()
        began = statistics.median(first_byte(steps) for _ in range(7))
        for _ in range(options.rounds):
            if shutil.which("script"):
                bare.append(scripted(steps, line))
            seconds, memory = held(steps, line)
            ours.append(seconds)
            most = max(most, memory)
    print(f"first byte    median {began * 1000:6.0f} ms (target: under {FIRST_BYTE * 1000:.0f} ms)")
    print(f"holder        median {statistics.median(ours):6.2f} s for {options.megabytes} MB")
    print(f"holder        {most} kB resident (target: under {RESIDENT_KB} kB)")
    if not bare:
        print("There is no script(1) of util-linux here: nothing to compare with.")
        return int(most > RESIDENT_KB or began > FIRST_BYTE)
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"script -qc    median {statistics.median(bare):6.2f} s")
    print(f"ratio of medians {ratio:.2f} (target: at most {RATIO})")
    return int(ratio > RATIO or most > RESIDENT_KB or began > FIRST_BYTE)


if __name__ == "__main__":
    sys.exit(main())
