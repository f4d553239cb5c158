"""The one screen: strip, tabs, the view in front, crumbs, keys. Views come and go inside it.

A view is a mode: made when first shown, told nothing while it is hidden. What is too small for
any of it says so in a sentence.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Static

from golive_tui.tui.desk import EVERYTHING, Changes, Desk
from golive_tui.tui.frame.lines import Banner, Crumbs, KeysLine, Tabs
from golive_tui.tui.frame.modes import MODES, Mode, make_view
from golive_tui.tui.frame.strip import StatusStrip
from golive_tui.tui.frame.view import View
from golive_tui.tui.ground.keys import Action
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.keys_table import APP

LEAST_COLUMNS: Final = 60
LEAST_ROWS: Final = 20
"""Cells of the smallest terminal that is drawn on."""
_WAY_BACK: Final = 9
"""Views that esc goes back through."""
_TOO_SMALL: Final = "golive needs 60x20 cells\n`golive status` says the same as text"


class Frame(Screen[object]):
    """Everything around the view."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - as Screen declares it
        (0, "-tiny"),
        (LEAST_COLUMNS, "-narrow"),
        (100, "-medium"),
        (140, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - as Screen declares it
        (0, "-flat"),
        (LEAST_ROWS, "-short"),
        (30, "-tall"),
    ]

    def __init__(self, desk: Desk) -> None:
        # Textual sets the classes of a size after it has laid out and painted: the first frame
        # would be one of another size.
        size = desk.terminal.columns, desk.terminal.rows
        found = (_at(size[0], self.HORIZONTAL_BREAKPOINTS), _at(size[1], self.VERTICAL_BREAKPOINTS))
        super().__init__(classes=" ".join(found))
        self.desk = desk
        self.strip = StatusStrip(desk)
        self.banner = Banner(desk)
        self.tabs = Tabs(desk)
        self.body = Container(id="body")
        self.crumbs = Crumbs(desk, self._where)
        self.keys_line = KeysLine()
        self.views: dict[str, View] = {}
        self.current: Mode = MODES[0]
        self._before: list[Mode] = []
        desk.subscribe(self)

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        yield self.strip
        yield self.banner
        yield self.tabs
        yield self.body
        yield self.crumbs
        yield self.keys_line
        yield Static(_TOO_SMALL, id="too-small")

    @property
    def view(self) -> View | None:
        """The view in front."""
        return self.views.get(self.current.id)

    async def show(self, mode: Mode, subject: str = "", *, returning: bool = False) -> None:
        """Bring a view to the front; make it if it is not there yet."""
        if not returning and mode is not self.current:
            self._before = [*self._before[-_WAY_BACK:], self.current]
        before = self.view
        self.current = mode
        view = self.views.get(mode.id)
        if view is None:
            view = self.views[mode.id] = make_view(mode, self.desk)
            await self.body.mount(view)
        if before is not None and before is not view:
            before.display = False
        view.display = True
        if self.desk.mirror is not None:
            view.changed(EVERYTHING)
            if before is not view:
                view.entered()
        view.at(subject)
        view.focus_first()
        self.tabs.show(mode.id)
        self.label()

    async def back(self) -> bool:
        """What the view ends by itself, else the view before; False when there is neither."""
        if self.view is not None and self.view.back():
            return True
        if not self._before:
            return False
        await self.show(self._before.pop(), returning=True)
        return True

    def changed(self, changes: Changes) -> None:
        """Frame and view look for what concerns them."""
        self._grey()
        self.strip.changed(changes)
        self.banner.changed(changes)
        self.tabs.changed(changes)
        if self.view is not None:
            self.view.changed(changes)
        self.label()

    def tick(self, now: datetime) -> None:
        """A second."""
        self._grey()
        self.strip.tick(now)
        self.banner.tick()
        if self.view is not None:
            self.view.tick(now)

    def _grey(self) -> None:
        """What is shown is as last heard: grey, until the engine is back."""
        self.set_class(self.desk.is_stale, "-stale")

    def focus_first(self) -> None:
        """The focus to the view in front."""
        if (view := self.view) is not None:
            view.focus_first()

    def label(self) -> None:
        """Crumbs and keys, for where the focus is."""
        self.crumbs.sync()
        self.keys_line.show(self.near, quiet=bool(self.desk.watching))

    @property
    def near(self) -> tuple[Action, ...]:
        """The keys that hold here, the app's last."""
        return (*(self.view.near if self.view else ()), *APP)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Other keys hold there."""
        self.label()

    @on(LineList.Moved)
    def moved(self) -> None:
        """The cursor stands on another row."""
        self.crumbs.sync()

    def _where(self) -> str:
        if self.view is None:
            return ""
        inside = self.view.crumbs
        return f"{self.current.title} › {inside}" if inside else self.current.title


def _at(cells: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    """The class of the last breakpoint that is reached."""
    return [name for least, name in breakpoints if cells >= least][-1]
