"""The order of steps: which one comes next, and what running one again means for those after it."""

from collections.abc import Iterator

from golive_tui.checklist.model import Checklist, Item, Step
from golive_tui.errors import Refused
from golive_tui.launch import events as e
from golive_tui.launch.progress import status_of
from golive_tui.launch.state import LaunchState
from golive_tui.launch.steps import step_of
from golive_tui.text import clean_lines

_DONE = ("passed", "skipped")


def next_step(checklist: Checklist, state: LaunchState) -> Item | None:
    """The first step in the document's order that is not done and whose needs are met.

    Done is its item's status: one that was reopened comes again, one that was skipped does not.
    A step that runs is the next one as long as it runs. The rollback's steps are never next.
    """
    for _, stage, item in checklist.leaves():
        if stage.rollback or item.step is None or status_of(item, state) in _DONE:
            continue
        if all(_is_met(checklist, state, name) for name in item.step.needs):
            return item
    return None


def _is_met(checklist: Checklist, state: LaunchState, name: str) -> bool:
    """A gate is asked for when the step is run: it is no reason to pass the step over."""
    needed = checklist.item(name)
    if needed is None:
        return checklist.gate(name) is not None
    return status_of(needed, state) in _DONE


def reopened(
    checklist: Checklist, state: LaunchState, step_id: str, reason: str
) -> list[e.ItemReopened]:
    """What running a step again means for the steps after it in its stage: those that succeeded
    are to be run again. They are reopened, and nothing of them is run by itself.

    Raises NotFound, and Refused when one of them runs or may never run again.
    """
    item, _ = step_of(checklist, step_id)
    found: list[e.ItemReopened] = []
    why = clean_lines(reason, 2000).strip()
    for later, step in _after(checklist, item):
        known = state.step(later.id)
        if known.open is not None:
            raise Refused(
                f"`{later.id}`, which comes after `{item.id}`, is running",
                hint=f"wait for its end, or cancel it: golive step cancel {later.id}",
            )
        if known.status != "succeeded" or status_of(later, state) not in ("passed", "stale"):
            continue
        if step.rerun == "never":
            raise Refused(
                f'`{later.id}` has run, and may not run again (rerun = "never")',
                hint=f"run `{item.id}` alone: golive step run {item.id} --again",
            )
        note = f"to be run again from {item.id}{f': {why}' if why else ''}"
        found.append(e.ItemReopened(item=later.id, note=note))
    return found


def _after(checklist: Checklist, item: Item) -> Iterator[tuple[Item, Step]]:
    """The steps after it in its stage."""
    stage = None
    for _, of, leaf in checklist.leaves():
        if of is stage and leaf.step is not None:
            yield leaf, leaf.step
        if leaf.id == item.id:
            stage = of
