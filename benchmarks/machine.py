"""What a measurement was made on: one line for people, and the versions of programs."""

import os
import platform
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from golive_tui.cli.version import version


def machine() -> str:
    """Processor, cores, memory, kernel, Python and golive, as one sentence."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} cores, {total:.0f} GiB, Linux {platform.release()}, "
        f"Python {platform.python_version()}, golive {version()}"
    )


def today() -> str:
    """The day in UTC."""
    return datetime.now(UTC).date().isoformat()


def load() -> float:
    """How many processes want the processors, over the last minute."""
    return os.getloadavg()[0]


def version_of(program: str, *arguments: str) -> str:
    """The first line of what a program says of its version; empty when there is none of it."""
    path = shutil.which(program)
    if path is None:
        return ""
    done = subprocess.run(
        [path, *(arguments or ("--version",))], capture_output=True, text=True, check=False
    )
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[0] if lines else ""


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
