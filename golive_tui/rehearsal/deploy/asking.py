"""A question on the terminal that is not echoed, and does not wait for ever for its answer."""

import os
import select
import sys
import termios
from contextlib import suppress

_LONGEST = 4096


def ask_within(prompt: str, seconds: float) -> str | None:
    """The answer, without its line end; None when none came in time, or there is no terminal.

    Raises EOFError for an end of file instead of an answer.
    """
    try:
        keyboard = sys.stdin.fileno()
        before = termios.tcgetattr(keyboard)
    except (OSError, ValueError, termios.error):
        return None
    hidden = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
    print(prompt, end="", flush=True)
    try:
        termios.tcsetattr(keyboard, termios.TCSAFLUSH, hidden)
        ready, _, _ = select.select([keyboard], [], [], seconds)
        typed = os.read(keyboard, _LONGEST) if ready else None
    finally:
        with suppress(termios.error):
            termios.tcsetattr(keyboard, termios.TCSADRAIN, before)
        print(flush=True)
    if typed == b"":
        raise EOFError
    return None if typed is None else typed.decode("utf-8", "replace").rstrip("\r\n")
