"""`golive rollback --show`: whether a rollback could run now, and what it would run."""

from collections.abc import Iterator, Mapping
from typing import Any

from golive_tui.checklist.model import Item
from golive_tui.cli.exit_codes import DONE, NO
from golive_tui.cli.launches import runs
from golive_tui.cli.output import answer
from golive_tui.cli.read import read_launch
from golive_tui.cli.watching import command_line
from golive_tui.errors import GoliveError
from golive_tui.launch.rollback import steps
from golive_tui.report.lines import gone_through
from golive_tui.report.status import Facts, light_of
from golive_tui.store.directory import LaunchDirectory
from golive_tui.text import clean, plural
from golive_tui.units import show_duration
from golive_tui.wire.messages import ShowStep


def show(launch: LaunchDirectory) -> int:
    """Print the light and the steps; 0 when it is ready. Runs nothing and starts no engine."""
    facts = read_launch(launch)
    light = light_of(facts)
    answer(f"ROLLBACK {light.word}: {plural(light.steps, 'step')}; {gone_through(light)}")
    for reason in light.reasons:
        answer(f"  because {clean(reason)}")
    for number, item in enumerate(steps(facts.checklist), 1):
        for line in _step(facts, launch, number, item):
            answer(line)
    return DONE if light.word == "ready" else NO


def _step(facts: Facts, launch: LaunchDirectory, number: int, item: Item) -> Iterator[str]:
    last = facts.state.step(item.id).last_run
    ran = "never run"
    if last is not None:
        what = "rehearsed" if last.rehearsed else "ran"
        ran = f"{what} {last.requested_at:%Y-%m-%d %H:%M:%S} UTC: {last.status}"
        ran += f" in {show_duration(last.seconds)}" if last.ended_at else ""
    yield f"{number:3} {clean(item.id)}: {clean(item.title, 60)} ({ran})"
    plan = _plan(launch, item.id)
    shell = item.step is not None and item.step.shell
    argv = plan.get("argv") or (item.step.run if item.step else ())
    command = clean(command_line(argv, is_line=bool(plan.get("shell", shell))), 1000)
    yield f"    $ {command}{'  (a stand-in for the command)' if plan.get('rehearsed') else ''}"
    if plan.get("directory"):
        yield f"      in {clean(str(plan['directory']))} on {clean(str(plan.get('target', '')))}"


def _plan(launch: LaunchDirectory, step: str) -> Mapping[str, Any]:
    """The command as the engine would run it; nothing where no engine can be asked."""
    if not runs(launch):
        return {}
    from golive_tui.client.ask import ask

    try:
        plan = ask(launch.path, ShowStep(step=step)).get("plan")
    except GoliveError:
        return {}
    return plan if isinstance(plan, Mapping) else {}
