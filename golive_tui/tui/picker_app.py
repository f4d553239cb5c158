"""The picker's screen: a title, the rows, what the row under the cursor means, the keys."""

import shlex
from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import Input

from golive_tui.text import plural
from golive_tui.tui.ground.app import GroundApp
from golive_tui.tui.ground.content import Cell, cell, strip
from golive_tui.tui.ground.glyphs import GLYPHS, Role
from golive_tui.tui.ground.keys import Action, bindings, footer_line
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.ground.rows import Rows
from golive_tui.tui.ground.terminal import Terminal
from golive_tui.tui.picker import Choice

KEYS: Final = (
    Action(id="picker.open", keys=("enter",), action="open", label="open", group="Picker",
           help="Open the row.", scope="picker"),
    Action(id="picker.find", keys=("slash",), action="find", label="filter", group="Picker",
           help="Show only rows with these words.", scope="picker", priority=True),
    Action(id="picker.leave", keys=("q", "escape"), action="leave", label="leave", group="Picker",
           help="Leave; whatever runs goes on.", scope="picker"),
)  # fmt: skip
"""Its keys; the list brings its own."""

_ENGINES: Final[Mapping[str, str]] = {"running": "ok", "stopped": "ahead"}
_VERDICTS: Final[Mapping[str, Role]] = {
    "go": "ok",
    "hold": "warn",
    "no-go": "bad",
    "broken": "bad",
}
_NARROW: Final = 70
"""Columns below which a row has no time."""


class _Foot(Rows):
    """The lines that the app builds."""

    DEFAULT_CSS = """
    _Foot { height: 1; width: 1fr; }
    """

    def __init__(self, id: str, lines: int = 1) -> None:
        super().__init__(id=id)
        self.styles.height = lines
        self.lines: list[list[Cell]] = []

    def show(self, *lines: list[Cell]) -> None:
        """Show these."""
        self.lines = list(lines)
        self.sync()

    def build(self, y: int, width: int) -> Strip:
        """One of them."""
        return strip(self.lines[y] if y < len(self.lines) else [], width, self.roles)


class Filter(Input):
    """Always there, so that it takes the focus at once: what is typed ahead over a slow link is
    not lost. Up and down move among the rows, enter opens one, esc shows all of them again."""

    DEFAULT_CSS = """
    Filter {
        height: 1; border: none; padding: 0; width: 1fr; background: $background;
        &:focus { border: none; background: $cursor; text-style: $cursor-style; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.leave", "all again", show=False, id="filter.leave"),
        Binding("down", "app.move(1)", "down", show=False, id="filter.down"),
        Binding("up", "app.move(-1)", "up", show=False, id="filter.up"),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder="/ filters: words that are all in the row", compact=True)
        self.cursor_blink = False


class PickerApp(GroundApp):
    """Shows choices; `chosen` is what the row says, empty until one is opened."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #title { margin: 0 0 1 0; }
    #detail { margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]

    def __init__(self, terminal: Terminal, choices: Sequence[Choice], *, host: str) -> None:
        super().__init__(terminal)
        self.chosen: tuple[str, ...] = ()
        self._all = tuple(choices)
        self._shown = self._all
        self._host = host

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield _Foot("title")
        yield LineList(self._row, len(self._shown), empty="nothing matches", id="choices")
        yield Filter()
        yield _Foot("detail", 2)
        yield _Foot("keys")

    def on_mount(self) -> None:
        """The list has the keys."""
        self.query_one(LineList).focus()
        running = sum(choice.engine == "running" for choice in self._all)
        self.query_one("#title", _Foot).show(
            [
                cell("golive", bold=True),
                cell(f"on {self._host}", None, "muted"),
                cell(f"{plural(running, 'engine runs', 'engines run')} here", 0, "muted"),
            ]
        )
        self._tell()

    def on_resize(self) -> None:
        """The keys take the width that there is."""
        self._tell()

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._tell()

    @on(LineList.Chosen)
    def action_open(self) -> None:
        """End with the row under the cursor."""
        if self._shown:
            self.chosen = self._shown[self.query_one(LineList).cursor].argv
            self.exit()

    def action_leave(self) -> None:
        """From the filter to all rows again; from the rows out, with nothing."""
        bar = self.query_one(Filter)
        if not bar.value and not bar.has_focus:
            self.exit()
        bar.value = ""
        self.screen.set_focus(self.query_one(LineList))

    def action_move(self, rows: int) -> None:
        """The cursor, while the filter is typed."""
        found = self.query_one(LineList)
        found.move_to(found.cursor + rows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """`/` comes first, so that letters typed ahead find the filter; in it, `/` is a letter."""
        if action == "find" and isinstance(self.focused, Filter):
            return False
        return super().check_action(action, parameters)

    def action_find(self) -> None:
        """Type words."""
        self.screen.set_focus(self.query_one(Filter))

    @on(Filter.Changed)
    def _typed(self, event: Filter.Changed) -> None:
        self._seek(event.value)

    @on(Filter.Submitted)
    def _submitted(self) -> None:
        self.action_open()

    def _seek(self, text: str) -> None:
        words = text.casefold().split()
        self._shown = tuple(
            each for each in self._all if all(word in _words(each) for word in words)
        )
        self.query_one(LineList).set_rows(len(self._shown), 0)
        self._tell()

    def _tell(self) -> None:
        """What the row under the cursor means, and the keys."""
        rows = self.query_one(LineList)
        about = self._shown[rows.cursor] if self._shown else None
        self.query_one("#detail", _Foot).show(
            [cell(about.detail if about else "", None)],
            [cell(f"golive {shlex.join(about.argv)}" if about else "", None, "muted")],
        )
        keys = footer_line(KEYS, self.size.width)
        self.query_one("#keys", _Foot).show([cell(keys, None, "muted")])

    def _row(self, index: int, width: int) -> Strip:
        """`resume  flowmind-production-...  ● running  hold   3 min`."""
        choice = self._shown[index]
        cells = [
            cell(choice.does, 8, "run" if choice.engine == "running" else "text"),
            cell(choice.name, None),
        ]
        if sign := GLYPHS.get(_ENGINES.get(choice.engine, "")):
            cells.append(cell(f"{sign.unicode} {choice.engine}", 9, sign.role))
        else:
            cells.append(cell("", 9))
        cells.append(cell(choice.verdict, 6, _VERDICTS.get(choice.verdict, "text")))
        if width >= _NARROW:
            cells.append(cell(choice.when, 8, "muted", align="right"))
        return strip(cells, width, self.query_one(LineList).roles)


def _words(choice: Choice) -> str:
    said = (choice.does, choice.name, choice.detail, choice.engine, choice.verdict)
    return "\n".join(said).casefold()
