"""`golive status`: where a launch stands, from its files alone."""

import argparse

from golive_tui.cli.exit_codes import DONE, NO
from golive_tui.cli.launches import add_launch, meant
from golive_tui.cli.output import answer, answer_json
from golive_tui.cli.parsing import Parser
from golive_tui.cli.read import read_launch
from golive_tui.report.lines import lines
from golive_tui.report.status import status


def add_arguments(parser: Parser) -> None:
    """Which launch, and how to say it."""
    add_launch(parser)
    parser.add_argument("--json", action="store_true", help="one JSON document for scripts")


def run(args: argparse.Namespace) -> int:
    """Print it; 0 when it says go, 1 otherwise."""
    facts = read_launch(meant(args))
    document = status(facts)
    if args.json:
        answer_json(document)
    else:
        for line in lines(facts):
            answer(line)
    return DONE if document["launch"]["verdict"] == "go" else NO
