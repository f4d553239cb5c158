"""`golive demo`: a rehearsed launch of the shipped document, on a stand-in, on a fast clock."""

import argparse
from pathlib import Path
from typing import Final

from golive_tui import clock
from golive_tui.checklist.model import Checklist
from golive_tui.checklist.reader import read_checklist
from golive_tui.checklist_files import find, load
from golive_tui.cli.dashboard import add_dashboard, check_terminal, open_dashboard
from golive_tui.cli.launches import runs
from golive_tui.cli.output import tell
from golive_tui.cli.parsing import Parser, path
from golive_tui.cli.version import version
from golive_tui.engine.create import Plan, begin
from golive_tui.errors import GoliveError, InputError
from golive_tui.launch.events import LaunchCreated
from golive_tui.probes.all_kinds import specs
from golive_tui.store.catalog import base, first_event, launches
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import last_alive

SPEED: Final = 60.0
FASTEST: Final = 3600.0
"""Launch seconds a second."""
LONGEST: Final = 3600.0
"""Launch seconds of a countdown, as the checklist has it."""
PREVIOUS: Final = "deploy-staging"
"""The item of the document whose pass says that there is a version to go back to."""
FRESH: Final = 1800.0
"""Real seconds for which a demo without an engine is come back to, not begun anew."""


def add_arguments(parser: Parser) -> None:
    """How fast, where."""
    parser.add_argument(
        "--speed",
        type=float,
        metavar="N",
        help=f"launch seconds a second, 1 to {FASTEST:g}; {SPEED:g} unless given",
    )
    parser.add_argument(
        "--countdown",
        type=float,
        metavar="SECONDS",
        help="have a trigger that trips start the rollback after so many real seconds, unless it "
        "is held; the document lets it ask",
    )
    parser.add_argument("--launch", type=path, metavar="DIR", help="the launch directory to use")
    parser.add_argument("--new", action="store_true", help="begin anew")
    add_dashboard(parser)


def run(args: argparse.Namespace) -> int:
    """Come back to the demo that runs, or begin one."""
    if args.speed is not None and not 1 <= args.speed <= FASTEST:
        raise InputError(f"--speed {args.speed:g} is not between 1 and {FASTEST:g}")
    speed = args.speed or SPEED
    if args.countdown is not None and not 1 <= args.countdown * speed <= LONGEST:
        raise InputError(
            f"--countdown {args.countdown:g} is not between {1 / speed:.2g} and "
            f"{LONGEST / speed:g} s at {speed:g} times the speed"
        )
    check_terminal(args)
    anew = args.new or args.countdown is not None
    known = None if anew else _known(args.launch, args.speed)
    if known is not None:
        tell(f"coming back to {known.path.name}; golive demo --new begins another")
        return open_dashboard(args, known)
    source = find("flowmind")
    checklist, text = load(source, specs())
    if args.countdown is not None:
        text = _counting(checklist, text, args.countdown * speed)
        checklist = read_checklist(text, str(source), specs())
        # No file has this name: the launch holds the only copy.
        source = source.with_stem(f"{source.stem}-countdown")
    plan = Plan(
        checklist=checklist,
        source=source,
        text=text,
        target="rehearsal",
        directory=Path.cwd(),
        base=base(),
        place=args.launch,
        rehearsal=True,
        speed=speed,
    )
    return open_dashboard(args, begin(plan, version=version()))


def _counting(checklist: Checklist, text: bytes, seconds: float) -> bytes:
    """The document with a countdown of so many launch seconds at each of its triggers."""
    from golive_tui.rehearsal.policies import with_policies
    from golive_tui.rehearsal.scenario import Policy

    policies = [
        Policy(trigger=name, action="countdown", countdown=seconds) for name in checklist.triggers
    ]
    return with_policies(text, policies, PREVIOUS)


def _known(place: Path | None, speed: float | None) -> LaunchDirectory | None:
    """The demo to come back to: in the directory given, else the newest that is still warm.

    Raises InputError when the directory holds a launch that is no demo.
    """
    if place is None:
        return next((each for each in launches(base()) if _is_warm(each, speed)), None)
    launch = LaunchDirectory(place)
    if not launch.holds_launch():
        return None
    if _speed(launch) is None:
        raise InputError(
            f"{launch.path} holds a launch that is no demo",
            hint=f"golive attach {launch.path} opens it; choose another --launch DIR for the demo",
        )
    return launch


def _is_warm(launch: LaunchDirectory, speed: float | None) -> bool:
    known = _speed(launch)
    # At real speed it is more likely a rehearsal that somebody runs in earnest.
    if known is None or (known != speed if speed is not None else known == 1):
        return False
    alive = last_alive(launch)
    return runs(launch) or (alive is not None and clock.real_now().timestamp() - alive < FRESH)


def _speed(launch: LaunchDirectory) -> float | None:
    """The speed of a demo; None of a launch that is none, or that cannot be read."""
    try:
        fact = first_event(launch).fact
    except GoliveError:
        return None
    return fact.speed if isinstance(fact, LaunchCreated) and fact.rehearsal else None
