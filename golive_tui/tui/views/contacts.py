"""The view of people: whom to call in an emergency, who is attached, who steers."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.strip import Strip

from golive_tui.tui.dash.panel import Panel
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.frame.view import View
from golive_tui.tui.ground.content import strip
from golive_tui.tui.ground.keys import Action, bindings
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.views.contact_rows import PersonLine, person_lines, person_row, unfilled
from golive_tui.tui.views.keys import WHO
from golive_tui.tui.views.rows import BLANK


class ContactsView(View):
    """A heading and a list."""

    HELP = "Who"
    ACTIONS: ClassVar[tuple[Action, ...]] = WHO
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WHO)]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="contacts-view")
        self.panel = Panel("Who")
        self.list = LineList(self._strip, empty="the checklist names nobody", id="people")
        self.lines: list[PersonLine] = []

    def compose(self) -> ComposeResult:
        """Two widgets."""
        with self.panel:
            yield self.panel.heading
            yield self.list

    def changed(self, changes: Changes) -> None:
        """Somebody came, left or took the helm, or the checklist changed."""
        mirror = self.desk.mirror
        if mirror is None or not (changes.everything or changes.engine):
            return
        self.lines = person_lines(mirror)
        self.list.set_rows(len(self.lines))
        missing = unfilled(mirror)
        whole = len(mirror.checklist.contacts)
        note = f"{missing} of {whole} contacts not filled in" if missing else "all filled in"
        self.panel.heading.show(note if whole else "", "warn" if missing else "muted")

    def focus_first(self) -> None:
        """The list."""
        self.list.focus()

    def action_copy(self) -> None:
        """The name or address under the cursor."""
        index = self.list.cursor
        text = self.lines[index].copied if index < len(self.lines) else ""
        if text:
            self.app.copy_to_clipboard(text)
        self.desk.notice(f"copied: {text}" if text else "nothing to copy here", "muted")

    def _strip(self, index: int, width: int) -> Strip:
        mirror = self.desk.mirror
        row = person_row(self.lines[index], mirror, self.desk.now, width) if mirror else BLANK
        return strip(row, width, self.list.roles) if row else Strip([])
