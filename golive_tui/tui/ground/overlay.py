"""Boxes over a view, in the same screen: the strip and the clock behind them go on ticking.

A screen pushed over a ticking view makes Textual draw everything anew at each tick. So a dialog is
a widget on the layer `overlay`: it takes the focus and keeps it, no key reaches what lies behind,
and esc always means that nothing happened.
"""

from typing import ClassVar, Protocol, runtime_checkable

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Offset, Size
from textual.screen import Screen
from textual.widget import Widget


@runtime_checkable
class Behind(Protocol):
    """A screen that knows where keys go when no box is open."""

    def focus_first(self) -> None:
        """Give the focus to what is worked with first."""


def _is_seen(widget: Widget, screen: Screen[object]) -> bool:
    """Whether it is on that screen; a view that was left and a search that was shut are not."""
    if not widget.is_attached or widget.screen is not screen:
        return False
    return all(each.display for each in widget.ancestors_with_self)


class Overlay(Vertical, can_focus=True):
    """A box in the middle of its screen; `open_on` shows it, `close` takes it away."""

    DEFAULT_CSS = """
    Overlay {
        layer: overlay;
        position: absolute;  /* a second one lies over the first, not under its lower edge */
        background: $surface;
        border: round $border;
        border-title-color: $foreground;
        border-title-style: bold;
        padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "cancel", id="dialog.cancel"),
        Binding("tab,down", "next", "next", show=False, id="dialog.next"),
        Binding("shift+tab,up", "previous", "previous", show=False, id="dialog.previous"),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._came_from: Widget | None = None
        self._placed_in = Size()
        self._leaving = False
        self.trap_focus()

    @staticmethod
    def of(screen: Screen[object]) -> "Overlay | None":
        """The overlay on top of a screen, if one is open."""
        opened = [each for each in screen.query(Overlay) if not each.closing]
        return opened[-1] if opened else None

    @property
    def is_modal(self) -> bool:
        """Cuts Textual's chain of bindings: what lies behind hears no key."""
        return True

    @property
    def closing(self) -> bool:
        """Taken away already, and not yet gone."""
        return self._leaving

    def wanted_size(self, room: Size) -> Size:
        """How large the box wants to be in a screen of that size, border and padding included."""
        raise NotImplementedError

    def open_on(self, screen: Screen[object]) -> None:
        """Show the box; a second one goes on top of the first."""
        self._came_from = screen.focused
        self._place(screen.size)
        screen.mount(self)

    def close(self) -> None:
        """Take the box away, and give the focus back to where it was."""
        if self._leaving:
            return
        self._leaving = True
        screen, back = self.screen, self._came_from
        if back is not None and _is_seen(back, screen):
            screen.set_focus(back, scroll_visible=False)
        elif (below := Overlay.of(screen)) is not None:
            screen.set_focus(below.first_focus(), scroll_visible=False)
        else:
            screen.set_focus(None)
            if isinstance(screen, Behind):
                screen.focus_first()
        # A field subscribes to its screen, which lets go of it only when something is selected;
        # until then it would be kept, with all that it has painted: 0.6 MB a closed box.
        for each in self.walk_children():
            screen.text_selection_started_signal.unsubscribe(each)
        self.remove()

    def first_focus(self) -> Widget:
        """What has the focus when the box opens."""
        return self

    def hear(self, text: str) -> None:
        """A warning came that the box may hide: one with a place for it says it too."""

    def on_mount(self) -> None:
        """Take the focus, and follow the screen's size and focus."""
        self.screen.set_focus(self.first_focus(), scroll_visible=False)
        self.watch(self.screen, "focused", self._keep_focus, init=False)
        self.screen.screen_layout_refresh_signal.subscribe(self, self._follow)

    def on_click(self, event: events.Click) -> None:
        """A click in the box is no click behind it."""
        event.stop()

    def action_dismiss(self) -> None:
        """Esc: nothing happened."""
        self.close()

    def action_next(self) -> None:
        """To the next field."""
        self.screen.focus_next()

    def action_previous(self) -> None:
        """To the field before."""
        self.screen.focus_previous()

    def _keep_focus(self, focused: Widget | None) -> None:
        if self._leaving or Overlay.of(self.screen) is not self:
            return
        if focused is None or self not in focused.ancestors_with_self:
            self.screen.set_focus(self.first_focus(), scroll_visible=False)

    def _follow(self, screen: Screen[object]) -> None:
        if screen.size != self._placed_in:
            self._place(screen.size)

    def _place(self, room: Size) -> None:
        self._placed_in = room
        wanted = self.wanted_size(room)
        width, height = min(wanted.width, room.width), min(wanted.height, room.height)
        self.styles.width, self.styles.height = width, height
        self.styles.offset = Offset((room.width - width) // 2, (room.height - height) // 2)
