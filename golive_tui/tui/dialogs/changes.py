"""The checklist file differs from what the launch took in: how, and the word to accept it."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from golive_tui.tui.desk import Desk
from golive_tui.tui.dialogs.list_box import ListBox
from golive_tui.tui.ground.content import cell, strip
from golive_tui.tui.ground.glyphs import Role
from golive_tui.wire.messages import AcceptChecklist

ACCEPT: Final = "ACCEPT"
"""What must be typed to take the changed file in."""


def changes_dialog(desk: Desk) -> "ChangesBox | None":
    """The box; None when file and launch agree."""
    mirror = desk.mirror
    if mirror is None:
        return None
    if not mirror.engine.changed_checklist:
        desk.notice("the checklist file is as this launch took it in", "muted")
        return None
    return ChangesBox(desk, mirror.engine.changed_checklist, mirror.engine.diff)


class ChangesBox(ListBox):
    """The diff as a list, and a line for the word."""

    DEFAULT_CSS = """
    ChangesBox Input { height: 1; border: none; padding: 0; background: $cursor; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,ctrl+d", "rows_down", show=False, id="changes.down"),
        Binding("pageup,ctrl+u", "rows_up", show=False, id="changes.up"),
    ]

    def __init__(self, desk: Desk, sha256: str, diff: str) -> None:
        self._lines = diff.splitlines() or ["the engine does not say how it differs"]
        super().__init__(
            "The checklist file has changed",
            self._strip,
            body=["Items that changed and were passed grow stale; history stays."],
            hint=f"type {ACCEPT} and enter to take it in · esc leaves the launch as it is",
            width=100,
            id="changes",
        )
        self.desk = desk
        self._sha256 = sha256
        self.rows.set_rows(len(self._lines))
        self.word = Input(placeholder=ACCEPT, compact=True, id="accept")
        self.word.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Body, diff, word, hint."""
        yield from self.body_lines()
        yield self.rows
        yield self.word
        yield self.hint

    @property
    def extra_rows(self) -> int:
        """The word's."""
        return 1

    def first_focus(self) -> Widget:
        """The word; the list scrolls by its keys all the same."""
        return self.word

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        if event.value.strip() != ACCEPT:
            self.say(f"type {ACCEPT} to take it in", refused=True)
        elif self.desk.may(AcceptChecklist):
            self.desk.do(AcceptChecklist(sha256=self._sha256))
            self.close()

    def action_rows_down(self) -> None:
        """Half a page down."""
        self.rows.action_half_down()

    def action_rows_up(self) -> None:
        """Half a page up."""
        self.rows.action_half_up()

    def _strip(self, index: int, width: int) -> Strip:
        line = self._lines[index]
        role: Role = "ok" if line.startswith("+") else "bad" if line.startswith("-") else "muted"
        return strip([cell(line, None, role)], width, self.rows.roles)
