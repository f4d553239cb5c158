"""`golive step`: the commands of a launch, for scripts: see, run, cancel, verify, settle, type."""

import argparse
from collections.abc import Callable, Mapping
from typing import Final

from golive_tui.cli import step_output, step_run, step_show
from golive_tui.cli.act import act
from golive_tui.cli.launches import add_launch
from golive_tui.cli.parsing import Parser
from golive_tui.launch.commands import ApproveStep, SettleStep


def add_arguments(parser: Parser) -> None:
    """Which act."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="|".join(ACTS))
    for word, (does, _, add) in ACTS.items():
        act_parser = acts.add_parser(word, help=does, description=f"{does[0].upper()}{does[1:]}.")
        if word not in ("list", "output"):
            act_parser.add_argument(
                "step",
                metavar="ID",
                nargs="?" if word == "run" else None,
                help="its id, as in golive step list",
            )
        add(act_parser)
        add_launch(act_parser, positional=word == "list")


def _add_settle(parser: Parser) -> None:
    parser.add_argument(
        "outcome",
        choices=("succeeded", "failed"),
        metavar="OUTCOME",
        help="succeeded, failed",
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="how you know; needed")


def _settle(args: argparse.Namespace) -> int:
    return act(args, SettleStep(step=args.step, outcome=args.outcome, reason=args.reason))


def _add_approve(parser: Parser) -> None:
    parser.add_argument(
        "--digest",
        default="",
        metavar="HEX",
        help="that of the command as golive step show --json shows it: another is refused",
    )
    parser.add_argument("--note", default="", metavar="TEXT", help="for the record")
    step_run.add_name(parser)


def _approve(args: argparse.Namespace) -> int:
    request = ApproveStep(step=args.step, digest=args.digest, name=args.who, note=args.note)
    return act(args, request)


Act = tuple[str, Callable[[argparse.Namespace], int], Callable[[Parser], None]]

ACTS: Final[Mapping[str, Act]] = {
    "list": (
        "the steps, and what became of them",
        step_show.run_list,
        step_show.add_json,
    ),
    "show": (
        "what it would run; exit 0 it may run now, 1 it may not",
        step_show.run_show,
        step_show.add_json,
    ),
    "run": (
        "run it, and wait for its end; exit 0 it succeeded, 1 it did not",
        step_run.run,
        step_run.add_run,
    ),
    "rerun-from": (
        "run it again, and reopen the steps after it in its stage that have succeeded",
        step_run.rerun_from,
        step_run.add_rerun,
    ),
    "approve": (
        "let another person run it once within 15 minutes, where it needs four eyes",
        _approve,
        _add_approve,
    ),
    "cancel": (
        "end the attempt that runs; exit 0 it ended, 1 processes of it are left",
        step_run.cancel,
        step_run.add_cancel,
    ),
    "output": (
        "what an attempt has written",
        step_output.output,
        step_output.add_output,
    ),
    "verify": (
        "run its verify command, and wait for its end; exit 0 it says yes, 1 it does not",
        step_run.verify,
        step_run.add_verify,
    ),
    "settle": (
        "say what became of an attempt that nobody can tell of",
        _settle,
        _add_settle,
    ),
    "type": (
        "type a line into the attempt that runs",
        step_output.type_in,
        step_output.add_type,
    ),
}
"""By its word: what it does, how, and its arguments."""


def run(args: argparse.Namespace) -> int:
    """Do it."""
    return ACTS[args.act][1](args)
