"""`golive signoff`: freeze the record: what was met, what was skipped, who approves."""

import argparse

from golive_tui.cli.act import act
from golive_tui.cli.launches import add_launch
from golive_tui.cli.parsing import Parser
from golive_tui.launch.commands import SignOff


def add_arguments(parser: Parser) -> None:
    """Who signs, and in what words."""
    add_launch(parser)
    parser.add_argument(
        "--approve",
        action="store_true",
        help="the go-live is approved; without it the record says that it is not",
    )
    parser.add_argument(
        "--name", dest="signer", default="", metavar="NAME", help="who signs; needed"
    )
    parser.add_argument("--notes", default="", metavar="TEXT", help="for the record")


def run(args: argparse.Namespace) -> int:
    """Sign; done when it is on disk."""
    return act(args, SignOff(name=args.signer, approved=args.approve, notes=args.notes))
