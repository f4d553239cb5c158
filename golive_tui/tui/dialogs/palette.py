"""Everything by its name: actions, views, items, probes. Type a few letters, enter goes there.

An overlay, not Textual's palette: that one is a screen, and a screen over a ticking view repaints
all of it (9 to 91 kB/s measured).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from golive_tui.tui.desk import Desk
from golive_tui.tui.dialogs.entry import Entry
from golive_tui.tui.dialogs.failures import failures
from golive_tui.tui.dialogs.list_box import ListBox
from golive_tui.tui.frame.modes import MODES
from golive_tui.tui.ground.content import cell, strip
from golive_tui.tui.ground.keys import Action, shown_key
from golive_tui.tui.ground.lines import LineList

_ROWS = 14


def entries(
    desk: Desk, actions: Iterable[Action], press: Callable[[Action], object]
) -> list[Entry]:
    """All names, in the order in which they are shown: keys first, then where one can go."""
    found = [
        Entry(
            kind="do",
            name=each.help.rstrip("."),
            key=shown_key(each.keys[0]),
            run=lambda each=each: press(each),  # type: ignore[misc]
        )
        for each in actions
        if each.action != "palette"
    ]
    return [*found, *failures(desk), *_places(desk)]


def _places(desk: Desk) -> list[Entry]:
    mirror = desk.mirror
    if mirror is None:
        return []

    def to(view: str, subject: str) -> Callable[[], object]:
        return lambda: desk.show(view, subject)

    return [
        *(Entry(kind="view", name=each.title, key=each.key, run=to(each.id, "")) for each in MODES),
        *(
            Entry(kind="item", name=item.title, key="", run=to("dash", item.id))
            for _, _, item in mirror.checklist.leaves()
        ),
        *(
            Entry(kind="probe", name=probe.title, key="", run=to("probes", name))
            for name, probe in mirror.checklist.probes.items()
        ),
    ]


def fitting(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """Entries in which every word occurs; those that begin with it first."""
    words = typed.casefold().split()
    found = [each for each in entries if all(word in each.name.casefold() for word in words)]
    first = words[0] if words else ""
    return sorted(found, key=lambda each: not each.name.casefold().startswith(first))


class Palette(ListBox):
    """A line to type into, and the names that fit."""

    DEFAULT_CSS = """
    Palette Input { height: 1; border: none; padding: 0; background: $cursor; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page_down", show=False, id="palette.down"),
        Binding("pageup", "page_up", show=False, id="palette.up"),
    ]

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__(
            "Everything by its name",
            self._strip,
            hint="↑ ↓ choose · enter · esc close",
            width=76,
            empty="nothing has that name",
            id="palette",
        )
        self._all = entries
        self._shown = list(entries)
        self.rows.set_rows(len(entries))
        self.rows.can_focus = False
        self.word = Input(placeholder="a few letters", compact=True, id="palette-word")
        self.word.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Word, names, hint."""
        yield self.word
        yield self.rows
        yield self.hint

    @property
    def extra_rows(self) -> int:
        """The word's, and of the names no more than can be looked over."""
        return 1 - max(0, self.rows.count - _ROWS)

    def first_focus(self) -> Widget:
        """The word."""
        return self.word

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer names."""
        event.stop()
        self._shown = fitting(self._all, event.value)
        self.rows.set_rows(len(self._shown), 0)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self._run()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """A click."""
        event.stop()
        self._run()

    def action_page_down(self) -> None:
        """A page of names."""
        self.rows.action_page_down()

    def action_page_up(self) -> None:
        """A page of names."""
        self.rows.action_page_up()

    def _run(self) -> None:
        if not self._shown:
            return
        entry = self._shown[self.rows.cursor]
        self.close()
        entry.run()

    def _strip(self, index: int, width: int) -> Strip:
        entry = self._shown[index]
        cells = [
            cell(entry.kind, 6, "muted"),
            cell(entry.name, None),
            cell(entry.key, 8, "run", align="right", bold=True),
        ]
        return strip(cells, width, self.rows.roles)
