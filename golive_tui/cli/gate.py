"""`golive gate`: go/no-go polls: see them, vote, go on against one, answer for that."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from golive_tui.cli.act import act
from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.launches import add_launch, meant
from golive_tui.cli.output import answer, answer_json, tell
from golive_tui.cli.parsing import Parser
from golive_tui.cli.read import read_launch
from golive_tui.launch.commands import OverrideGate, ResolveGate, VoteGate
from golive_tui.report.acts import gates
from golive_tui.text import clean

VOTES: Final = ("go", "no-go", "exception")


def add_arguments(parser: Parser) -> None:
    """Which act."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="|".join(RUN))
    listed = _act(acts, "list", "The gates, and what their stations say.")
    add_launch(listed)
    listed.add_argument("--json", action="store_true", help="one JSON document for scripts")
    vote = _act(acts, "vote", "Answer for a station.")
    override = _act(acts, "override", "Go on against it: the reason stays on every screen.")
    resolve = _act(acts, "resolve", "Answer for an override.")
    for each in (vote, override, resolve):
        each.add_argument("gate", metavar="GATE", help="its id, as in golive gate list")
    _add_vote(vote)
    override.add_argument("--reason", default="", metavar="TEXT", help="why; needed")
    resolve.add_argument(
        "--note", default="", metavar="TEXT", help="how it was answered for; needed"
    )
    for each in (vote, override, resolve):
        add_launch(each, positional=False)


def _act(acts: "argparse._SubParsersAction[Parser]", word: str, does: str) -> Parser:
    return acts.add_parser(word, help=does, description=does)


def _add_vote(parser: Parser) -> None:
    parser.add_argument("station", metavar="STATION", help="who is asked, as in golive gate list")
    parser.add_argument("vote", choices=VOTES, metavar="VOTE", help=", ".join(VOTES))
    parser.add_argument(
        "--name",
        dest="speaker",
        default="",
        metavar="NAME",
        help="who speaks for the station; needed",
    )
    parser.add_argument(
        "--reason", default="", metavar="TEXT", help="needed for no-go and for an exception"
    )


def _list(args: argparse.Namespace) -> int:
    facts = read_launch(meant(args))
    found = gates(facts.checklist, facts.state, facts.now)
    if args.json:
        answer_json({"schema": 1, "gates": found})
        return DONE
    if not found:
        tell("the checklist has no gates")
    for name, gate in found.items():
        for line in _lines(name, gate):
            answer(line)
    return DONE


def _lines(name: str, gate: Mapping[str, Any]) -> Iterator[str]:
    before = f"before {gate['before']}" if gate["before"] else "before going live"
    yield f"{clean(name)}  {gate['word'].upper()}  {clean(gate['title'], 60)}, {clean(before)}"
    if gate["overridden"]:
        yield f"  OVERRIDDEN by {clean(gate['overridden_by'])}: {clean(gate['reason'] or '')}"
    width = max((len(each) for each in gate["stations"]), default=0)
    for station, said in gate["stations"].items():
        yield f"  {clean(station):<{width}}  {said['word']:<9}  {_said(said)}".rstrip()


def _said(said: Mapping[str, Any]) -> str:
    if said["vote"] is None:
        return ""
    was = f"said {said['vote']}, " if said["word"] != said["vote"] else ""
    reason = f": {said['reason']}" if said["reason"] else ""
    until = f"good until {said['expires_at'][11:16]} UTC"
    return clean(f"{was}{said['name']} (as {said['by']}), {until}{reason}")


def _vote(args: argparse.Namespace) -> int:
    request = VoteGate(
        gate=args.gate, station=args.station, vote=args.vote, name=args.speaker, reason=args.reason
    )
    return act(args, request)


def _override(args: argparse.Namespace) -> int:
    return act(args, OverrideGate(gate=args.gate, reason=args.reason))


def _resolve(args: argparse.Namespace) -> int:
    return act(args, ResolveGate(gate=args.gate, note=args.note))


RUN: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "list": _list,
    "vote": _vote,
    "override": _override,
    "resolve": _resolve,
}


def run(args: argparse.Namespace) -> int:
    """Do it."""
    return RUN[args.act](args)
