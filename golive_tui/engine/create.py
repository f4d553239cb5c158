"""Beginning a launch: its directory, the frozen checklist, and the first event."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from golive_tui import clock
from golive_tui.checklist.model import Checklist
from golive_tui.engine.opening import fill
from golive_tui.engine.surroundings import Surroundings
from golive_tui.errors import InputError, NotFound
from golive_tui.launch.events import FORMAT, Event, LaunchCreated
from golive_tui.store.catalog import new_directory
from golive_tui.store.chain import START
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal
from golive_tui.store.recover import begin_from
from golive_tui.wire.peer import by_self


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to launch. `source` is the checklist's file, `text` its bytes, `directory` where the
    steps will run; `place` is the launch directory, or None for a new one below `base`."""

    checklist: Checklist
    source: Path
    text: bytes
    target: str
    directory: Path
    base: Path
    place: Path | None = None
    rehearsal: bool = False
    speed: float = 1.0


def choose_target(checklist: Checklist, named: str | None) -> str:
    """The target named, or the only one that is no rehearsal; raises NotFound or InputError."""
    if named is not None:
        if named not in checklist.targets:
            raise NotFound(
                f"the checklist has no target `{named}`",
                hint="it has: " + ", ".join(checklist.targets) if checklist.targets else "",
            )
        return named
    real = [target.id for target in checklist.targets.values() if not target.rehearsal]
    if len(real) == 1:
        return real[0]
    raise InputError(
        "the checklist has several targets" if real else "the checklist has no target",
        hint="choose one with --target: " + ", ".join(real) if real else "add [targets.NAME]",
    )


def begin(
    plan: Plan, *, version: str, stand_in: Mapping[str, str] | None = None
) -> LaunchDirectory:
    """Make the launch; raises before anything is made when a value is undefined or unset."""
    if not plan.rehearsal:
        surroundings = Surroundings(
            plan.checklist, plan.target, directory=plan.directory, stand_in=stand_in
        )
        for probe in plan.checklist.probes.values():
            fill(probe, surroundings)
    now = clock.real_now()
    if plan.place is None:
        launch = new_directory(plan.base, plan.source.stem, plan.target, now)
    else:
        launch = LaunchDirectory(plan.place.absolute())
        launch.create()
    launch.write_checklist(plan.text)
    created = LaunchCreated(
        format=FORMAT,
        id=launch.path.name,
        title=plan.checklist.title,
        checklist=str(plan.source.absolute()),
        sha256=hashlib.sha256(plan.text).hexdigest(),
        target=plan.target,
        directory=str(plan.directory),
        rehearsal=plan.rehearsal,
        speed=plan.speed,
        version=version,
        host=os.uname().nodename,
    )
    with Journal.open(launch, START) as journal:
        journal.append([Event(seq=1, at=now, epoch=0, by=by_self(), fact=created)])
    return launch


def carry(plan: Plan, state_file: Path) -> LaunchDirectory:
    """Go on from a copied state.toml in a new launch directory, without its history."""
    now = clock.real_now()
    name = f"{plan.source.stem}-{plan.target}-{now:%Y%m%d-%H%M}-carried"
    launch = LaunchDirectory((plan.place or plan.base / name).absolute())
    begin_from(state_file, launch, now)
    launch.write_checklist(plan.text)
    return launch
