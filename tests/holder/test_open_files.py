"""How many files an engine may have open, and the commands of its steps."""

import os
import subprocess
import sys

from golive_tui.package import environment

LIMITS = """
import resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
from golive_tui.holder import open_files
open_files.raise_limit()
print(*resource.getrlimit(resource.RLIMIT_NOFILE))
with subprocess.Popen(
    ["/bin/sh", "-c", "read go; ulimit -Sn; ulimit -Hn"], stdin=subprocess.PIPE
) as child:
    sys.stdout.flush()
    open_files.give_back(child.pid)
    child.communicate(b"go\\n")
"""


def limits(soft: int, hard: int) -> list[str]:
    """Soft and hard limit after they were raised, and those of a child that got them back."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITS.format(soft=soft, hard=hard)],
        env={**os.environ, **environment()},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_the_soft_limit_becomes_the_hard_one_and_a_child_gets_the_old_one_back() -> None:
    assert limits(200, 300) == ["300", "300", "200", "300"]


def test_a_limit_that_cannot_be_raised_stays() -> None:
    assert limits(300, 300) == ["300", "300", "300", "300"]
