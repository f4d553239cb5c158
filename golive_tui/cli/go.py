"""`golive go`: declare T0."""

import argparse

from golive_tui.cli.act import act
from golive_tui.cli.launches import add_launch
from golive_tui.cli.parsing import Parser
from golive_tui.launch.commands import GoLive


def add_arguments(parser: Parser) -> None:
    """Which launch."""
    add_launch(parser)
    parser.add_argument("--note", default="", metavar="TEXT", help="a remark for the record")


def run(args: argparse.Namespace) -> int:
    """Go live; done when it is on disk."""
    return act(args, GoLive(note=args.note))
