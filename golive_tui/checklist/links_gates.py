"""Rules of the gates: the stage that waits is there, and a rollback waits for nobody's word."""

from golive_tui.checklist.problems import Problems, meant
from golive_tui.checklist.table import Table
from golive_tui.text import clean


def check_gates(root: Table, problems: Problems) -> None:
    """Add every problem of the gates and of the steps that need one."""
    gates = root.tables("gate")
    for gate in gates:
        _check_stage(root, gate, problems)
        _check_stations(gate, problems)
    ids = {gate.id for gate in gates}
    for stage in root.tables("stage"):
        if stage.flag("rollback"):
            for section in stage.tables("section"):
                _check_rollback(section, ids, problems)


def _check_stage(root: Table, gate: Table, problems: Problems) -> None:
    name, path = gate.text("before"), (*gate.path, "before")
    if not name:
        return
    stages = {stage.id: stage for stage in root.tables("stage")}
    if name not in stages:
        hint = meant(name, stages) or "leave it out, and going live waits for the gate"
        problems.add(path, f"no stage `{clean(name, 60)}`", hint)
    elif stages[name].flag("rollback"):
        message = f"`{name}` is a rollback, and a rollback waits for nobody's vote"
        problems.add(path, message, "put the gate before another stage")


def _check_stations(gate: Table, problems: Problems) -> None:
    seen: set[str] = set()
    for index, name in gate.indexed("stations"):
        if name in seen:
            problems.add((*gate.path, "stations", index), f"`{clean(name, 60)}` twice")
        seen.add(name)


def _check_rollback(holder: Table, gates: set[str], problems: Problems) -> None:
    for item in holder.tables("item"):
        for index, name in item.indexed("needs"):
            if name in gates:
                message = f"`{clean(name, 60)}` is a gate, and a rollback waits for nobody's vote"
                problems.add((*item.path, "needs", index), message, "leave it out")
        if item.has("run") and item.flag("four_eyes"):
            message = "a rollback waits for nobody's approval"
            problems.add((*item.path, "four_eyes"), message, "leave it out")
        _check_rollback(item, gates, problems)
