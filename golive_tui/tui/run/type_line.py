"""Attached to a running step: what is typed goes to the command, ctrl+c and ctrl+d too."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import var
from textual.widgets import Input, Static

from golive_tui.tui.ground.content import literal

_SECRET: Final = ("password", "passphrase", "passwort", "token", "secret", "pin")
_OPEN: Final = "type ▸ "
_HIDDEN: Final = "hidden ▸ "
_MODE: Final = " ATTACHED: keys go to the command · ctrl+] detaches "


def looks_secret(prompt: str) -> bool:
    """Whether what is asked for had better not be seen."""
    asked = prompt.casefold()
    return any(word in asked for word in _SECRET)


class TypeLine(Vertical):
    """The mode in words, and a line: enter sends it and a line end; ctrl+t hides what is typed."""

    DEFAULT_CSS = """
    TypeLine { display: none; height: 2; background: $cursor; }
    TypeLine.-open { display: block; }
    TypeLine .mode { height: 1; width: 1fr; color: $warn; text-style: bold reverse; }
    TypeLine Horizontal { height: 1; width: 1fr; }
    TypeLine .label { width: auto; height: 1; color: $run; text-style: bold; }
    TypeLine Input {
        height: 1; border: none; padding: 0; width: 1fr; background: $cursor;
        &:focus { border: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "hide", "hide", show=False, id="type.hide", priority=True),
        Binding("ctrl+c", "send('\\x03')", show=False, id="type.interrupt", priority=True),
        Binding("ctrl+d", "send('\\x04')", show=False, id="type.end", priority=True),
        Binding("ctrl+backslash", "send('\\x1c')", show=False, id="type.quit", priority=True),
        Binding("ctrl+right_square_bracket", "detach", show=False, id="type.detach",
                priority=True),
    ]  # fmt: skip

    is_open = var(default=False, toggle_class="-open")
    """Whether somebody is attached; may be watched."""

    class Typed(Message):
        """Bytes for the command: a line with its end, or a control byte."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Detached(Message):
        """ctrl+]."""

    def __init__(self) -> None:
        super().__init__(id="type-line")
        self.mode = Static(literal(_MODE), classes="mode")
        self.label = Static(literal(_OPEN), classes="label")
        self.entry = Input(compact=True, placeholder="enter sends the line · ctrl+t hides it")
        self.entry.cursor_blink = False
        self._chosen = False

    def compose(self) -> ComposeResult:
        """Mode, label and input."""
        yield self.mode
        with Horizontal():
            yield self.label
            yield self.entry

    def open_for(self, prompt: str) -> None:
        """Show it, and take the focus; hidden where the prompt asks for a secret."""
        self.is_open = True
        self._chosen = False
        self._hide(looks_secret(prompt))
        self.entry.focus()

    def heard(self, echo: bool | None, prompt: str) -> None:
        """Whether the command's terminal shows what is typed: hidden where it does not, and where
        a secret is asked for, until ctrl+t says otherwise."""
        if self.is_open and not self._chosen:
            self._hide(echo is False or looks_secret(prompt))

    def shut(self) -> None:
        """Gone, and what was typed with it."""
        self.entry.value = ""
        self.is_open = False

    def action_hide(self) -> None:
        """Hide what is typed, or show it."""
        self._chosen = True
        self._hide(not self.entry.password)

    def action_send(self, byte: str) -> None:
        """A control byte, at once; the line that was begun is dropped, as a terminal does."""
        self.entry.value = ""
        self.post_message(self.Typed(byte))

    def action_detach(self) -> None:
        """Keys are the dashboard's again."""
        self.post_message(self.Detached())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        text = event.value
        self.entry.value = ""
        self._chosen = False
        self.post_message(self.Typed(f"{text}\n"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Nobody else's affair."""
        event.stop()

    def _hide(self, hidden: bool) -> None:
        if self.entry.password != hidden or not self.is_open:
            self.entry.password = hidden
        self.label.update(literal(_HIDDEN if hidden else _OPEN))
