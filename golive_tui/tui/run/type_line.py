"""The line that is typed into a running step: shown, or hidden for a password."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from golive_tui.tui.ground.content import literal

_SECRET: Final = ("password", "passphrase", "passwort", "token", "secret", "pin")
_OPEN: Final = "type ▸ "
_HIDDEN: Final = "hidden ▸ "


def looks_secret(prompt: str) -> bool:
    """Whether what is asked for had better not be seen."""
    asked = prompt.casefold()
    return any(word in asked for word in _SECRET)


class TypeLine(Horizontal):
    """Enter sends the line and a line end; ctrl+t hides what is typed."""

    DEFAULT_CSS = """
    TypeLine { display: none; height: 1; background: $cursor; }
    TypeLine.-open { display: block; }
    TypeLine Static { width: auto; height: 1; color: $run; text-style: bold; }
    TypeLine Input {
        height: 1; border: none; padding: 0; width: 1fr; background: $cursor;
        &:focus { border: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "hide", "hide", show=False, id="type.hide", priority=True),
    ]

    class Typed(Message):
        """A line, without its end."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__(id="type-line")
        self.label = Static(literal(_OPEN))
        self.entry = Input(compact=True, placeholder="enter sends · ctrl+t hides · esc ends")
        self.entry.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Label and input."""
        yield self.label
        yield self.entry

    @property
    def is_open(self) -> bool:
        """Whether somebody types."""
        return self.has_class("-open")

    def open_for(self, prompt: str) -> None:
        """Show it, and take the focus; hidden where the prompt asks for a secret."""
        self.add_class("-open")
        self._hide(looks_secret(prompt))
        self.entry.focus()

    def shut(self) -> None:
        """Gone, and what was typed with it."""
        self.entry.value = ""
        self.remove_class("-open")

    def action_hide(self) -> None:
        """Hide what is typed, or show it."""
        self._hide(not self.entry.password)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        text = event.value
        self.entry.value = ""
        self.post_message(self.Typed(text))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Nobody else's affair."""
        event.stop()

    def _hide(self, hidden: bool) -> None:
        self.entry.password = hidden
        self.label.update(literal(_HIDDEN if hidden else _OPEN))
