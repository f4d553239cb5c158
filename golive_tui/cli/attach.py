"""`golive attach`: the dashboard on a launch; its engine is started if it has none."""

import argparse

from golive_tui.cli.dashboard import add_dashboard, open_dashboard
from golive_tui.cli.launches import add_launch, meant


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which launch."""
    add_launch(parser)
    add_dashboard(parser, detach=False)


def run(args: argparse.Namespace) -> int:
    """Show it."""
    return open_dashboard(args, meant(args))
