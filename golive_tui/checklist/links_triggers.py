"""Rules of triggers beside those of what they measure: arming, acting, the control probe."""

from collections.abc import Collection, Mapping
from typing import Final

from golive_tui.checklist import measures
from golive_tui.checklist.format_triggers import GO_LIVE
from golive_tui.checklist.links_measures import fits_unit
from golive_tui.checklist.problems import Problems, meant
from golive_tui.checklist.scalars import span
from golive_tui.checklist.table import Table, nodes
from golive_tui.text import clean

AUTOMATIC: Final = ("countdown", "auto")
"""Actions that start a rollback without a word of anybody."""
CONTROL_EVERY: Final = 15.0
"""Seconds between two looks of a control probe at most, unless what it speaks for is slower: a
failure is believed only when the control's next look is good."""


def check_triggers(root: Table, problems: Problems) -> None:
    """Add every problem of how triggers are armed, judged and acted on."""
    probes = {table.key: table for table in root.tables("probes")}
    items = {node.table.id for node in nodes(root) if node.what == "item"}
    for trigger in root.tables("triggers"):
        _check_arming(trigger, items, problems)
        _check_control(trigger, probes, problems)
        _check_clear_at(trigger, problems)
        _check_every(trigger, problems)
        _check_countdown(trigger, problems)
        if trigger.text("action") in AUTOMATIC:
            _check_automatic(root, trigger, problems)
    rollback = root.table("rollback")
    if rollback:
        _check_rollback(rollback, items, probes, problems)


def _known(table: Table, key: str, known: Collection[str], what: str, problems: Problems) -> bool:
    name = table.text(key)
    if name and name not in known:
        hint = meant(name, known) or f"define the {what}"
        problems.add((*table.path, key), f"no {what} `{clean(name, 60)}`", hint)
    return name in known


def _check_arming(trigger: Table, items: Collection[str], problems: Problems) -> None:
    if trigger.text("arm_after") != GO_LIVE:
        _known(trigger, "arm_after", items, "item", problems)


def _check_control(trigger: Table, probes: Mapping[str, Table], problems: Problems) -> None:
    name = trigger.text("control")
    if not name or not _known(trigger, "control", probes, "probe", problems):
        return
    path = (*trigger.path, "control")
    of = trigger.texts("of")
    if name in of:
        problems.add(path, f"`{name}` is measured itself", "name a probe of something else")
        return
    everies = [probes[each].number("every") or 0.0 for each in of if each in probes]
    slowest, every = max([CONTROL_EVERY, *everies]), probes[name].number("every")
    if every is not None and every > slowest:
        message = f"it looks every {span(every)}: too seldom to tell of a failure what it was"
        problems.add(path, message, f'give it `every = "{span(slowest)}"` or less')


def _check_clear_at(trigger: Table, problems: Problems) -> None:
    bound = "above" if trigger.has("above") else "below"
    measure = trigger.text("measure")
    if not trigger.has("clear_at") or not measure:
        return
    path = (*trigger.path, "clear_at")
    if not fits_unit(trigger, "clear_at", measure, problems):
        return
    clear_at, limit = trigger.number("clear_at"), trigger.number(bound)
    if clear_at is None or limit is None:
        return
    if measures.figure(measure) == "consecutive_failures":
        if clear_at < 1:
            problems.add(path, "no good look at all", "so many good looks in a row, such as 5")
    elif (clear_at > limit) if bound == "above" else (clear_at < limit):
        message = f"it is {bound} the bound: well again and a breach at the same time"
        problems.add(path, message, f"on the other side of `{bound}`, or left out")


def _check_every(trigger: Table, problems: Problems) -> None:
    every, window = trigger.number("every"), trigger.number("window")
    if trigger.has("every") and every is not None and window is not None and every > window:
        message = f"{span(every)} is longer than the window, which is {span(window)}"
        problems.add((*trigger.path, "every"), message, "some samples would never be judged")
    coverage = trigger.number("coverage")
    if coverage is not None and coverage > 1:
        problems.add((*trigger.path, "coverage"), "more than the whole window", "at most 100%")


def _check_countdown(trigger: Table, problems: Problems) -> None:
    if trigger.has("countdown") and trigger.text("action") not in ("", "countdown"):
        message = f"nothing counts down: the action is `{trigger.text('action')}`"
        problems.add((*trigger.path, "countdown"), message, 'write `action = "countdown"`')


def _check_automatic(root: Table, trigger: Table, problems: Problems) -> None:
    path = (*trigger.path, "action")
    action = trigger.text("action")
    runs = any(_has_step(stage) for stage in root.tables("stage") if stage.flag("rollback"))
    if not runs:
        hint = "mark a stage that has steps with `rollback = true`"
        problems.add(path, f"`{action}` has no rollback to start", hint)
    rollback = root.table("rollback")
    if rollback is None or not rollback.text("previous"):
        hint = "add `[rollback]` with `previous`, the item that says so; or let it ask"
        problems.add(path, f"`{action}` does not know of a version to go back to", hint)


def _has_step(holder: Table) -> bool:
    inner = (*holder.tables("section"), *holder.tables("item"))
    return holder.has("run") or any(_has_step(each) for each in inner)


def _check_rollback(
    rollback: Table, items: Collection[str], probes: Mapping[str, Table], problems: Problems
) -> None:
    _known(rollback, "previous", items, "item", problems)
    for index, name in rollback.indexed("healthy"):
        if name not in probes:
            hint = meant(name, probes) or "define the probe"
            path = (*rollback.path, "healthy", index)
            problems.add(path, f"no probe `{clean(name, 60)}`", hint)
