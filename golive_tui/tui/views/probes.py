"""The probes view: every probe in a table, objectives and triggers under them, one in detail.

In a very wide terminal the detail stands beside the table; else enter opens it and esc goes back.
"""

from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from golive_tui.launch.commands import LookNow
from golive_tui.tui.dash.panel import Panel
from golive_tui.tui.dash.probes import counted
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.ground.keys import Action, bindings
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.keys_table import PROBES
from golive_tui.tui.views.detail_beside import DetailBeside
from golive_tui.tui.views.plot_source import PlotSource
from golive_tui.tui.views.probe_detail import detail_rows
from golive_tui.tui.views.probe_table import ProbeTable, TableLabels
from golive_tui.tui.views.relabel import relabel
from golive_tui.tui.views.rows import Row
from golive_tui.tui.views.sheet import Sheet


class ProbesView(DetailBeside):
    """Table and detail."""

    HELP = "Probes"
    BESIDE = 190
    ACTIONS: ClassVar[tuple[Action, ...]] = PROBES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PROBES)]
    DEFAULT_CSS = """
    ProbesView #probe-columns { height: 1fr; width: 1fr; }
    ProbesView #probe-detail { display: none; }
    ProbesView.-detail #probe-list { display: none; }
    ProbesView.-detail #probe-detail { display: block; }
    ProbesView.-beside #probe-list { display: block; width: 5fr; margin: 0 1 0 0; }
    ProbesView.-beside #probe-detail { display: block; width: 4fr; }
    """

    def __init__(self, desk: Desk) -> None:
        self.table = ProbeTable(desk)
        super().__init__(desk, self.table, Sheet(self._detail), id="probes-view")
        self.list_panel = Panel("Probes", id="probe-list")
        self.detail_panel = Panel("Probe", id="probe-detail")
        self._shown = ""
        self._past = PlotSource(desk, self._plotted)

    def compose(self) -> ComposeResult:
        """Side by side; which of them is seen is a matter of classes."""
        with Horizontal(id="probe-columns"):
            with self.list_panel:
                yield self.list_panel.heading
                yield TableLabels()
                yield self.table
            with self.detail_panel:
                yield self.detail_panel.heading
                yield self.sheet

    @property
    def crumbs(self) -> str:
        """The probe."""
        mirror = self.desk.mirror
        probe = mirror.checklist.probes.get(self.subject) if mirror else None
        return probe.title if probe else ""

    @property
    def subject(self) -> str:
        """The probe under the cursor."""
        return self._shown if self.has_class("-detail") else self.table.probe

    def changed(self, changes: Changes) -> None:
        """The table; the detail, when it is its probe that changed."""
        mirror = self.desk.mirror
        if mirror is None:
            return
        self.table.changed(changes)
        self.label()
        if changes.everything or self._shown in changes.probes:
            self.look()

    def tick(self, now: datetime) -> None:
        """How long something has not been well."""
        self.table.tick()

    def at(self, subject: str) -> None:
        """Go to a probe, and open it."""
        if subject:
            self.table.go_to(subject)
            self._open()

    @on(LineList.Chosen, "#probe-table")
    def opened(self, event: LineList.Chosen) -> None:
        """Enter on a row."""
        event.stop()
        self._open()
        self.focus_first()

    @on(LineList.Moved, "#probe-table")
    def moved(self, event: LineList.Moved) -> None:
        """Beside the table, the detail follows the cursor."""
        event.stop()
        if self.has_class("-beside"):
            self._show(self.table.probe)
        self.label()

    def action_look(self) -> None:
        """Also in the detail."""
        if self._shown:
            self.desk.do(LookNow(probe=self._shown), self._shown)

    def label(self) -> None:
        """How many are well, and what lies below."""
        mirror = self.desk.mirror
        if mirror is not None:
            note, role = counted(mirror)
            below = f" · {self.table.below} below" if self.table.below else ""
            self.list_panel.heading.show(f"{note}{below}", role)
        relabel(self)

    def _open(self) -> None:
        if self.table.probe:
            self.add_class("-detail")
            self._show(self.table.probe)
        relabel(self)

    def _show(self, probe: str) -> None:
        if probe != self._shown:
            self._shown = probe
            self.look(from_top=True)

    def look(self, *, from_top: bool = False) -> None:
        """The probe in detail, as it is now."""
        mirror = self.desk.mirror
        if mirror is None:
            return
        if self.has_class("-beside") and not self._shown:
            self._shown = self.table.probe
        self.sheet.look(from_top=from_top)
        note = f"{self.sheet.below} below" if self.sheet.below else "esc goes back"
        self.detail_panel.heading.show("" if self.has_class("-beside") else note)

    def _plotted(self) -> None:
        """The figures over the launch have come."""
        if self.is_attached:
            self.look()

    def _detail(self, width: int) -> list[Row]:
        mirror = self.desk.mirror
        if mirror is None or self._shown not in mirror.sight:
            return []
        plot = self._past.of(self._shown, width)
        return detail_rows(mirror, self._shown, self.desk.now, width, plot)
