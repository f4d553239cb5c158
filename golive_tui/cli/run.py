"""`golive run`: start a checklist's launch, or resume it, and open the dashboard."""

import argparse
from pathlib import Path

from golive_tui.checklist_files import find, load
from golive_tui.cli.dashboard import add_dashboard, check_terminal, open_dashboard
from golive_tui.cli.metrics import add_metrics, hand_on
from golive_tui.cli.output import tell
from golive_tui.cli.parsing import Parser, add_checklist, path
from golive_tui.cli.version import version
from golive_tui.engine.create import Plan, begin, choose_target
from golive_tui.errors import GoliveError, InputError
from golive_tui.launch.events import LaunchCreated
from golive_tui.probes.all_kinds import specs
from golive_tui.store.catalog import base, first_event, launches
from golive_tui.store.directory import LaunchDirectory


def add_arguments(parser: Parser) -> None:
    """What, on which target, where."""
    add_checklist(parser)
    parser.add_argument("--target", metavar="NAME", help="the target of the checklist to launch on")
    parser.add_argument("--launch", type=path, metavar="DIR", help="the launch directory to use")
    parser.add_argument("--new", action="store_true", help="begin anew, even if there is a launch")
    parser.add_argument(
        "--from", dest="carried", type=path, metavar="STATE", help="go on from a copied state.toml"
    )
    add_metrics(parser)
    add_dashboard(parser)


def run(args: argparse.Namespace) -> int:
    """Resume or begin, then show."""
    check_terminal(args)
    hand_on(args)
    path = find(args.checklist)
    checklist, text = load(path, specs())
    target = choose_target(checklist, args.target)
    plan = Plan(
        checklist=checklist,
        source=path,
        text=text,
        target=target,
        directory=Path.cwd(),
        base=base(),
        place=args.launch,
        rehearsal=checklist.targets[target].rehearsal,
    )
    if args.carried is not None:
        from golive_tui.engine.create import carry

        launch = carry(plan, args.carried)
        return open_dashboard(args, launch)
    known = None if args.new else existing(plan)
    if known is not None:
        tell(f"resuming {known.path.name}")
        return open_dashboard(args, known)
    return open_dashboard(args, begin(plan, version=version()))


def existing(plan: Plan) -> LaunchDirectory | None:
    """The newest launch of the same checklist file and target, or the one in the directory given.

    A launch that cannot be read may be that one: where no directory was given it is passed over,
    and told. Raises InputError when the directory given holds another checklist's launch, and what
    `first_event` raises when nobody can say whose.
    """
    if plan.place is not None:
        launch = LaunchDirectory(plan.place)
        if not launch.holds_launch():
            return None
        if not _is_of(launch, plan):
            raise InputError(
                f"{launch.path} holds a launch of another checklist or target",
                hint=f"golive attach {launch.path} opens it; a new one needs another --launch DIR",
            )
        return launch
    for launch in launches(plan.base):
        try:
            if _is_of(launch, plan):
                return launch
        except GoliveError as error:
            tell(f"passing over {launch.path.name}, which cannot be read: {error.message}")
    return None


def _is_of(launch: LaunchDirectory, plan: Plan) -> bool:
    """Whether it is the launch that the plan asks for; raises what `first_event` raises."""
    fact = first_event(launch).fact
    return (
        isinstance(fact, LaunchCreated)
        and fact.checklist == str(plan.source.absolute())
        and fact.target == plan.target
        and fact.speed == plan.speed
    )
