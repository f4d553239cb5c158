"""An app on the ground as the dashboard is: clock, lists, dialog; keys make things happen."""

import os
import sys
from pathlib import Path
from threading import Event

from golive_tui.errors import TerminalUnfit
from golive_tui.tui.ground.terminal import look, prepare

try:
    terminal = look()
except TerminalUnfit as error:
    sys.exit(f"refused: {error}")
prepare(terminal)

from typing import ClassVar  # noqa: E402 - Textual reads its switches at import

from textual import events  # noqa: E402
from textual.app import ComposeResult  # noqa: E402
from textual.binding import Binding, BindingType  # noqa: E402
from textual.containers import Horizontal  # noqa: E402
from textual.driver import Driver  # noqa: E402
from textual.drivers.linux_driver import LinuxDriver  # noqa: E402
from textual.strip import Strip  # noqa: E402
from textual.widgets import Static  # noqa: E402

from golive_tui.tui.frame.slots import Slot, Slots  # noqa: E402
from golive_tui.tui.ground.app import GroundApp  # noqa: E402
from golive_tui.tui.ground.content import cell, literal, strip  # noqa: E402
from golive_tui.tui.ground.dialog import Dialog, Field, typed  # noqa: E402
from golive_tui.tui.ground.driver import GroundDriver  # noqa: E402
from golive_tui.tui.ground.glyphs import GLYPHS, spark  # noqa: E402
from golive_tui.tui.ground.lines import LineList  # noqa: E402


class Raw(GroundDriver):
    """Writes what Textual writes, to compare."""

    def write(self, data: str) -> None:
        self._put(data)


class Clock(Slots):
    """A clock as the strip has it: a tick costs its own cells."""

    text = "T+0"

    def slots(self, width: int) -> tuple[Slot, ...]:
        return (Slot(x=0, y=0, width=10, cells=(cell(self.text, 10),)),)

    def show(self, text: str) -> None:
        self.text = text
        self.sync()


class Sample(GroundApp):
    CSS = """
    #head { height: 1; }
    #clock { width: 10; }
    #status { width: 30; }
    #list { border: round $border; width: 2fr; }
    #tail { border: round $border; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "tick", "tick"),
        Binding("w", "work", "work"),
        Binding("e", "line", "line"),
        Binding("a", "ask", "ask"),
        Binding("z", "stick", "stick"),
        Binding("q", "quit", "quit"),
    ]

    def __init__(self) -> None:
        super().__init__(terminal)
        self.seconds = 0
        self.value = 40
        self.pushed = 0

    def get_driver_class(self) -> type[Driver]:
        return {"raw": Raw, "stock": LinuxDriver}.get(
            os.environ.get("SAMPLE_DRIVER", ""), super().get_driver_class()
        )

    def compose(self) -> ComposeResult:
        with Horizontal(id="head"):
            yield Clock(id="clock")
            yield Static(literal("ready [not markup]"), id="status")
        with Horizontal():
            yield LineList(self.row, 200, id="list")
            yield LineList(self.line, id="tail")

    def on_mount(self) -> None:
        self.query_one("#list", LineList).border_title = literal("Probes")
        self.query_one("#list").focus()
        if beats := os.environ.get("SAMPLE_BEATS"):
            self.beats = Path(beats)
            self.set_interval(0.02, self.beat)
        if os.environ.get("SAMPLE_CLOCK"):
            self.set_interval(1.0, self.action_tick)

    def row(self, index: int, width: int) -> Strip:
        glyph = GLYPHS["slow" if index == 3 and self.value > 40 else "ok"]
        latency = self.value if index == 3 else 38
        return strip(
            [
                cell(glyph.unicode, 1, glyph.role),
                cell(f"probe {index}", 12),
                cell(spark([10.0, latency, None, 300.0], 300.0, 18), 18, glyph.role),
                cell(f"{latency} ms", 8, align="right"),
                cell(self.noise(index) or glyph.word, None, glyph.role),
            ],
            width,
            self.query_one("#list", LineList).roles,
        )

    def noise(self, index: int) -> str:
        """While the app beats, cells that change every time."""
        return chr(97 + (self.seconds + index) % 26) * 60 if os.environ.get("SAMPLE_BEATS") else ""

    def beat(self) -> None:
        """Change a screenful, and say that the loop lives."""
        self.seconds += 1
        self.value = 41 + self.seconds % 50
        self.query_one("#list", LineList).refresh()
        self.query_one("#status", Static).update(
            literal(f"ready beat {self.seconds}"), layout=False
        )
        with self.beats.open("a") as file:
            held = "held" if self._held else "free"
            file.write(f"{self.seconds} {self._loop_time():.4f} {held}\n")

    def _loop_time(self) -> float:
        assert self._driver is not None
        return self._driver._loop.time()

    def action_stick(self) -> None:
        """Ring, and hold the event loop for ever."""
        self.bell()
        Event().wait()

    def action_tick(self) -> None:
        self.seconds += 1
        self.query_one("#clock", Clock).show(f"T+{self.seconds:08}")

    def action_work(self) -> None:
        self.value += 1
        self.query_one("#list", LineList).row_changed(3)

    def action_line(self) -> None:
        self.pushed += 1
        self.query_one("#tail", LineList).set_rows(self.pushed, self.pushed - 1)

    def line(self, index: int, width: int) -> Strip:
        """A line of output; the list follows its end."""
        tail = self.query_one("#tail", LineList)
        return strip([cell(f"line {index + 1}", None)], width, tail.roles)

    def action_ask(self) -> None:
        Dialog(
            "Run 6.8",
            ["undo: lb shift --pool old", "one alarm is open"],
            [Field(name="word", label="type", refuse=typed("6.8"))],
            answered=lambda values: self.notify(f"answered {values['word']}"),
        ).open_on(self.screen)

    def on_key(self, event: events.Key) -> None:
        self.query_one("#status", Static).update(literal(f"key {event.key}"), layout=False)


if __name__ == "__main__":
    sys.exit(Sample().show())
