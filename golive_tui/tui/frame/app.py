"""The dashboard as an app: it puts frame, desk and link together, and does what the keys say.

Closing it stops nothing: the launch lives in its engine.
"""

import os
from pathlib import Path
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen

from golive_tui import collector
from golive_tui.client.start import ensure_engine
from golive_tui.clock import stopwatch
from golive_tui.tui.desk import Bookmark, Desk, Work
from golive_tui.tui.frame import outside
from golive_tui.tui.frame.alarms import alarms
from golive_tui.tui.frame.bookmarks import Attendance
from golive_tui.tui.frame.frame import Frame
from golive_tui.tui.frame.herald import Herald
from golive_tui.tui.frame.modes import dialog, help_overlay, mode, you_were_here
from golive_tui.tui.frame.type_ahead import TypeAhead
from golive_tui.tui.ground import desktop
from golive_tui.tui.ground.app import GroundApp
from golive_tui.tui.ground.driver import GroundDriver
from golive_tui.tui.ground.glyphs import Role
from golive_tui.tui.ground.keys import Action, bindings
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.ground.terminal import Terminal
from golive_tui.tui.ground.theme import THEMES
from golive_tui.tui.keys_table import APP
from golive_tui.tui.link_worker import LinkWorker, Revive

FLUSH_EVERY: Final = {False: 0.5, True: 1.0}
"""Seconds between two repaints of what changed; by whether the link is slow."""
SETTLED: Final = 5.0
"""Seconds from the start until the dashboard has all that it needs."""
_LEAVING: Final = "q leaves the dashboard; the launch goes on"


