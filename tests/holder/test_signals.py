import signal
import subprocess
import sys

PROGRAM = """
import os, signal
from golive_tui.holder.signals import RESET, Signals
signals = Signals()
assert signals.taken() == frozenset()
for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
    os.kill(os.getpid(), number)
print(sorted(signals.taken()), sorted(signals.taken()))
print([number for number in RESET if signal.getsignal(number) == signal.SIG_DFL])
"""


def test_signals_come_as_bytes_and_those_of_a_terminal_do_not_come() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    came = sorted([int(signal.SIGTERM), int(signal.SIGCHLD)])
    assert done.stdout.splitlines() == [f"{came} []", "[]"]
