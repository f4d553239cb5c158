"""A launch of the customer's document on its rehearsal target."""

from pathlib import Path

from golive_tui.checklist_files import find, load
from golive_tui.engine.create import Plan, begin
from golive_tui.probes.all_kinds import specs
from golive_tui.store.directory import LaunchDirectory


def rehearsed(folder: Path, speed: float) -> LaunchDirectory:
    """Begun below `folder`, without an engine; `speed` launch seconds a second."""
    path = find("flowmind")
    checklist, text = load(path, specs())
    plan = Plan(
        checklist=checklist,
        source=path,
        text=text,
        target="rehearsal",
        directory=folder,
        base=folder / "launches",
        rehearsal=True,
        speed=speed,
    )
    return begin(plan, version="test")
