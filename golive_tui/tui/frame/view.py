"""A view: one mode of the dashboard, shown between the strip and the keys.

The frame makes a view when it is first shown, tells it of changes and ticks while it is in front,
and of everything at once when it comes to the front again. A view never paints while hidden.
"""

from datetime import datetime
from typing import ClassVar

from textual.containers import Vertical

from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.ground.keys import Action


class View(Vertical):
    """A mode's content. Subclasses compose, and fill in what they need of the rest."""

    HELP: ClassVar[str] = ""
    """The topic that `?` opens with; the view's title when empty."""
    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    """Its own keys, for footer and help; `BINDINGS = [*bindings(ACTIONS)]` makes them work."""
    DEFAULT_CSS = """
    View { height: 1fr; width: 1fr; }
    """

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.desk = desk

    @property
    def crumbs(self) -> str:
        """Where one is in this view: `Deploy > Shift traffic`; the frame shows it."""
        return ""

    @property
    def subject(self) -> str:
        """The item, probe or round that is chosen: `at(subject)` comes back to it."""
        return ""

    @property
    def near(self) -> tuple[Action, ...]:
        """Those of ACTIONS that hold where the focus is: for the footer."""
        return self.ACTIONS

    def changed(self, changes: Changes) -> None:
        """Draw what changed; `desk.mirror` is there."""

    def entered(self) -> None:
        """It came to the front, and was not there before; `desk.mirror` is there."""

    def tick(self, now: datetime) -> None:
        """A second passed."""

    def at(self, subject: str) -> None:
        """Go to that item, probe or round; empty: stay where it is."""

    def focus_first(self) -> None:
        """Take the focus: the view came to the front."""
        self.focus()

    def back(self) -> bool:
        """Esc: end a search or the like; False when there is nothing to end here."""
        return False
