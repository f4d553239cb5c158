"""Asking another program, with a deadline; one that is absent or stuck is an answer too."""

import subprocess
from typing import Final

WITHIN: Final = 3.0
"""Seconds in which a program must have answered."""


def asked(*argv: str) -> str | None:
    """What the program printed; None where there is none, it failed, or it took too long."""
    try:
        done = subprocess.run(
            argv,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=WITHIN,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
