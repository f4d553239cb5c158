"""`golive go`: declare T0."""

import argparse

from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.launches import add_launch, meant
from golive_tui.client.ask import ask
from golive_tui.client.start import ensure_engine_now
from golive_tui.launch.commands import GoLive


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which launch."""
    add_launch(parser)
    parser.add_argument("--note", default="", metavar="TEXT", help="a remark for the record")


def run(args: argparse.Namespace) -> int:
    """Go live; done when it is on disk."""
    launch = meant(args)
    ensure_engine_now(launch.path)
    ask(launch.path, GoLive(note=args.note))
    return DONE
