"""A ground app without a terminal, for tests that look at widgets."""

from collections.abc import Callable, Iterable

from textual.app import ComposeResult
from textual.geometry import Region
from textual.widget import Widget

from golive_tui.tui.ground.app import GroundApp
from golive_tui.tui.ground.terminal import Terminal

UNICODE = Terminal(
    ascii=False,
    colour="truecolor",
    theme="golive-dark",
    slow=False,
    mouse=True,
    columns=80,
    rows=24,
)


class Stage(GroundApp):
    """Shows what it is given."""

    def __init__(self, make: Callable[[], Iterable[Widget]], terminal: Terminal = UNICODE) -> None:
        super().__init__(terminal)
        self._make = make

    def compose(self) -> ComposeResult:
        yield from self._make()


def shown(app: GroundApp) -> list[str]:
    """The rows of the screen, as they would be painted."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def dirty(widget: Widget) -> set[Region]:
    """What the widget has asked to have repainted since its last paint."""
    return set(widget._repaint_regions)
