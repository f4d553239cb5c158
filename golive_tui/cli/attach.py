"""`golive attach`: the dashboard on a launch; its engine is started if it has none."""

import argparse

from golive_tui.cli.dashboard import add_dashboard, check_terminal, open_dashboard
from golive_tui.cli.launches import add_launch, meant
from golive_tui.cli.parsing import Parser


def add_arguments(parser: Parser) -> None:
    """Which launch."""
    add_launch(parser)
    add_dashboard(parser, detach=False)


def run(args: argparse.Namespace) -> int:
    """Show it."""
    launch = meant(args)
    check_terminal(args)
    return open_dashboard(args, launch)
