"""`golive round`: answer or complete the round that is due."""

import argparse

from golive_tui.cli.act import act
from golive_tui.cli.launches import add_launch
from golive_tui.cli.parsing import Parser
from golive_tui.launch.commands import AnswerRound, CompleteRound

ANSWERS = ("passed", "failed", "skipped")


def add_arguments(parser: Parser) -> None:
    """Which act."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="answer|complete")
    answer = acts.add_parser(
        "answer", help="answer one question", description="Answer one question."
    )
    answer.add_argument("item", metavar="ITEM", help="the question's id")
    answer.add_argument("status", choices=ANSWERS, metavar="STATUS", help=", ".join(ANSWERS))
    complete = acts.add_parser("complete", help="close it", description="Close it.")
    complete.add_argument(
        "--rest",
        choices=ANSWERS,
        metavar="STATUS",
        help=f"the answer to what is still open: {', '.join(ANSWERS)}",
    )
    for each in (answer, complete):
        each.add_argument("--note", default="", metavar="TEXT", help="why; needed to skip")
        add_launch(each, positional=False)


def run(args: argparse.Namespace) -> int:
    """Do it; done when it is on disk."""
    if args.act == "answer":
        return act(args, AnswerRound(item=args.item, status=args.status, note=args.note))
    return act(args, CompleteRound(note=args.note, rest=args.rest))