class GoliveApp(GroundApp):
    """The app; it knows one launch and outlives none of its engines."""

    CSS_PATH = Path(__file__).parents[1] / "golive.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(APP)]

    def __init__(
        self,
        terminal: Terminal,
        directory: Path,
        *,
        read_only: bool = False,
        note: str = "",
        revive: Revive = ensure_engine,
    ) -> None:
        super().__init__(terminal)
        self.desk = Desk(terminal=terminal, host=self, read_only=read_only)
        self.frame = Frame(self.desk)
        self.link_worker = LinkWorker(
            directory, self.desk, ring=self._round_rings, arrived=self.arrived, revive=revive
        )
        self._note = note
        self._attendance = Attendance(self.desk)
        self._type_ahead = TypeAhead(self, self._is_opening)
        self._flushed_at = 0.0
        self._flush_waits = False
        self._title = ""
        self._herald = Herald()
        self._desktop = desktop.look()

    def get_default_screen(self) -> Screen[object]:
        """The frame."""
        return self.frame

    def on_mount(self) -> None:
        """Attach, show the first view, and let the second tick."""
        self.attach()
        self.call_later(self.frame.show, self.frame.current)
        self.set_interval(1.0, self._tick)
        self.set_timer(SETTLED, collector.started)
        self.set_interval(collector.TIDY, collector.tidy)
        if self._note:
            self.notice(self._note, "muted")

    def attach(self) -> None:
        """Begin to hear the engine."""
        self.run_worker(self.link_worker.run(), name="link")

    async def on_event(self, event: events.Event) -> None:
        """Keys go one by one; after a long silence a key finds "you were here" instead."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif event.is_forwarded:  # it has gone up from the focus to here
            await super().on_event(event)
            self._type_ahead.done(event)
        elif self._type_ahead.admit(event):
            await self._take(event)

    async def _take(self, key: events.Key) -> None:
        """A key's turn."""
        if (away := self._attendance.key()) is not None:
            if Overlay.of(self.frame) is not None:
                self.notice("you were away: this key did nothing · press it again", "warn")
            self._show_bookmark(away)
            self._type_ahead.done(key)
            return
        focus = self.focused or self.screen
        await super().on_event(key)
        if key.is_forwarded:
            focus.call_later(self._type_ahead.seen, key)
        else:
            self._type_ahead.done(key)

    def _is_opening(self) -> bool:
        """Whether a dialog is on its way and has not got the focus yet."""
        box = Overlay.of(self.frame)
        return box is not None and not box.is_mounted

    # -- what the desk needs of its host ----------------------------------------------------------

    @property
    def where(self) -> tuple[str, str]:
        """The view in front, and what is chosen in it."""
        view = self.frame.view
        return self.frame.current.id, view.subject if view else ""

    def show_view(self, view: str, subject: str = "") -> None:
        """Bring a view to the front."""
        if (found := mode(view)) is not None:
            self.call_later(self.frame.show, found, subject)

    def back(self) -> None:
        """To the view before."""
        self.call_later(self.frame.back)

    def open(self, overlay: Overlay) -> None:
        """Show an overlay over the view."""
        overlay.open_on(self.frame)

    def notice(self, text: str, tone: Role) -> None:
        """One sentence above the keys; a warning also in a box that is open over them."""
        self.frame.crumbs.say(text, tone)
        if tone in ("warn", "bad") and (box := Overlay.of(self.frame)) is not None:
            box.hear(text)

    def start(self, work: Work) -> None:
        """Run in the background."""
        self.run_worker(work(), group="acts")

    def redraw_soon(self) -> None:
        """Flush at once after a quiet time, else when half a second is over."""
        if self._flush_waits or not self.is_running:
            return
        self._flush_waits = True
        wait = self._flushed_at + FLUSH_EVERY[self.terminal.slow] - stopwatch()
        if wait > 0:
            self.set_timer(wait, self._draw)
        else:
            self.call_later(self._draw)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Textual's toasts would float over the view: they go to the notice line."""
        tones: dict[str, Role] = {"information": "text", "warning": "warn", "error": "bad"}
        self.notice(message, tones.get(severity, "text"))

    # -- time -------------------------------------------------------------------------------------

    def _draw(self) -> None:
        self._flush_waits = False
        self._flushed_at = stopwatch()
        self.desk.flush()
        self._tell_title()
        self._tell_alarms()

    def _tick(self) -> None:
        self.desk.tick()
        self._attendance.keep()

    def _tell_title(self) -> None:
        mirror = self.desk.mirror
        if mirror is None or self._driver is None or not outside.takes_titles():
            return
        title = outside.title(mirror)
        if title != self._title:
            first, self._title = not self._title, title
            keep = outside.KEEP_TITLE if first else ""
            if isinstance(self._driver, GroundDriver):
                self._driver.last_words = outside.RESTORE_TITLE
            self._driver.write(keep + outside.title_sequence(title, ascii=self.terminal.ascii))

    def _round_rings(self) -> None:
        """A round falls due now."""
        self._ring("a round is due: w works through it")

    def _tell_alarms(self) -> None:
        """Ring once for each alarm that is new."""
        mirror = self.desk.mirror
        fresh = self._herald.news(alarms(mirror), mirror.now) if mirror is not None else []
        if fresh:
            more = f", and {len(fresh) - 1} more" if len(fresh) > 1 else ""
            self._ring(f"{fresh[0].text}{more}")

    def _ring(self, text: str) -> None:
        """The bell, and a desktop notice where the terminal has them."""
        self.bell()
        mirror = self.desk.mirror
        if mirror is None or self._driver is None or not self._desktop:
            return
        origin = mirror.state.origin
        title = f"golive: {origin.title}" if origin else "golive"
        said = desktop.sequence(self._desktop, title, text, tmux=bool(os.environ.get("TMUX")))
        self._driver.write(said)

    def arrived(self) -> None:
        """The first hello: the launch is known now."""
        self._tell_title()
        self._tell_alarms()
        if (away := self._attendance.arrive()) is not None:
            self.call_later(self._show_bookmark, away)
        elif self._is_fresh_demo():
            self.call_later(self._offer_go_live)

    def _is_fresh_demo(self) -> bool:
        """A demo that nobody has touched offers to go live: the timer is seen moving at once."""
        mirror = self.desk.mirror
        origin = mirror.state.origin if mirror is not None else None
        if mirror is None or origin is None or not mirror.at_helm:
            return False
        untouched = mirror.state.went_live_at is None and not mirror.state.items
        return untouched and origin.rehearsal and origin.speed != 1.0

    def _offer_go_live(self) -> None:
        """Unless somebody was quicker: two dialogs on each other would take the keys twice."""
        if Overlay.of(self.frame) is None:
            self.action_ask("go_live")

    def _show_bookmark(self, bookmark: Bookmark) -> None:
        self.desk.bookmark = bookmark
        if Overlay.of(self.frame) is None:
            self.open(you_were_here(self.desk, bookmark))

    # -- keys -------------------------------------------------------------------------------------

    def action_show(self, view: str) -> None:
        """A key of a view."""
        self.show_view(view)

    def action_go_back(self) -> None:
        """Esc."""
        self.back()

    def action_ask(self, what: str) -> None:
        """A key that opens a dialog about the launch; the dialog's module is loaded now."""
        if (overlay := dialog(what, self.desk)) is not None:
            self.open(overlay)

    def action_theme(self) -> None:
        """The next theme."""
        names = list(THEMES)
        here = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(here + 1) % len(names)]
        self.notice(f"theme {self.theme}", "muted")

    def action_palette(self) -> None:
        """Everything by its name."""
        from golive_tui.tui.dialogs.palette import Palette, entries

        self.open(Palette(entries(self.desk, self.frame.near, self._press)))

    def action_help(self) -> None:
        """The keys that hold here."""
        view = self.frame.view
        topic = view.HELP if view else ""
        self.open(help_overlay(self.desk, self.frame.near, topic))

    def action_help_quit(self) -> None:
        """What ctrl+c says."""
        self.notice(_LEAVING, "text")

    def action_leave(self) -> None:
        """Leave; nothing stops."""
        self._attendance.keep(now=True)
        self.exit(return_code=0)

    def _press(self, action: Action) -> None:
        """Do what a key would do, where the focus is."""
        self.simulate_key(action.keys[0])

    def way_back(self) -> str:
        """What to say when the terminal is back."""
        mirror = self.desk.mirror
        origin = mirror.state.origin if mirror else None
        if origin is None:
            return f"Nothing was shown of {self.link_worker.directory}."
        return f"The launch goes on. Come back with: golive attach {origin.id}"
