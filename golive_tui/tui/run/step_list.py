"""The steps of the checklist as a list: how each stands, and what it waits for."""

from typing import Final

from textual.strip import Strip

from golive_tui.checklist.model import Checklist, Item
from golive_tui.launch.progress import status_of
from golive_tui.launch.state import LaunchState
from golive_tui.tui.desk import Desk
from golive_tui.tui.frame.running import (
    elapsed,
    held_back,
    running,
    step_items,
    step_sign,
    which_try,
)
from golive_tui.tui.frame.words import countdown
from golive_tui.tui.ground.content import Cell, cell, strip
from golive_tui.tui.ground.lines import LineList

VIEW: Final = "run"
"""The id of the view, by which `desk.places` knows where a person was in it."""
BAD: Final = ("failed", "timed_out", "unknown")
"""Ends of a run after which a person is wanted."""
_ROOMY = 66
"""Cells from which it is said what a step waits for."""


class StepList(LineList):
    """A row a step, in the document's order."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(self._strip, empty="the checklist has no steps", id="steps")
        self.desk = desk
        self.items: list[Item] = []

    @property
    def chosen(self) -> Item | None:
        """The step under the cursor."""
        return self.items[self.cursor] if self.items else None

    def look(self) -> None:
        """Look at all steps anew; the cursor stays on its step."""
        mirror = self.desk.mirror
        if mirror is None:
            return
        first, at = not self.items, self.chosen
        self.items = step_items(mirror.checklist)
        ids = [item.id for item in self.items]
        if first:
            begin = self.where_to_begin()
            self.set_rows(len(ids), ids.index(begin) if begin in ids else 0)
        else:
            self.set_rows(len(ids), ids.index(at.id) if at and at.id in ids else None)

    def go_to(self, step: str) -> None:
        """Put the cursor on a step."""
        ids = [item.id for item in self.items]
        if step in ids:
            self.move_to(ids.index(step))

    def where_to_begin(self) -> str:
        """The step on which to stand when the view comes to the front; empty for the first."""
        mirror = self.desk.mirror
        if mirror is None:
            return ""
        return where_to_stand(mirror.checklist, mirror.state, self.desk.places.get(VIEW, ""))

    def _strip(self, index: int, width: int) -> Strip:
        return strip(self._cells(self.items[index], width), width, self.roles)

    def _cells(self, item: Item, width: int) -> list[Cell]:
        mirror = self.desk.mirror
        if mirror is None:
            return []
        step = mirror.state.step(item.id)
        status = step.open.status if step.open else step.status
        waits = waits_for(self.desk, item)
        sign, word = step_sign(mirror.state, item, status, waits)
        word = "verifying" if step.open and step.open.purpose == "verify" else word
        mark = "…" if self.desk.is_pending(item.id) else sign.unicode
        shown = step.open or step.last_run
        took = countdown(elapsed(shown, mirror.state, self.desk.now)) if shown else ""
        cells = [
            cell(mark, 1, sign.role, bold=sign.bold),
            cell(item.title, None, "muted" if status == "succeeded" else "text",
                 bold=step.open is not None),
        ]  # fmt: skip
        if step.open is not None and step.open.waiting_since is not None:
            asks = cell("? waits for input", 0, "warn", bold=True, inverse=True)
            return [*cells, asks, cell(took, 8, "muted", align="right")]
        if shown is not None and (tried := which_try(shown)):
            cells.append(cell(tried, 0, "muted"))
        elif width >= _ROOMY and waits:
            cells.append(cell(waits, min(len(waits), width // 3), "warn"))
        return [*cells, cell(word, 9, sign.role, bold=sign.bold),
                cell(took, 8, "muted", align="right")]  # fmt: skip


def waits_for(desk: Desk, item: Item) -> str:
    """Why a step that never ran cannot run yet; empty when it can, or nothing is known."""
    return held_back(desk.mirror, item, desk.now) if desk.mirror is not None else ""


def where_to_stand(checklist: Checklist, state: LaunchState, place: str) -> str:
    """The step that whoever comes to the steps wants to see; `place` is where they were, or empty.

    What runs; what ended badly last and nobody has answered for; where they were; where nothing is
    left undone, what ran last; the first that is undone. A rollback that nobody needs is not
    undone.
    """
    items = step_items(checklist)
    ids = [item.id for item in items]
    at_work = [each.step for each in running(checklist, state)]
    if at_work:
        return place if place in at_work else at_work[0]
    open_ids = [item.id for item in items if status_of(item, state) not in ("passed", "skipped")]
    ran = [(last, name) for name in ids if (last := state.step(name).last_run) is not None]
    ran.sort(key=lambda each: each[0].ended_at or each[0].requested_at)
    bad = [name for last, name in ran if name in open_ids and last.status in BAD]
    if bad:
        return bad[-1]
    if place in ids:
        return place
    undo = {item.id for _, stage, item in checklist.leaves() if stage.rollback}
    undone = [name for name in open_ids if name not in undo]
    return next(iter(undone), ran[-1][1] if ran else "")
