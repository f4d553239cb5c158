"""The app that screens are put on: hardened driver, filters, themes, and a screen that can wait.

Congestion: when the terminal does not take what is written, the app stops painting (a held batch
update, so changes add up) until all is taken. Then what changed meanwhile is painted once; all of
the screen, if a frame was lost.
"""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome, NoColor
from textual.notifications import SeverityLevel
from textual.timer import Timer, TimerCallback

from golive_tui.errors import TerminalUnfit
from golive_tui.text import clean
from golive_tui.tui.ground.driver import GroundDriver
from golive_tui.tui.ground.filters import Ascii, NoColour, NoControls
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.ground.painted import let_go
from golive_tui.tui.ground.terminal import Terminal
from golive_tui.tui.ground.theme import THEMES, role_variables


class GroundApp(App[None]):
    """A Textual app for a hostile terminal."""

    CSS = """
    * { scrollbar-size: 1 1; }
    Screen { layers: base overlay; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "redraw", "redraw", show=False, priority=True, id="app.redraw"),
        Binding(
            "ctrl+z", "suspend_process", "suspend", show=False, priority=True, id="app.suspend"
        ),
    ]

    def __init__(self, terminal: Terminal) -> None:
        super().__init__()
        let_go()
        self.terminal = terminal
        for theme in THEMES.values():
            self.register_theme(theme)
        if terminal.theme not in self.available_themes:
            raise TerminalUnfit(
                f"There is no theme named {clean(terminal.theme)}.",
                hint=f"Themes: {', '.join(sorted(self.available_themes))}",
            )
        self.theme = terminal.theme
        self.no_color = terminal.colour == "none"
        self._own_filters: tuple[LineFilter, ...] = tuple(_filters(terminal))
        self._held: ExitStack | None = None

    def show(self) -> int:
        """Take the terminal until the app ends; the exit code (129: the terminal has gone)."""
        self.run(mouse=self.terminal.mouse)
        return self.return_code or 0

    def get_driver_class(self) -> type[Driver]:
        """The hardened driver."""
        return GroundDriver

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """`$ok`, `$bad-style` and the others, for themes that do not define them."""
        return role_variables(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters but for its NO_COLOR ones, which take an empty value for yes; ours."""
        stock = [f for f in super().get_line_filters() if not isinstance(f, Monochrome | NoColor)]
        return [*stock, *self._own_filters]

    def set_timer(
        self,
        delay: float,
        callback: TimerCallback | None = None,
        *,
        name: str | None = None,
        pause: bool = False,
    ) -> Timer:
        """Textual's, which may never fire: where the process is not let run for `delay` seconds
        while it starts, it takes its one time for missed. Keys wait for such a timer of 10 ms."""
        timer = super().set_timer(delay, callback, name=name, pause=pause)
        timer._skip = False  # noqa: SLF001 - asked for by its constructor alone; it has not begun
        return timer

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a dialog is open, nothing opens over it."""
        if action == "command_palette" and Overlay.of(self.screen) is not None:
            return False
        return super().check_action(action, parameters)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Textual's toast, never as markup: its text may come from anywhere."""
        super().notify(
            clean(message), title=clean(title), severity=severity, timeout=timeout, markup=False
        )

    def post_display_hook(self) -> None:
        """Textual has just handed a frame to the driver, or kept it back in a batch."""
        super().post_display_hook()
        driver = self._driver
        if not isinstance(driver, GroundDriver):
            return
        if self._held is not None:
            driver.frame_lost = True
        elif driver.congested:
            self._hold()
            driver.when_clear(lambda: self.call_later(self._go_on))

    def action_redraw(self) -> None:
        """Set up the terminal again and paint it all: after line noise."""
        if isinstance(self._driver, GroundDriver):
            self._driver.reassert()
        self.refresh()

    def action_help_quit(self) -> None:
        """What ctrl+c says, by reflex pressed: nothing ends by it."""
        self.notify("q leaves the dashboard; the engine keeps running")

    def _hold(self) -> None:
        self._held = ExitStack()
        self._held.enter_context(self.batch_update())

    def _go_on(self) -> None:
        if self._held is None:
            return
        self._held.close()
        self._held = None
        if isinstance(self._driver, GroundDriver) and self._driver.frame_lost:
            self._driver.frame_lost = False
            self.screen.refresh()
        self.screen.check_idle()


def _filters(terminal: Terminal) -> Iterable[LineFilter]:
    if terminal.colour == "none":
        yield NoColour()
    yield NoControls()
    if terminal.ascii:
        yield Ascii()
