"""Every widget that could hold foreign text, holding some that nobody cleaned."""

import sys

from golive_tui.tui.ground.terminal import look, prepare

terminal = look()
prepare(terminal)

from typing import ClassVar  # noqa: E402 - Textual reads its switches at import

from rich.segment import Segment  # noqa: E402
from rich.style import Style as RichStyle  # noqa: E402
from rich.text import Text  # noqa: E402
from textual.app import ComposeResult  # noqa: E402
from textual.binding import Binding, BindingType  # noqa: E402
from textual.content import Content  # noqa: E402
from textual.strip import Strip  # noqa: E402
from textual.style import Style  # noqa: E402
from textual.widget import Widget  # noqa: E402
from textual.widgets import (  # noqa: E402
    Button,
    Checkbox,
    DataTable,
    Header,
    Input,
    Label,
    Log,
    OptionList,
    RichLog,
    Static,
    TextArea,
    Tree,
)

from golive_tui.tui.frame.slots import Slot, Slots  # noqa: E402
from golive_tui.tui.ground.app import GroundApp  # noqa: E402
from golive_tui.tui.ground.content import cell, line, literal  # noqa: E402
from golive_tui.tui.ground.dialog import Dialog, Field  # noqa: E402
from golive_tui.tui.ground.lines import LineList  # noqa: E402

CORPUS = (
    "a\x1b[2Jb",  # clear the screen
    "a\x1b]0;pwned\x07b",  # set the title
    "a\x1b]52;c;cHduZWQ=\x07b",  # write the clipboard
    "a\x9b2Jb\x9d0;pwned\x9c",  # the same with C1
    "a\x1bPq#0\x1b\\b",  # sixel
    "a\x1b[?1049lb\x1bcb",  # leave the screen, reset
    "a\x00b\x7fc\x08d\x0be",
    "a\u202eb\u2066c\u200bd\ufeffe",
    "a\udc9bb",
)
HOSTILE = " ".join(CORPUS)


def raw() -> Content:
    return Content(HOSTILE)


def raw_strip() -> Strip:
    return Strip([Segment(each, RichStyle(link=f"http://x/{each}")) for each in CORPUS])


class HostileSlots(Slots):
    def slots(self, width: int) -> tuple[Slot, ...]:
        return (Slot(x=0, y=0, width=60, cells=(cell(HOSTILE, None),)),)


class Hostile(GroundApp):
    CSS = """
    Screen > * { height: 3; }
    .thin { height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "ask", "ask", priority=True)]

    def compose(self) -> ComposeResult:
        self.title = HOSTILE
        yield Header()
        yield from self.stock()
        yield LineList(lambda index, width: raw_strip(), 3, empty=HOSTILE)
        yield HostileSlots()
        yield Static("ready", markup=False, classes="thin")

    def stock(self) -> list[Widget]:
        framed = Static(HOSTILE, markup=False)
        framed.styles.border = ("round", "red")
        framed.border_title, framed.border_subtitle = raw(), raw()
        linked = Static(Content.assemble((HOSTILE, Style(link=HOSTILE))))
        tree: Tree[None] = Tree(Text(HOSTILE))
        tree.root.add_leaf(Text(HOSTILE))
        tree.root.expand()
        table: DataTable[Text] = DataTable()
        table.add_column(Text(HOSTILE))
        table.add_row(Text(HOSTILE))
        return [
            framed,
            linked,
            Label(raw()),
            Static(literal(HOSTILE)),
            Static(line([cell(HOSTILE, None)], 90)),
            Button(raw()),
            Checkbox(raw()),
            OptionList(raw()),
            Input(HOSTILE.replace("\udc9b", "")),
            TextArea(HOSTILE.replace("\udc9b", "")),
            tree,
            table,
            Log(id="log"),
            RichLog(id="rich"),
        ]

    def on_mount(self) -> None:
        self.query_one("#log", Log).write_line(HOSTILE)
        self.query_one("#rich", RichLog).write(Text(HOSTILE))
        self.notify(HOSTILE, title=HOSTILE)

    def action_ask(self) -> None:
        fields = [Field(name="x", label=HOSTILE, value=HOSTILE, placeholder=HOSTILE)]
        Dialog(HOSTILE, [HOSTILE], fields, hint=f"asked {HOSTILE}").open_on(self.screen)


if __name__ == "__main__":
    sys.exit(Hostile(terminal).show())
