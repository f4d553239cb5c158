"""`golive rehearse`: a launch with faults on a schedule, and whether what must follow did."""

import argparse
import json
import shutil
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from golive_tui import clock
from golive_tui.checklist.model import Checklist
from golive_tui.checklist_files import find, load
from golive_tui.cli.dashboard import add_dashboard, check_terminal, open_dashboard
from golive_tui.cli.exit_codes import DONE, NO
from golive_tui.cli.output import answer, tell
from golive_tui.cli.parsing import Parser, add_checklist
from golive_tui.cli.version import version
from golive_tui.errors import EngineError, InputError
from golive_tui.launch.events import Event
from golive_tui.probes.all_kinds import specs
from golive_tui.store.directory import LaunchDirectory

if TYPE_CHECKING:
    from golive_tui.rehearsal.scenario import Scenario
    from golive_tui.rehearsal.tell import Outcome

FASTEST: Final = 3600.0
"""Launch seconds a second."""


def add_arguments(parser: Parser) -> None:
    """What, how, how fast."""
    add_checklist(parser)
    parser.add_argument(
        "--scenario", metavar="FILE", help="a TOML file, or the name of one that comes with golive"
    )
    parser.add_argument("--all", action="store_true", help="every scenario that comes with golive")
    parser.add_argument("--list", action="store_true", help="name the scenarios that there are")
    parser.add_argument("--speed", type=float, metavar="N", help="launch seconds a second")
    parser.add_argument("--instant", action="store_true", help="in no time, with simulated probes")
    parser.add_argument("--headless", action="store_true", help="no dashboard: lines, and a table")
    parser.add_argument("--json", action="store_true", help="one JSON document; no dashboard")
    add_dashboard(parser, detach=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """A checklist to rehearse: its file, its bytes, and the target that is a rehearsal's."""

    checklist: Checklist
    source: Path
    text: bytes
    target: str


def run(args: argparse.Namespace) -> int:
    """Play what was asked for; 0 when all passed."""
    from golive_tui.rehearsal import scenario_file

    if args.list:
        answer("\n".join(scenario_file.shipped()))
        return DONE
    _check(args)
    source = find(args.checklist)
    checklist, text = load(source, specs())
    what = Rehearsed(checklist=checklist, source=source, text=text, target=_target(checklist))
    scenarios = _scenarios(args, checklist)
    if not args.headless and not args.json and len(scenarios) == 1:
        [scenario] = scenarios
        if scenario.how == "engine":
            check_terminal(args)
            return _ended([_shown(args, what, scenario)], what, as_json=False)
    return _ended(_all(what, scenarios, quiet=args.json), what, as_json=args.json)


def _check(args: argparse.Namespace) -> None:
    if args.all and args.scenario is not None:
        raise InputError("--all and --scenario exclude each other")
    if not args.all and args.scenario is None:
        raise InputError("which scenario?", hint="--scenario FILE, or --all; --list names them")
    if args.instant and args.speed is not None:
        raise InputError("--instant has no --speed")
    if args.speed is not None and not 1 <= args.speed <= FASTEST:
        raise InputError(f"--speed {args.speed:g} is not between 1 and {FASTEST:g}")


def _target(checklist: Checklist) -> str:
    found = [each.id for each in checklist.targets.values() if each.rehearsal]
    if not found:
        raise InputError(
            "the checklist has no target to rehearse on",
            hint="add [targets.rehearsal] with rehearsal = true",
        )
    return found[0]


def _scenarios(args: argparse.Namespace, checklist: Checklist) -> "list[Scenario]":
    from golive_tui.rehearsal import scenario_file
    from golive_tui.rehearsal.real import at_speed

    paths = (
        list(scenario_file.shipped().values()) if args.all else [scenario_file.find(args.scenario)]
    )
    return [
        at_speed(scenario_file.load(path, checklist), args.speed, instant=args.instant)
        for path in paths
    ]


def _all(what: Rehearsed, scenarios: "Sequence[Scenario]", *, quiet: bool) -> "list[Outcome]":
    """Those with an engine one after the other; the others meanwhile, since an engine leaves a
    processor idle."""
    found: dict[str, Outcome] = {}
    lock = threading.Lock()

    def play(those: "Sequence[Scenario]") -> None:
        for scenario in those:
            lines: list[str] = []
            say = lines.append if len(scenarios) > 1 else tell
            outcome = _played(what, scenario, (lambda _line: None) if quiet else say)
            with lock:
                found[scenario.name] = outcome
                if not quiet and len(scenarios) > 1:
                    tell("\n".join([f"{scenario.name}: {scenario.title}", *lines]))

    instant = [each for each in scenarios if each.how == "instant"]
    with ThreadPoolExecutor(1) as pool:
        beside = pool.submit(play, instant)
        play([each for each in scenarios if each.how == "engine"])
        beside.result()
    return [found[each.name] for each in scenarios]


def _played(what: Rehearsed, scenario: "Scenario", say: Callable[[str], None]) -> "Outcome":
    from golive_tui.rehearsal.expect import Run
    from golive_tui.rehearsal.instant import play_instant
    from golive_tui.rehearsal.owner import owned
    from golive_tui.rehearsal.real import play_on, stop

    began, what = clock.stopwatch(), _as_meant(what, scenario)
    told = _teller(what.checklist, say)
    if scenario.how == "instant":
        run: Run = play_instant(scenario, what.checklist, what.target, told)
        return _outcome(scenario, run, began, None)
    launch = _begun(what, scenario)
    with owned(launch.path):
        try:
            run = play_on(launch, scenario, what.checklist, told)
        finally:
            stop(launch)
    outcome = _outcome(scenario, run, began, launch.path)
    if not outcome.passed:
        return outcome
    shutil.rmtree(launch.path.parent, ignore_errors=True)
    return replace(outcome, launch=None)


def _as_meant(what: Rehearsed, scenario: "Scenario") -> Rehearsed:
    """The checklist with the scenario's own policies; a file of its own then holds it."""
    from golive_tui.checklist.reader import read_checklist
    from golive_tui.rehearsal.policies import has_own, with_policies

    if not has_own(scenario):
        return what
    text = with_policies(what.text, scenario.policies, scenario.previous)
    return replace(what, checklist=read_checklist(text, str(what.source), specs()), text=text)


def _begun(what: Rehearsed, scenario: "Scenario") -> LaunchDirectory:
    """A new launch, out of the way of those that people look at."""
    from golive_tui.engine.create import Plan, begin

    place = Path(tempfile.mkdtemp(prefix="golive-rehearse-")) / scenario.name
    source = place.parent / what.source.name
    source.write_bytes(what.text)
    plan = Plan(
        checklist=what.checklist,
        source=source,
        text=what.text,
        target=what.target,
        directory=Path.cwd(),
        base=place.parent,
        place=place,
        rehearsal=True,
        speed=scenario.speed,
    )
    return begin(plan, version=version())


def _teller(checklist: Checklist, say: Callable[[str], None]) -> Callable[[Event, float], None]:
    from golive_tui.rehearsal.tell import event_line

    def told(event: Event, seconds: float) -> None:
        if line := event_line(event, seconds, checklist):
            say(line)

    return told


def _outcome(scenario: "Scenario", run: object, began: float, place: Path | None) -> "Outcome":
    from golive_tui.rehearsal.expect import Run, evaluate
    from golive_tui.rehearsal.tell import Outcome

    assert isinstance(run, Run)  # noqa: S101 - the import is late, so the type is
    return Outcome(
        scenario=scenario,
        found=evaluate(scenario, run),
        start=run.start.timestamp(),
        seconds=clock.stopwatch() - began,
        launch=place,
    )


def _shown(args: argparse.Namespace, what: Rehearsed, scenario: "Scenario") -> "Outcome":
    """With the dashboard on it: when that is closed, the rehearsal is over."""
    from golive_tui.rehearsal.owner import owned
    from golive_tui.rehearsal.real import play_on, stop

    began, what = clock.stopwatch(), _as_meant(what, scenario)
    launch = _begun(what, scenario)
    closed, runs = threading.Event(), list[object]()

    def play() -> None:
        runs.append(
            play_on(launch, scenario, what.checklist, lambda _e, _s: None, over=closed.is_set)
        )

    player = threading.Thread(target=play, daemon=True)
    with owned(launch.path):
        player.start()
        try:
            open_dashboard(args, launch)
        finally:
            closed.set()
            player.join()
            stop(launch)
    if not runs:
        raise EngineError(
            f"the rehearsal broke off: golive journal --launch {launch.path} says where"
        )
    return _outcome(scenario, runs[0], began, launch.path)


def _ended(outcomes: "Sequence[Outcome]", what: Rehearsed, *, as_json: bool) -> int:
    from golive_tui.rehearsal.tell import document, table

    if as_json:
        answer(json.dumps(document(outcomes, what.checklist), ensure_ascii=False))
    else:
        for each in outcomes:
            answer("\n".join(table(each, what.checklist)))
            if each.launch is not None:
                tell(f"its launch is kept: golive journal --launch {each.launch}")
    return DONE if all(each.passed for each in outcomes) else NO
