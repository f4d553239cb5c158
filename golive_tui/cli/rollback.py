"""`golive rollback`: run the rollback's steps, one after the other, and wait for its end."""

import argparse

from golive_tui.cli.act import asked
from golive_tui.cli.exit_codes import DONE, NO
from golive_tui.cli.launches import add_launch, meant
from golive_tui.cli.output import answer, tell
from golive_tui.cli.parsing import Parser
from golive_tui.cli.read import read_definition
from golive_tui.cli.rollback_show import show
from golive_tui.cli.watching import Watch
from golive_tui.launch import events as e
from golive_tui.launch.commands import RollBack
from golive_tui.launch.rollback import WORD, steps
from golive_tui.text import clean


def add_arguments(parser: Parser) -> None:
    """Which launch, and the word."""
    add_launch(parser)
    parser.add_argument(
        "--confirm", default="", metavar=WORD, help=f"the word {WORD}: nothing is run without it"
    )
    parser.add_argument(
        "--show", action="store_true", help="only say whether it could run, and what it would run"
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="for the record")
    parser.add_argument(
        "--cancel-running",
        action="store_true",
        help="end first what runs in an exclusive group that the rollback needs",
    )
    parser.add_argument(
        "--no-wait",
        action="store_false",
        dest="wait",
        help="do not wait for its end",
    )


def run(args: argparse.Namespace) -> int:
    """Roll back; 0 when it is ROLLED BACK, 1 when the ROLLBACK FAILED. With `--show`, 0 when it
    could run."""
    if args.show:
        return show(meant(args))
    request = RollBack(typed=args.confirm, reason=args.reason, cancel_running=args.cancel_running)
    launch, said = asked(args, request)
    seq = int(said.get("seq", 0))
    if not args.wait:
        tell(f"{launch.path.name}: rolling back, recorded as event {seq}")
        return DONE
    names = {item.id for item in steps(read_definition(launch))}
    try:
        end = Watch(launch, seq - 1, names).until(_is_end).fact
    except KeyboardInterrupt:
        tell("\nthe rollback goes on without us; golive status says how it ends")
        raise
    match end:
        case e.RollbackEnded(outcome="failed", step=step, detail=detail):
            answer(f"ROLLBACK FAILED at {clean(step)}{': ' if detail else ''}{clean(detail)}")
            return NO
    answer("ROLLED BACK")
    return DONE


def _is_end(event: e.Event) -> bool:
    return isinstance(event.fact, e.RollbackEnded)
