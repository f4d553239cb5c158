"""`golive notify`: how the channels of notices fare; `--test` has the engine send one now."""

import argparse
from typing import Final

from golive_tui.cli.act import asked
from golive_tui.cli.exit_codes import DONE, NO
from golive_tui.cli.launches import add_launch, meant
from golive_tui.cli.output import answer
from golive_tui.cli.parsing import Parser
from golive_tui.cli.read import read_launch
from golive_tui.errors import NotFound
from golive_tui.launch.state import ChannelState
from golive_tui.text import clean
from golive_tui.wire.messages import TryNotice

ALL: Final = ""
TRIES_WITHIN: Final = 60.0
"""Seconds for the answer: each service may take half of them."""


def add_arguments(parser: Parser) -> None:
    """A test or a look, and of which launch."""
    parser.add_argument(
        "--test",
        nargs="?",
        const=ALL,
        metavar="NAME",
        help="send a test notice to that channel of the checklist, or to all of them",
    )
    add_launch(parser, positional=False)


def run(args: argparse.Namespace) -> int:
    """Show, or test: 1 when a channel does not work."""
    return _shown(args) if args.test is None else _tested(args)


def _tested(args: argparse.Namespace) -> int:
    _, found = asked(args, TryNotice(channel=args.test), within=TRIES_WITHIN)
    for each in found["notices"]:
        reason = clean(str(each["reason"]))
        answer(f"{each['channel']}: {'sent' if each['sent'] else f'not sent: {reason}'}")
    return DONE if all(each["sent"] for each in found["notices"]) else NO


def _shown(args: argparse.Namespace) -> int:
    found = read_launch(meant(args))
    if not found.checklist.channels:
        raise NotFound(
            "the checklist has no channel for notices",
            hint='[notify.lead] urls = ["${env:GOLIVE_NOTIFY_URL}"] gives it one',
        )
    channels = {name: found.state.channel(name) for name in found.checklist.channels}
    for name, channel in channels.items():
        answer(f"{name}: {_fares(channel)}")
    return NO if any(channel.broken for channel in channels.values()) else DONE


def _fares(channel: ChannelState) -> str:
    if channel.broken:
        return f"DOES NOT ARRIVE since {channel.failed_at:%Y-%m-%d %H:%M:%S} UTC: {channel.reason}"
    if channel.sent_at is None:
        return "nothing sent yet"
    return f"{channel.sent} sent, the newest at {channel.sent_at:%Y-%m-%d %H:%M:%S} UTC"
