"""`python -m golive_tui.rehearsal.stand_in --seed N`: an engine starts it, no person.

Exit codes: 0 when stdin ended or SIGTERM came, 2 for bad usage or a bad behaviour file.
"""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from golive_tui import units
from golive_tui.errors import InputError
from golive_tui.rehearsal.stand_in.serve import Options, run

MAX_SPEED = 1_000_000.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the stand-in; the exit code."""
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    options = _options(arguments)
    try:
        asyncio.run(run(options))
    except InputError as error:
        print(f"stand-in: {error}", file=sys.stderr)
        return 2
    return 0


def _options(arguments: Sequence[str] | None) -> Options:
    parser = argparse.ArgumentParser(prog="golive_tui.rehearsal.stand_in")
    parser.add_argument("--seed", type=int, required=True, help="fixes every variation")
    parser.add_argument("--speed", type=_speed, default=1.0, help="launch seconds a real second")
    parser.add_argument("--since", type=_instant, help="when the traffic began (RFC 3339)")
    parser.add_argument("--behaviour", type=Path, metavar="FILE", help="TOML; keys of behaviour.py")
    read = parser.parse_args(arguments)
    return Options(seed=read.seed, speed=read.speed, since=read.since, behaviour=read.behaviour)


def _speed(text: str) -> float:
    speed = float(text)
    if not 0 < speed <= MAX_SPEED:
        raise argparse.ArgumentTypeError(f"must be more than 0 and at most {MAX_SPEED:.0f}")
    return speed


def _instant(text: str) -> datetime:
    try:
        return units.instant(text)
    except InputError as error:
        raise argparse.ArgumentTypeError(error.message) from error


if __name__ == "__main__":
    sys.exit(main())
