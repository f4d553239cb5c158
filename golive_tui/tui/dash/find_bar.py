"""The line into which a search is typed; what fits is shown while it is typed."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class FindBar(Input):
    """Enter keeps the search, esc ends it. Hidden until `/`."""

    DEFAULT_CSS = """
    FindBar {
        display: none; height: 1; border: none; padding: 0; width: 1fr; background: $cursor;
        &:focus { border: none; text-style: $cursor-style; }
        &.-open { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "all again", show=False, id="find.give_up"),
        Binding("down,up", "submit", "to the rows", show=False, id="find.rows"),
    ]

    class Sought(Message):
        """The search is `text` now; `done` when the rows get the focus."""

        def __init__(self, text: str, *, done: bool) -> None:
            super().__init__()
            self.text = text
            self.done = done

    def __init__(self) -> None:
        super().__init__(
            placeholder="find: text  !not  @owner  :open  :failed  :mine",
            id="find",
            compact=True,
        )
        self.cursor_blink = False

    def open_with(self, text: str) -> None:
        """Show the line and take the focus."""
        self.add_class("-open")
        self.value = text
        self.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Shown while it is typed."""
        event.stop()
        if self.has_class("-open"):
            self.post_message(self.Sought(self.value, done=False))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Kept."""
        event.stop()
        self._close(self.value)

    def on_blur(self, event: events.Blur) -> None:
        """Whoever goes elsewhere keeps it too."""
        self.remove_class("-open")

    def action_give_up(self) -> None:
        """Ended."""
        self._close("")

    def _close(self, text: str) -> None:
        self.remove_class("-open")
        self.post_message(self.Sought(text, done=True))
