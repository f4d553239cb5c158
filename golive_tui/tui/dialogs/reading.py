"""A box that stands while the engine is asked, and gives way to the dialog that its answer makes.

It is there at once, so no key that follows reaches what lies behind; esc ends it, and then the
answer opens nothing.
"""

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import Static

from golive_tui.errors import GoliveError
from golive_tui.tui.desk import Desk
from golive_tui.tui.ground.content import literal
from golive_tui.tui.ground.overlay import Overlay

Make = Callable[[], Awaitable[Overlay | None]]


class Reading(Overlay):
    """Title and `reading…`."""

    def __init__(self, desk: Desk, title: str, make: Make) -> None:
        super().__init__(id="reading")
        self.border_title = literal(title)
        self._desk = desk
        self._make = make

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static(literal("reading…"))

    def wanted_size(self, room: Size) -> Size:
        """Small."""
        return Size(min(66, room.width), 3)

    def on_mount(self) -> None:
        """Ask. Textual calls the on_mount of every class, Overlay's among them."""
        self._desk.host.start(self._read)

    async def _read(self) -> None:
        made: Overlay | None = None
        try:
            made = await self._make()
        except GoliveError as error:
            self._desk.notice(error.message, "warn")
        if self.closing or not self.is_attached:
            return
        self.close()
        if made is not None:
            self._desk.open(made)
