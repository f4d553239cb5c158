"""Rows made of slots at fixed places: a change repaints its slot and nothing beside it.

A list repaints a row up to its last difference; the clock at the right end of the strip would take
the whole row with it at each tick. Here the tick costs the clock's own cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from golive_tui.tui.ground.content import Cell, strip
from golive_tui.tui.ground.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Cells at a place; together they are cut or padded to `width`."""

    x: int
    y: int
    width: int
    cells: tuple[Cell, ...]


class Slots(Rows):
    """A subclass says what stands where at a width; `sync` repaints what differs."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._slots: tuple[Slot, ...] = ()
        self._width = -1

    def slots(self, width: int) -> Sequence[Slot]:
        """The slots of all rows, left to right, without overlap."""
        raise NotImplementedError

    def sync(self) -> None:
        """Look at every slot again."""
        width = self.content_size.width
        before, self._slots = self._slots, tuple(self.slots(width))
        if width != self._width:
            return  # a resize is on its way and paints everything
        if [_place(each) for each in before] != [_place(each) for each in self._slots]:
            self.refresh()
            return
        changed = [
            Region(new.x, new.y, new.width, 1)
            for old, new in zip(before, self._slots, strict=True)
            if old != new
        ]
        if changed:
            self.refresh(*changed)

    def render_line(self, y: int) -> Strip:
        """Textual asks for a row."""
        width = self.content_size.width
        if width != self._width:
            self._slots, self._width = tuple(self.slots(width)), width
        return super().render_line(y)

    def build(self, y: int, width: int) -> Strip:
        """The row's slots, and blanks between them."""
        parts: list[Segment] = []
        x = 0
        for slot in self._slots:
            if slot.y != y or slot.width < 1 or slot.x < x:
                continue
            if slot.x > x:
                parts.append(Segment(" " * (slot.x - x)))
            parts += strip(slot.cells, slot.width, self.roles)
            x = slot.x + slot.width
        return Strip(parts, x)


def _place(slot: Slot) -> tuple[int, int, int]:
    return slot.x, slot.y, slot.width
