"""`golive journal`: the events of a launch, for people or as JSON."""

import argparse
from collections.abc import Iterator

from golive_tui import clock
from golive_tui.checklist.model import Checklist
from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.launches import add_launch, meant
from golive_tui.cli.output import answer, answer_json, close_streams
from golive_tui.cli.parsing import Parser
from golive_tui.cli.read import read_definition
from golive_tui.launch.codec import event_to_plain
from golive_tui.launch.events import Event
from golive_tui.launch.sentences import sentence
from golive_tui.store import history
from golive_tui.store.directory import LaunchDirectory

FOLLOW_EVERY = 0.5
"""Real seconds between two looks for new events."""


def add_arguments(parser: Parser) -> None:
    """Which launch, and how to say it."""
    add_launch(parser)
    parser.add_argument("--follow", action="store_true", help="go on as events come, until ctrl+c")
    parser.add_argument(
        "--json", action="store_true", help="one JSON document; with --follow, one object a line"
    )


def run(args: argparse.Namespace) -> int:
    """Print them, the oldest first."""
    launch = meant(args)
    checklist = read_definition(launch)
    if args.json and not args.follow:
        events = [event_to_plain(event) for event in _events(launch, 0)]
        answer_json({"schema": 1, "events": events})
        return DONE
    seq = 0
    while True:
        for event in _events(launch, seq):
            if args.json:
                answer_json(event_to_plain(event), indent=None)
            else:
                answer(_line(event, checklist))
            seq = event.seq
        if not args.follow:
            return DONE
        close_streams()
        clock.pause(FOLLOW_EVERY)


def _events(launch: LaunchDirectory, seq: int) -> Iterator[Event]:
    while found := history.since(launch, seq):
        yield from found
        seq = found[-1].seq


def _line(event: Event, checklist: Checklist) -> str:
    return f"{event.seq:>6}  {event.at:%Y-%m-%d %H:%M:%S}Z  {sentence(event, checklist)}"
