"""`golive round`: answer or complete the round that is due."""

import argparse

from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.launches import add_launch, meant
from golive_tui.client.ask import ask
from golive_tui.client.start import ensure_engine_now
from golive_tui.launch.commands import AnswerRound, CompleteRound

ANSWERS = ("passed", "failed", "skipped")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which act."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="answer|complete")
    answer = acts.add_parser("answer", help="answer one question of it")
    answer.add_argument("item", metavar="ITEM")
    answer.add_argument("status", choices=ANSWERS)
    complete = acts.add_parser("complete", help="close it")
    complete.add_argument("--rest", choices=ANSWERS, help="the answer to what is still open")
    for each in (answer, complete):
        each.add_argument("--note", default="", metavar="TEXT", help="why; needed to skip")
        add_launch(each, positional=False)


def run(args: argparse.Namespace) -> int:
    """Do it; done when it is on disk."""
    launch = meant(args)
    ensure_engine_now(launch.path)
    if args.act == "answer":
        ask(launch.path, AnswerRound(item=args.item, status=args.status, note=args.note))
    else:
        ask(launch.path, CompleteRound(note=args.note, rest=args.rest))
    return DONE
