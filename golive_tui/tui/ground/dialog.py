"""A dialog: title, body, fields, and the keys that answer it.

Enter answers with what the fields hold; esc says nothing at all. A field may refuse, with a
sentence, and then the dialog stays: so a dangerous act waits for a word typed in full.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from golive_tui.text import clean
from golive_tui.tui.ground.content import fit, literal
from golive_tui.tui.ground.overlay import Overlay

Answer = Callable[[Mapping[str, str]], None]
"""Takes what the fields hold, by name."""

_FRAME = 2  # border
_MARGIN = 4  # border and padding, left and right together


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line to fill in. `refuse` gives the sentence that says what is missing, or nothing."""

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    refuse: Callable[[str], str] | None = None


def typed(word: str) -> Callable[[str], str]:
    """For `Field.refuse`: nothing but this very word will do."""
    return lambda value: "" if value.strip() == word else f"type {word} to go on"


def at_least(letters: int) -> Callable[[str], str]:
    """For `Field.refuse`: a reason that says something."""
    return lambda value: "" if len(value.strip()) >= letters else f"{letters} letters or more"


class Dialog(Overlay):
    """Asks one thing. The answer is the message `Answered`, or the call that `answered` names."""

    DEFAULT_CSS = """
    Dialog .bodies { height: 1fr; width: 1fr; scrollbar-size: 0 0; }
    Dialog Static { height: auto; }
    Dialog .field { height: 1; layout: horizontal; }
    Dialog .hint { color: $muted; height: 1; }
    Dialog .hint.refused { color: $warn; text-style: $warn-style; }
    Dialog Input {
        height: 1; border: none; padding: 0; width: 1fr; background: $cursor;
        &:focus { border: none; text-style: $cursor-style; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "ok", id="dialog.answer"),
        Binding("pagedown", "page(1)", show=False, priority=True, id="dialog.page_down"),
        Binding("pageup", "page(-1)", show=False, priority=True, id="dialog.page_up"),
    ]

    class Answered(Message):
        """Enter: `values` by field name, cleaned and stripped."""

        def __init__(self, dialog: "Dialog", values: Mapping[str, str]) -> None:
            super().__init__()
            self.dialog = dialog
            self.values = values

        @property
        def control(self) -> "Dialog":
            """The dialog, so that `@on(Dialog.Answered, "#skip")` works."""
            return self.dialog

    def __init__(
        self,
        title: str,
        body: Sequence[Content | str] = (),
        fields: Sequence[Field] = (),
        *,
        hint: str = "enter ok · esc cancel",
        width: int = 60,
        answered: Answer | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.border_title = literal(title)
        self._body = _contents(body)
        self._fields = tuple(fields)
        self._hint = hint
        self._width = width
        self._answered = answered
        self._bodies = _Bodies(classes="bodies")

    @property
    def values(self) -> dict[str, str]:
        """What the fields hold now."""
        inputs = zip(self._fields, self.query(Input), strict=False)
        return {field.name: clean(entry.value).strip() for field, entry in inputs}

    def compose(self) -> ComposeResult:
        """The body, a line a field, the hint."""
        if self._body:  # an empty one would take a row all the same
            with self._bodies:
                for text in self._body:
                    yield Static(text, classes="body")
        label = max((len(field.label) for field in self._fields), default=0) + 2
        for field in self._fields:
            yield _Line(field, label)
        yield Static(literal(self._hint), classes="hint")

    def rewrite(self, body: Sequence[Content | str]) -> None:
        """Another body, of one line or more, while it is open; the fields keep what they hold."""
        fresh = _contents(body)
        if fresh == self._body or not self.is_mounted:
            return
        self._body = fresh
        lines = list(self._bodies.query(Static))
        for line, text in zip(lines, fresh, strict=False):
            line.update(text)
        for line in lines[len(fresh) :]:
            line.remove()
        more = [Static(text, classes="body") for text in fresh[len(lines) :]]
        if more:
            self._bodies.mount(*more)
        self._place(self.screen.size)

    def change_hint(self, text: str) -> None:
        """Another hint; a refusal that is shown stays until something is typed."""
        if text == self._hint:
            return
        self._hint = text
        if self.is_mounted and not self.query_one(".hint", Static).has_class("refused"):
            self._say(text, refused=False)

    def wanted_size(self, room: Size) -> Size:
        """As wide as asked, as high as the wrapped body and the fields."""
        width = min(self._width, room.width)
        lines = sum(text.get_height({}, max(1, width - _MARGIN)) for text in self._body)
        return Size(width, lines + len(self._fields) + 1 + _FRAME)

    def on_mount(self) -> None:
        """Say when the body does not fit."""
        if self._body:
            self.watch(self._bodies, "scroll_y", self._mark_rest, init=False)
            self.watch(self._bodies, "virtual_size", self._laid_out, init=False)

    def on_resize(self) -> None:
        """It may fit now, or not any more."""
        self._laid_out()

    def _laid_out(self) -> None:
        self.call_after_refresh(self._mark_rest)

    def action_page(self, way: int) -> None:
        """Through a body that is longer than the screen; one row of the page before stays."""
        page = max(self._bodies.content_size.height - 1, 1)
        self._bodies.scroll_relative(y=way * page, animate=False)

    def _mark_rest(self) -> None:
        """Which side there is more on."""
        above = self._bodies.scroll_y > 0
        below = self._bodies.scroll_y < self._bodies.max_scroll_y
        keys = ["↑ pgup"] * above + ["↓ pgdn"] * below
        self.border_subtitle = literal(f"more: {' '.join(keys)}") if keys else ""

    def first_focus(self) -> Widget:
        """The first field."""
        return next(iter(self.query(Input)), self)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a field answers the dialog."""
        event.stop()
        self.action_answer()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Typing takes a refusal back."""
        event.stop()
        self._say(self._hint, refused=False)

    def action_answer(self) -> None:
        """Close with an answer, or say what is missing."""
        values = self.values
        for field, entry in zip(self._fields, self.query(Input), strict=True):
            sentence = field.refuse(values[field.name]) if field.refuse else ""
            if sentence:
                self._say(sentence, refused=True)
                entry.focus()
                return
        self.post_message(self.Answered(self, values))
        self.close()
        if self._answered is not None:
            self._answered(values)

    def _say(self, text: str, *, refused: bool) -> None:
        hint = self.query_one(".hint", Static)
        hint.set_class(refused, "refused")
        hint.update(literal(text), layout=False)


class _Bodies(VerticalScroll, can_focus=False):
    """The body; it scrolls by the dialog's keys."""


class _Line(Widget):
    """A label and its input."""

    def __init__(self, field: Field, label_width: int) -> None:
        super().__init__(classes="field")
        self._field = field
        self._label_width = label_width

    def compose(self) -> ComposeResult:
        """Both, side by side."""
        label = Static(Content(fit(clean(self._field.label), self._label_width)))
        label.styles.width = self._label_width
        yield label
        entry = Input(
            clean(self._field.value),
            placeholder=clean(self._field.placeholder),
            id=f"field-{self._field.name}",
            compact=True,
        )
        entry.cursor_blink = False
        yield entry


def _contents(body: Sequence[Content | str]) -> list[Content]:
    return [line if isinstance(line, Content) else literal(line) for line in body]
