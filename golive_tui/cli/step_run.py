"""`golive step run`, `verify` and `cancel`: start an attempt and wait for its end, or end it."""

import argparse

from golive_tui.cli.act import asked
from golive_tui.cli.exit_codes import DONE, NO
from golive_tui.cli.output import answer, tell
from golive_tui.cli.parsing import Parser
from golive_tui.cli.watching import Watch
from golive_tui.errors import EngineError, InputError
from golive_tui.launch import events as e
from golive_tui.launch.commands import CancelStep, RerunFrom, RunNext, RunStep, VerifyStep
from golive_tui.store import history
from golive_tui.store.directory import LaunchDirectory
from golive_tui.wire.messages import Request


def add_run(parser: Parser) -> None:
    """How to run a step."""
    _add_confirm(parser)
    parser.add_argument("--again", action="store_true", help="knowing that it has run before")
    parser.add_argument(
        "--next", dest="coming", action="store_true", help="the step that comes next; without ID"
    )
    add_rerun(parser, confirm=False)


def add_rerun(parser: Parser, *, confirm: bool = True) -> None:
    """How to run a step again, with those after it to come."""
    if confirm:
        _add_confirm(parser)
    parser.add_argument("--reason", default="", metavar="TEXT", help="for the record")
    add_name(parser)
    _add_wait(parser)


def add_name(parser: Parser) -> None:
    """Who acts, where people share an account."""
    parser.add_argument(
        "--name",
        dest="who",
        default="",
        metavar="NAME",
        help="who you are, for a step that needs four eyes, where you share an account",
    )


def _add_confirm(parser: Parser) -> None:
    parser.add_argument(
        "--confirm",
        default="",
        metavar="TARGET",
        help="the target's name, for a step that asks for it to be typed",
    )


def add_verify(parser: Parser) -> None:
    """How to verify a step."""
    _add_wait(parser)


def add_cancel(parser: Parser) -> None:
    """How to cancel an attempt."""
    parser.add_argument("--reason", default="", metavar="TEXT", help="for the record")
    _add_wait(parser)


def _add_wait(parser: Parser) -> None:
    parser.add_argument(
        "--no-wait",
        action="store_false",
        dest="wait",
        help="do not wait for its end: print the attempt's id",
    )


def run(args: argparse.Namespace) -> int:
    """Run it and its retries; 0 when it succeeded, 1 when it did not."""
    if args.coming == (args.step is not None):
        raise InputError("which step?", hint="give its ID, or --next")
    more = {"typed": args.confirm, "reason": args.reason, "name": args.who}
    if args.coming:
        return _attempted(args, RunNext(again=args.again, **more))
    return _attempted(args, RunStep(step=args.step, again=args.again, **more))


def rerun_from(args: argparse.Namespace) -> int:
    """Run it again; 0 when it succeeded, 1 when it did not."""
    request = RerunFrom(step=args.step, typed=args.confirm, reason=args.reason, name=args.who)
    return _attempted(args, request)


def verify(args: argparse.Namespace) -> int:
    """Run its `verify`; 0 when that says yes, 1 when it does not."""
    return _attempted(args, VerifyStep(step=args.step))


def cancel(args: argparse.Namespace) -> int:
    """End it; 0 when it ended and nothing of it is left, 1 when something is."""
    launch, seq = _asked(args, CancelStep(step=args.step, reason=args.reason))
    fact = _told(launch, seq)
    if isinstance(fact, e.StepGivenUp):
        tell(f"`{args.step}` is not tried again")
        return DONE
    if not args.wait:
        answer(fact.attempt)
        return DONE
    end = _end_of(fact, Watch(launch, seq - 1, {args.step}, output=False))
    return DONE if end is not None and not end.survivors else NO


def _attempted(args: argparse.Namespace, request: Request) -> int:
    launch, seq = _asked(args, request)
    fact = _told(launch, seq)
    if not args.wait:
        answer(fact.attempt)
        return DONE
    end = _end_of(fact, Watch(launch, seq - 1, {fact.step}))
    return DONE if end is not None and end.outcome == "succeeded" else NO


def _asked(args: argparse.Namespace, request: Request) -> tuple[LaunchDirectory, int]:
    launch, said = asked(args, request)
    return launch, int(said.get("seq", 0))


def _told(launch: LaunchDirectory, seq: int) -> e.StepRequested | e.StepCancelled | e.StepGivenUp:
    """What event `seq`, the engine's answer, tells."""
    for event in history.since(launch, seq - 1, 1):
        if isinstance(event.fact, e.StepRequested | e.StepCancelled | e.StepGivenUp):
            return event.fact
    raise EngineError(
        f"event {seq} does not tell of a step", hint="golive step list says how it stands"
    )


class _Ending:
    """The end of an attempt and of the retries that follow it."""

    def __init__(self, fact: e.StepRequested | e.StepCancelled | e.StepGivenUp) -> None:
        self.attempt = fact.attempt
        self.found: e.StepEnded | None = None
        self._left = fact.retries - fact.retry if isinstance(fact, e.StepRequested) else 0

    def over(self, event: e.Event) -> bool:
        """Whether nothing of it is to come after this event."""
        match event.fact:
            case e.StepRequested(retry=retry) as fact if retry and self._waits():
                self.attempt, self.found = fact.attempt, None
                self._left = fact.retries - retry
            case e.StepEnded(attempt=attempt) as fact if attempt == self.attempt:
                self.found = fact
                return not self._waits()
            case e.StepLost(attempt=attempt) | e.StepGivenUp(attempt=attempt):
                return attempt == self.attempt
        return False

    def _waits(self) -> bool:
        """Whether a retry, or that none follows, is still to be told."""
        return (
            self._left > 0
            and self.found is not None
            and self.found.outcome in ("failed", "timed_out")
        )


def _end_of(
    fact: e.StepRequested | e.StepCancelled | e.StepGivenUp, watch: Watch
) -> e.StepEnded | None:
    """How it ended; None where nobody can tell."""
    ending = _Ending(fact)
    try:
        watch.until(ending.over)
    except KeyboardInterrupt:
        tell(f"\n{ending.attempt} goes on without us; golive step cancel {fact.step} ends it")
        raise
    return ending.found
