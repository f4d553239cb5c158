"""Which rows the probes view has, and which probes each of them stands on. Pure."""

from dataclasses import dataclass
from typing import Literal

from golive_tui.checklist.model import Checklist, Measure
from golive_tui.client.mirror import Mirror
from golive_tui.launch.budgets import has_budget
from golive_tui.tui.dash.probe_rows import has_reason

Kind = Literal["probe", "why", "blank", "heading", "objective", "budget", "trigger"]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list: what it is, and of which probe, objective or trigger."""

    kind: Kind
    ref: str = ""


def lines_of(mirror: Mirror) -> list[Line]:
    """All rows, in the checklist's order."""
    plan = mirror.checklist
    lines: list[Line] = []
    for probe in plan.probes:
        lines.append(Line("probe", probe))
        if has_reason(mirror.state.probe(probe)):
            lines.append(Line("why", probe))
    if plan.objectives:
        lines += [Line("blank", "o"), Line("heading", "Objectives")]
        for name, objective in plan.objectives.items():
            lines.append(Line("objective", name))
            if has_budget(objective):
                lines.append(Line("budget", name))
    if plan.triggers:
        lines += [Line("blank", "t"), Line("heading", "Rollback triggers")]
        lines += [Line("trigger", each) for each in plan.triggers]
    return lines


def is_there(each: Line, plan: Checklist) -> bool:
    """Whether the checklist still has what a row is of: another one may have been taken in since
    the rows were made."""
    match each.kind:
        case "probe" | "why":
            return each.ref in plan.probes
        case "objective" | "budget":
            return each.ref in plan.objectives
        case "trigger":
            return each.ref in plan.triggers
        case _:
            return True


def _measure(each: Line, plan: Checklist) -> Measure | None:
    if not is_there(each, plan):
        return None
    if each.kind in ("objective", "budget"):
        return plan.objectives[each.ref].measure
    return plan.triggers[each.ref].measure if each.kind == "trigger" else None


def probes_of(each: Line, plan: Checklist) -> frozenset[str]:
    """The probes that a row stands on."""
    if each.kind in ("probe", "why"):
        return frozenset({each.ref} & plan.probes.keys())
    measure = _measure(each, plan)
    return frozenset(measure.of) if measure else frozenset()


def probe_of(each: Line, plan: Checklist) -> str:
    """The probe that a row is about: a measure's first one."""
    measure = _measure(each, plan)
    if measure is not None:
        return next((probe for probe in measure.of if probe in plan.probes), "")
    return each.ref if each.kind in ("probe", "why") and is_there(each, plan) else ""
