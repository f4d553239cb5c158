"""The table of the probes view as a widget: it paints the rows whose probes changed."""

from typing import ClassVar

from textual.binding import BindingType
from textual.strip import Strip

from golive_tui.client.mirror import Mirror
from golive_tui.launch.commands import LookNow
from golive_tui.tui.dash.probe_rows import reason_row
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.ground.content import strip
from golive_tui.tui.ground.keys import bindings
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.ground.rows import Rows
from golive_tui.tui.keys_table import PROBES
from golive_tui.tui.views.measure_rows import budget_row, objective_row, trigger_row
from golive_tui.tui.views.probe_lines import Line, is_there, lines_of, probe_of, probes_of
from golive_tui.tui.views.probe_rows import table_labels, table_row
from golive_tui.tui.views.rows import BLANK, Row, heading


class TableLabels(Rows):
    """The names of the columns."""

    DEFAULT_CSS = """
    TableLabels { height: 1; width: 1fr; padding: 0 0 0 1; }
    """

    def build(self, y: int, width: int) -> Strip:
        """The one row."""
        return strip(table_labels(width), width, self.roles)


class ProbeTable(LineList):
    """Probes, those that are not well with their reason; then objectives and triggers."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PROBES)]

    def __init__(self, desk: Desk) -> None:
        super().__init__(self._strip, empty="this checklist has no probes", id="probe-table")
        self.desk = desk
        self.lines: list[Line] = []

    @property
    def probe(self) -> str:
        """The probe under the cursor: the first of a measure's, empty where there is none."""
        mirror = self.desk.mirror
        if mirror is None or self.cursor >= len(self.lines):
            return ""
        return probe_of(self.lines[self.cursor], mirror.checklist)

    def changed(self, changes: Changes) -> None:
        """Paint what stands on a probe that changed, or all when rows came or went."""
        mirror = self.desk.mirror
        if mirror is None:
            return
        lines = lines_of(mirror)
        if changes.everything or lines != self.lines:
            at = self.lines[self.cursor] if self.cursor < len(self.lines) else None
            self.lines = lines
            self.set_rows(len(lines), next((i for i, each in enumerate(lines) if each == at), 0))
            return
        for index, each in enumerate(lines):
            acted = each.kind == "trigger" and changes.engine
            if acted or changes.probes & probes_of(each, mirror.checklist):
                self.row_changed(index)

    def tick(self) -> None:
        """For how long a probe has not been well."""
        for index, each in enumerate(self.lines):
            if each.kind == "why":
                self.row_changed(index)

    def go_to(self, probe: str) -> None:
        """Put the cursor on a probe."""
        wanted = Line("probe", probe)
        if wanted in self.lines:
            self.move_to(self.lines.index(wanted))

    def action_look(self) -> None:
        """Ask for a look at the probe now."""
        if self.probe:
            self.desk.do(LookNow(probe=self.probe), self.probe)

    def _strip(self, index: int, width: int) -> Strip:
        mirror = self.desk.mirror
        row = self._cells(mirror, self.lines[index], width) if mirror else BLANK
        return strip(row, width, self.roles) if row else Strip([])

    def _cells(self, mirror: Mirror, each: Line, width: int) -> Row:
        now = self.desk.now
        plan, sight = mirror.checklist, mirror.sight
        if not is_there(each, plan):
            return BLANK
        match each.kind:
            case "probe":
                waits = self.desk.is_pending(each.ref)
                stands = mirror.state.probe(each.ref)
                series = sight[each.ref]
                return table_row(plan.probes[each.ref], stands, series, now, width, waits=waits)
            case "why":
                return reason_row(mirror.state.probe(each.ref), now)
            case "heading":
                return heading(each.ref, width)
            case "objective":
                return objective_row(plan.objectives[each.ref], sight, now, width)
            case "budget":
                return budget_row(plan.objectives[each.ref], sight, now)
            case "trigger":
                return trigger_row(plan.triggers[each.ref], mirror.state, sight, now, width)
            case "blank":
                return BLANK
