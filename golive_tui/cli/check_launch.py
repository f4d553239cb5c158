"""Checks asked of a launch's engine, which records what they find; we wait and tell."""

import argparse
from collections.abc import Callable

from golive_tui.checklist.model import Checklist
from golive_tui.cli.act import asked
from golive_tui.cli.check_outcome import Outcome, titled
from golive_tui.cli.output import tell
from golive_tui.cli.read import read_definition
from golive_tui.cli.watching import Watch
from golive_tui.launch import events as e
from golive_tui.launch.check_facts import CheckCancelled, CheckRequested, EvidenceRecorded
from golive_tui.launch.commands import VerifyItems
from golive_tui.store import history
from golive_tui.store.directory import LaunchDirectory

Told = Callable[[Outcome], None]


def run_on_launch(args: argparse.Namespace, command: VerifyItems, told: Told) -> list[Outcome]:
    """The outcomes in the order of the checklist; raises NotFound, Refused, EngineUnreachable.

    Who interrupts it ends the waiting: the engine goes on, and records.
    """
    launch, answer = asked(args, command)
    waiting = _requested(launch, int(answer.get("seq", 0)))
    checklist = read_definition(launch)
    outcomes: dict[str, Outcome] = {}

    def over(event: e.Event) -> bool:
        outcome = _outcome(event, checklist, waiting)
        if outcome is not None:
            outcomes[outcome.id] = outcome
            told(outcome)
        return len(outcomes) == len(waiting)

    try:
        Watch(launch, int(answer.get("seq", 0)), ()).until(over)
    except KeyboardInterrupt:
        tell("\nthe checks go on without us: golive status --json has what they find,")
        tell("and golive check --cancel calls them off")
        raise
    return [outcomes[item] for item in waiting.values()]


def _requested(launch: LaunchDirectory, seq: int) -> dict[str, str]:
    """Item by run, of the requests that ended with event `seq`: their names bear the number of the
    first of them."""
    (last,) = history.since(launch, seq - 1, 1)
    assert isinstance(last.fact, CheckRequested)  # noqa: S101 - it is what the engine has answered
    first = int(last.fact.check.rpartition("-")[2])
    batch = history.since(launch, first - 1, seq - first + 1)
    return {
        event.fact.check: event.fact.item
        for event in batch
        if isinstance(event.fact, CheckRequested)
    }


def _outcome(event: e.Event, checklist: Checklist, waiting: dict[str, str]) -> Outcome | None:
    match event.fact:
        case EvidenceRecorded(item=item, check=check) as fact if check in waiting:
            title, path = titled(checklist, item)
            return Outcome(
                id=item, title=title, path=path, found=fact.found, expires_at=fact.expires_at
            )
        case CheckCancelled(item=item, check=check, reason=reason) if check in waiting:
            title, path = titled(checklist, item)
            return Outcome(id=item, title=title, path=path, cancelled=reason)
        case _:
            return None
