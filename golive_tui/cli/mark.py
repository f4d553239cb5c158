"""`golive mark`: what the dashboard's keys do to an item, for scripts."""

import argparse
from collections.abc import Callable, Mapping
from typing import Final

from msgspec.structs import replace

from golive_tui.cli.act import act
from golive_tui.cli.launches import add_launch
from golive_tui.cli.parsing import Parser
from golive_tui.launch import commands as c

STATUSES: Final[Mapping[str, Callable[[str, str, str], c.Command]]] = {
    "passed": lambda item, note, link: c.PassItem(item=item, note=note, link=link),
    "failed": lambda item, note, link: c.FailItem(item=item, note=note, link=link),
    "skipped": lambda item, note, _: c.SkipItem(item=item, reason=note),
    "doing": lambda item, note, _: c.StartItem(item=item, note=note),
    "open": lambda item, note, _: c.ReopenItem(item=item, note=note),
}


def add_arguments(parser: Parser) -> None:
    """Which item, and what of it."""
    parser.add_argument("item", metavar="ITEM", help="its id, as in golive status --json")
    parser.add_argument(
        "status", choices=tuple(STATUSES), metavar="STATUS", help=", ".join(STATUSES)
    )
    parser.add_argument("--note", default="", metavar="TEXT", help="why; needed to skip")
    parser.add_argument(
        "--link",
        default="",
        metavar="URL",
        help="evidence that others can open, for passed and failed",
    )
    parser.add_argument(
        "--name",
        dest="who",
        default="",
        metavar="NAME",
        help="who you are, for an item that two people must pass, where you share an account",
    )
    add_launch(parser, positional=False)


def run(args: argparse.Namespace) -> int:
    """Do it; done when it is on disk."""
    request = STATUSES[args.status](args.item, args.note, args.link)
    if isinstance(request, c.PassItem):
        request = replace(request, name=args.who)
    return act(args, request)
