import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import golive_tui.store
from golive_tui.store.crash_points import POINTS, VARIABLE
from tests.store.builders import ROOT

THREE_PASSES = """
from golive_tui.store.crash_points import reach
for n in range(3):
    print(n, flush=True)
    reach("journal.after_write")
"""


@pytest.mark.parametrize(
    ("named", "passes", "code"),
    [
        ("", 3, 0),
        ("journal.after_fsync", 3, 0),
        ("journal.after_write", 1, -signal.SIGKILL),
        ("journal.after_write:1", 1, -signal.SIGKILL),
        ("journal.after_write:3", 3, -signal.SIGKILL),
        ("journal.after_write:4", 3, 0),
    ],
)
def test_a_named_point_kills_at_the_named_pass(named: str, passes: int, code: int) -> None:
    seen = subprocess.run(
        [sys.executable, "-c", THREE_PASSES],
        cwd=ROOT,
        env={VARIABLE: named, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert (len(seen.stdout.split()), seen.returncode) == (passes, code)


def test_a_point_may_stop_the_process_instead_and_it_goes_on_when_it_is_let_go() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", THREE_PASSES],
        cwd=ROOT,
        env={VARIABLE: "journal.after_write:2:stop", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    ) as process:
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        process.send_signal(signal.SIGCONT)
        said, _ = process.communicate()
    assert said.split() == [b"0", b"1", b"2"]


def test_a_point_may_fail_as_a_sick_disk_does_and_only_at_that_pass() -> None:
    program = THREE_PASSES.replace(
        '    reach("journal.after_write")',
        '    try: reach("journal.after_write")\n    except OSError as error: print(error)',
    )
    said = subprocess.check_output(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={VARIABLE: "journal.after_write:2:EIO", "PYTHONPATH": str(ROOT)},
        text=True,
    )
    assert said.splitlines() == ["0", "1", "[Errno 5] Input/output error", "2"]


def test_every_point_that_is_named_is_reached_somewhere() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8") for path in Path(*golive_tui.store.__path__).glob("*.py")
    )
    written = set(re.findall(r'reach\("([a-z_.]+)"\)', sources))
    by_file = {
        f"snapshot.{name}" for name in re.findall(r'reach\(f"\{point\}\.([a-z_]+)"', sources)
    }
    assert written | by_file == set(POINTS)
