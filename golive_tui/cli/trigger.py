"""`golive trigger`: the rollback triggers: see how far each is from its trip, and answer one."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from golive_tui.cli.act import act
from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.launches import add_launch, meant
from golive_tui.cli.output import answer, answer_json, tell
from golive_tui.cli.parsing import Parser
from golive_tui.cli.read import read_launch
from golive_tui.errors import UnitError
from golive_tui.launch.distance import WORDS, Distance, blindness, breach_time, distance, how_far
from golive_tui.launch.trigger_commands import (
    AcknowledgeTrigger,
    DisarmTrigger,
    HoldTrigger,
    OverrideTrigger,
    ResetTrigger,
)
from golive_tui.launch.vanish import next_acts, soon
from golive_tui.report.status import Facts, status
from golive_tui.text import clean
from golive_tui.units import duration, show_duration

ACTS: Final = 6
"""Acts that come by themselves, as far as the list names them."""


def add_arguments(parser: Parser) -> None:
    """Which act."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="|".join(RUN))
    listed = _act(acts, "list", "The triggers, how far each is from its trip, and what comes.")
    add_launch(listed)
    listed.add_argument("--json", action="store_true", help="one JSON document for scripts")
    verbs = {
        "acknowledge": "Silence a trip's bell; nothing else changes.",
        "hold": "Stop a trip's countdown for a while; then it asks again.",
        "override": "Go on despite a trip: the trigger is armed afresh.",
        "disarm": "Keep a trigger from tripping for a while.",
        "reset": "Be done with a trip: armed again once it has been well.",
    }
    for word, does in verbs.items():
        each = _act(acts, word, does)
        each.add_argument("trigger", metavar="TRIGGER", help="its id, as in golive trigger list")
        needed = "" if word in ("acknowledge", "reset") else "; needed"
        each.add_argument("--reason", default="", metavar="TEXT", help=f"why{needed}")
        if word in ("hold", "disarm"):
            each.add_argument(
                "--for",
                dest="length",
                type=_length,
                metavar="TIME",
                help='such as "5m"; as long as may be when not given',
            )
        if word == "override":
            each.add_argument(
                "--second", default="", metavar="NAME", help="who agrees, where two must"
            )
        add_launch(each, positional=False)


def _act(acts: "argparse._SubParsersAction[Parser]", word: str, does: str) -> Parser:
    return acts.add_parser(word, help=does, description=does)


def _length(text: str) -> float:
    try:
        return duration(text)
    except UnitError as error:
        raise argparse.ArgumentTypeError(f"{error.message}; {error.hint}") from None


def _list(args: argparse.Namespace) -> int:
    facts = read_launch(meant(args))
    if args.json:
        answer_json({"schema": 1, "triggers": status(facts)["triggers"]})
        return DONE
    if not facts.checklist.triggers:
        tell("the checklist has no rollback triggers")
    for line in lines(facts):
        answer(line)
    return DONE


def lines(facts: Facts) -> Iterator[str]:
    """A line a trigger, what is to be known beside it, and what happens if nobody does anything."""
    width = max((len(name) for name in facts.checklist.triggers), default=0)
    for name, trigger in facts.checklist.triggers.items():
        found = distance(trigger, facts.state, facts.sight, facts.now)
        yield (
            f"{clean(name):<{width}}  {WORDS[found.sense]:<8}  {how_far(found):<18}"
            f"  {breach_time(found):<12}  n {found.reading.n}"
        ).rstrip()
        for said in _beside(found, facts):
            yield f"  {clean(said)}"
    acts = soon(next_acts(facts.checklist, facts.state, facts.now), facts.now)
    for each in acts[:ACTS]:
        left = show_duration(max((each.at - facts.now).total_seconds(), 0.0))
        yield f"in {left}: {clean(each.what)}"


def _beside(found: Distance, facts: Facts) -> Iterator[str]:
    known = found.known
    blind = blindness(found, facts.now)
    if blind:
        yield blind
    elif found.reading.why:
        yield f"cannot tell: {found.reading.why}"
    if found.sense in ("acknowledged", "held", "disarmed"):
        yield f"by {known.by}{': ' if known.reason else ''}{known.reason}"
    if known.acts_at is not None and facts.engine != "running" and known.acts_at <= facts.now:
        yield f"THE ROLLBACK was due at {known.acts_at:%H:%M:%S} UTC and begins with an engine"
    elif known.acts_at is not None:
        yield f"THE ROLLBACK STARTS at {known.acts_at:%H:%M:%S} UTC unless it is held"
    elif known.held_until is not None:
        yield f"asks again at {known.held_until:%H:%M:%S} UTC"
    elif known.rearm_at is not None:
        yield f"armed again at {known.rearm_at:%H:%M:%S} UTC"
    if known.blocked:
        yield f"starts no rollback by itself: {known.blocked}"


def _acknowledge(args: argparse.Namespace) -> int:
    return act(args, AcknowledgeTrigger(trigger=args.trigger, reason=args.reason))


def _hold(args: argparse.Namespace) -> int:
    request = HoldTrigger(trigger=args.trigger, reason=args.reason, seconds=args.length)
    return act(args, request)


def _override(args: argparse.Namespace) -> int:
    request = OverrideTrigger(trigger=args.trigger, reason=args.reason, second=args.second)
    return act(args, request)


def _disarm(args: argparse.Namespace) -> int:
    request = DisarmTrigger(trigger=args.trigger, reason=args.reason, seconds=args.length)
    return act(args, request)


def _reset(args: argparse.Namespace) -> int:
    return act(args, ResetTrigger(trigger=args.trigger, reason=args.reason))


RUN: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "list": _list,
    "acknowledge": _acknowledge,
    "hold": _hold,
    "override": _override,
    "disarm": _disarm,
    "reset": _reset,
}


def run(args: argparse.Namespace) -> int:
    """Do it."""
    return RUN[args.act](args)
