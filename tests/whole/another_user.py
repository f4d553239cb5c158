"""A real second user: a child that became uid 65534. Only root can have one."""

import os
import signal
from collections.abc import Callable
from typing import Final

import pytest

NOBODY: Final = 65534
WITHIN: Final = 30
"""Seconds that the child may take."""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


def as_nobody(act: Callable[[], str]) -> str:
    """What it says, done in a child that is another user; the interpreter may be root's alone, so
    nothing is executed."""
    ear, mouth = os.pipe()
    child = os.fork()
    if not child:
        try:
            signal.alarm(WITHIN)
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(mouth, act().encode())
        finally:
            os._exit(0)
    os.close(mouth)
    with os.fdopen(ear) as file:
        said = file.read()
    os.waitpid(child, 0)
    return said
