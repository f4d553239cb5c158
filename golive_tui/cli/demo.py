"""`golive demo`: a rehearsed launch of the shipped document, on a stand-in, on a fast clock."""

import argparse
from pathlib import Path
from typing import Final

from golive_tui.checklist_files import find, load
from golive_tui.cli.dashboard import add_dashboard, open_dashboard
from golive_tui.cli.main import version
from golive_tui.cli.output import tell
from golive_tui.clock import real_now
from golive_tui.engine.create import Plan, begin
from golive_tui.errors import InputError
from golive_tui.launch.events import LaunchCreated
from golive_tui.probes.all_kinds import specs
from golive_tui.store.catalog import base, first_event, launches
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder, last_alive

SPEED: Final = 60.0
FASTEST: Final = 3600.0
FRESH: Final = 1800.0
"""Real seconds for which a demo without an engine is come back to, not begun anew."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How fast, where."""
    parser.add_argument(
        "--speed", type=float, default=SPEED, metavar="N", help="launch seconds a second (60)"
    )
    parser.add_argument("--launch", type=Path, metavar="DIR", help="the launch directory to use")
    parser.add_argument("--new", action="store_true", help="begin anew")
    add_dashboard(parser)


def run(args: argparse.Namespace) -> int:
    """Come back to the demo that runs, or begin one."""
    if not 1 <= args.speed <= FASTEST:
        raise InputError(f"--speed {args.speed:g} is not between 1 and {FASTEST:g}")
    known = None if args.new else _known(args)
    if known is not None:
        tell(f"coming back to {known.path.name}; golive demo --new begins another")
        return open_dashboard(args, known)
    path = find("flowmind")
    checklist, text = load(path, specs())
    plan = Plan(
        checklist=checklist,
        source=path,
        text=text,
        target="rehearsal",
        directory=Path.cwd(),
        base=base(),
        place=args.launch,
        rehearsal=True,
        speed=args.speed,
    )
    return open_dashboard(args, begin(plan, version=version()))


def _known(args: argparse.Namespace) -> LaunchDirectory | None:
    if args.launch is not None:
        launch = LaunchDirectory(args.launch.absolute())
        return launch if launch.holds_launch() else None
    return next((launch for launch in launches(base()) if _is_fresh(launch)), None)


def _is_fresh(launch: LaunchDirectory) -> bool:
    fact = first_event(launch).fact
    if not isinstance(fact, LaunchCreated) or not fact.rehearsal or fact.speed == 1:
        return False
    alive = last_alive(launch)
    return holder(launch) is not None or (
        alive is not None and real_now().timestamp() - alive < FRESH
    )
