"""Rules of what comes after: the watch's phases, the contacts, the sign-off."""

from typing import Final

from golive_tui.checklist.problems import Problems
from golive_tui.checklist.scalars import span
from golive_tui.checklist.table import Table, nodes

MOST_ROUNDS: Final = 2000
"""Rounds of one phase: a week of them every 5 minutes, and more than people can answer."""


def check_watch(root: Table, problems: Problems) -> None:
    """Add every problem of the watch and of the sign-off."""
    before: Table | None = None
    for phase in root.tables("watch"):
        _check_phase(phase, problems)
        if before is not None:
            _check_order(before, phase, problems)
        before = phase
    _check_signoff(root, problems)


def _check_phase(phase: Table, problems: Problems) -> None:
    start, until, every = phase.number("from"), phase.number("until"), phase.number("every")
    grace = phase.number("grace")
    if grace is not None and every is not None and grace >= every:
        message = f"{span(grace)} is not shorter than `every`, which is {span(every)}"
        problems.add((*phase.path, "grace"), message, "else the next round is due first")
    if start is None or until is None or every is None:
        return
    path = (*phase.path, "until")
    if until <= start:
        message = f"{span(until)} is not after `from`, which is {span(start)}"
        problems.add(path, message, "the phase has no length")
        return
    rounds = (until - start) / every
    if abs(rounds - round(rounds)) > 1e-6 or round(rounds) < 1:
        message = f"{span(every)} does not divide the phase, which is {span(until - start)} long"
        problems.add((*phase.path, "every"), message, "the last round falls due at its end")
    elif rounds > MOST_ROUNDS:
        message = f"{round(rounds)} rounds"
        problems.add((*phase.path, "every"), message, f"at most {MOST_ROUNDS} in a phase")


def _check_order(before: Table, phase: Table, problems: Problems) -> None:
    end, start = before.number("until"), phase.number("from")
    if end is not None and start is not None and start < end:
        message = f"{span(start)} lies before the end of `{before.id}`, which is {span(end)}"
        problems.add((*phase.path, "from"), message, "phases stand in order, one after the other")


def _check_signoff(root: Table, problems: Problems) -> None:
    """What is to be confirmed counts where a section shows the sign-off: there, and once."""
    shown = [node.table for node in nodes(root) if node.table.flag("signoff")]
    if root.has("signoff") and not shown:
        hint = "add `signoff = true` to the section where it stands"
        problems.add(("signoff",), "no section shows the sign-off", hint)
    for section in shown if not root.has("signoff") else shown[1:]:
        message = "the sign-off is shown already" if root.has("signoff") else "there is no sign-off"
        hint = "one section shows it" if root.has("signoff") else "define it as `[signoff]`"
        problems.add((*section.path, "signoff"), message, hint)
    signoff = root.table("signoff")
    seen: set[str] = set()
    for index, name in signoff.indexed("fields") if signoff else ():
        if name in seen:
            problems.add(("signoff", "fields", index), f"`{name}` twice")
        seen.add(name)
