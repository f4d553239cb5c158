"""The dashboard on a stage: the real app over a scene, with a link that remembers what is asked.

async with staged("live", (120, 35)) as (app, pilot):
    await pilot.press("space")
    assert "Pass:" in text(app)
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from golive_tui.clock import real_now
from golive_tui.tui.desk import EVERYTHING, LinkState
from golive_tui.tui.frame.app import GoliveApp
from golive_tui.tui.ground.terminal import Colour, Terminal
from tests.screens.scene import Answers, Moment, scene


def terminal(*, ascii: bool = False, theme: str = "golive-dark", colour: Colour = "truecolor",
             columns: int = 120, rows: int = 35) -> Terminal:  # fmt: skip
    """A terminal that can carry everything unless told otherwise."""
    return Terminal(
        ascii=ascii, colour=colour, theme=theme, slow=False, mouse=False, columns=columns, rows=rows
    )


class Staged(GoliveApp):
    """The app, attached to a scene instead of an engine."""

    def __init__(self, moment: Moment, look: Terminal, *, read_only: bool = False) -> None:
        super().__init__(look, Path("/nowhere"), read_only=read_only)
        self.answers = Answers(scene(moment))
        self._moment: Moment = moment

    def attach(self) -> None:
        """The scene's hello, at once."""
        self.desk.link = self.answers
        self.desk.mirror = self.answers.shown.mirror()
        self.desk.linked = LinkState(up=True, since=real_now())
        # A scene says nothing more, and is not silent by that however slow the machine is.
        self.desk.heard_at = real_now() + timedelta(days=1)
        self.arrived()
        self.desk.mark(EVERYTHING)


@asynccontextmanager
async def staged(
    moment: Moment = "live",
    size: tuple[int, int] = (120, 35),
    look: Terminal | None = None,
    *,
    read_only: bool = False,
) -> AsyncIterator[tuple[Staged, Pilot[Any]]]:
    """The app at that moment and size, settled."""
    app = Staged(moment, look or terminal(columns=size[0], rows=size[1]), read_only=read_only)
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        yield app, pilot


async def settle(app: Staged, pilot: Pilot[Any]) -> None:
    """Everything that was marked is drawn."""
    await pilot.pause()
    app.desk.flush()
    await pilot.pause()


def rows(app: GoliveApp) -> list[str]:
    """What the screen shows, row by row."""
    strips = app.screen._compositor.render_strips(app.screen.size)
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def text(app: GoliveApp) -> str:
    """The same as one text."""
    return "\n".join(rows(app))
