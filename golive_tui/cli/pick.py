"""`golive` alone: choose a launch to resume, a checklist to start, or the demo."""

import argparse
import sys

from golive_tui.cli.exit_codes import BAD_INPUT
from golive_tui.cli.output import tell
from golive_tui.cli.parsing import Parser


def add_arguments(parser: Parser) -> None:
    """None."""


def run(args: argparse.Namespace) -> int:
    """Open the picker; without a terminal, say what can be typed."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        tell("golive: the picker needs a terminal; golive --help lists the commands")
        return BAD_INPUT
    from golive_tui.cli.main import main
    from golive_tui.tui.picker import pick

    chosen = pick()
    return main(chosen) if chosen else 0
