"""`golive step run`, `verify` and `cancel`: start an attempt and wait for its end, or end it."""

import argparse

from golive_tui.cli.act import asked
from golive_tui.cli.exit_codes import DONE, NO
from golive_tui.cli.output import answer, tell
from golive_tui.cli.parsing import Parser
from golive_tui.cli.watching import Watch
from golive_tui.errors import EngineError
from golive_tui.launch import events as e
from golive_tui.launch.commands import CancelStep, RunStep, VerifyStep
from golive_tui.store import history
from golive_tui.store.directory import LaunchDirectory
from golive_tui.wire.messages import Request


def add_run(parser: Parser) -> None:
    """How to run a step."""
    parser.add_argument(
        "--confirm",
        default="",
        metavar="TARGET",
        help="the target's name, for a step that asks for it to be typed",
    )
    parser.add_argument("--again", action="store_true", help="knowing that it has run before")
    parser.add_argument("--reason", default="", metavar="TEXT", help="for the record")
    _add_wait(parser)


def add_verify(parser: Parser) -> None:
    """How to verify a step."""
    _add_wait(parser)


def add_cancel(parser: Parser) -> None:
    """How to cancel an attempt."""
    parser.add_argument("--reason", default="", metavar="TEXT", help="for the record")
    _add_wait(parser)


def _add_wait(parser: Parser) -> None:
    parser.add_argument(
        "--wait",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="do not wait for its end: print the attempt's id",
    )


def run(args: argparse.Namespace) -> int:
    """Run it; 0 when it succeeded, 1 when it did not."""
    request = RunStep(step=args.step, typed=args.confirm, again=args.again, reason=args.reason)
    return _attempted(args, request)


def verify(args: argparse.Namespace) -> int:
    """Run its `verify`; 0 when that says yes, 1 when it does not."""
    return _attempted(args, VerifyStep(step=args.step))


def cancel(args: argparse.Namespace) -> int:
    """End it; 0 when it ended and nothing of it is left, 1 when something is."""
    launch, seq = _asked(args, CancelStep(step=args.step, reason=args.reason))
    attempt = _attempt(launch, seq, args.step)
    if not args.wait:
        answer(attempt)
        return DONE
    end = _end_of(attempt, Watch(launch, seq - 1, {args.step}, output=False), args.step)
    return DONE if end is not None and not end.survivors else NO


def _attempted(args: argparse.Namespace, request: Request) -> int:
    launch, seq = _asked(args, request)
    attempt = _attempt(launch, seq, args.step)
    if not args.wait:
        answer(attempt)
        return DONE
    end = _end_of(attempt, Watch(launch, seq - 1, {args.step}), args.step)
    return DONE if end is not None and end.outcome == "succeeded" else NO


def _asked(args: argparse.Namespace, request: Request) -> tuple[LaunchDirectory, int]:
    launch, said = asked(args, request)
    return launch, int(said.get("seq", 0))


def _attempt(launch: LaunchDirectory, seq: int, step: str) -> str:
    """The attempt of which event `seq`, the engine's answer, tells."""
    for event in history.since(launch, seq - 1, 1):
        match event.fact:
            case e.StepRequested(attempt=attempt) | e.StepCancelled(attempt=attempt):
                return attempt
    raise EngineError(
        f"event {seq} does not tell of `{step}`", hint="golive step list says how it stands"
    )


def _end_of(attempt: str, watch: Watch, step: str) -> e.StepEnded | None:
    """How it ended; None where nobody can tell."""

    def over(event: e.Event) -> bool:
        fact = event.fact
        return isinstance(fact, e.StepEnded | e.StepLost) and fact.attempt == attempt

    try:
        fact = watch.until(over).fact
    except KeyboardInterrupt:
        tell(f"\n{attempt} goes on without us; golive step cancel {step} ends it")
        raise
    return fact if isinstance(fact, e.StepEnded) else None
