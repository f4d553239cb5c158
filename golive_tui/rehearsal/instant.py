"""A scenario in no time."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from golive_tui.checklist.model import Checklist
from golive_tui.launch import events as e
from golive_tui.launch.commands import RunStep
from golive_tui.rehearsal.acts import Asked
from golive_tui.rehearsal.expect import Run
from golive_tui.rehearsal.play import Player
from golive_tui.rehearsal.scenario import Scenario
from golive_tui.rehearsal.virtual import Virtual


class VirtualStage(Virtual):
    """A launch in virtual time, as a scenario wants it."""

    def ask(self, command: Asked) -> None:
        """As the engine would."""
        if isinstance(command, RunStep):
            self.request(command)
        else:
            self.decide(command)


@contextmanager
def _without_collector() -> Iterator[None]:
    """A million small values that live on make the collector a third of the cost."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def play_instant(
    scenario: Scenario,
    checklist: Checklist,
    target: str,
    told: Callable[[e.Event, float], None],
) -> Run:
    """Play it; `told` hears of every event."""
    player = Player(scenario, checklist, told)
    created = e.LaunchCreated(
        format=e.FORMAT,
        id=f"rehearse-{scenario.name}",
        title=checklist.title,
        checklist=scenario.file,
        sha256="0" * 64,
        target=target,
        directory=str(Path.cwd()),
        rehearsal=True,
        speed=1.0,
        version="rehearsal",
        host="rehearsal",
    )
    stage: VirtualStage

    def heard(event: e.Event) -> None:
        player.heard(stage, event)

    stage = VirtualStage(checklist, created, heard, rounds=scenario.rounds)
    player.begin(stage)
    stage.begin()
    with _without_collector():
        stage.run(scenario.until)
    return player.run(stage)
