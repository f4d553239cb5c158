"""The probe panel: a row a probe, and under those that are not well a row that says why."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.strip import Strip

from golive_tui.client.mirror import Mirror
from golive_tui.launch.commands import LookNow
from golive_tui.launch.events import ProbeVerdict
from golive_tui.tui.dash.panel import Panel
from golive_tui.tui.dash.probe_rows import has_reason, labels, probe_row, reason_row
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.frame.alarms import PROBE_MARKS, WORST_FIRST
from golive_tui.tui.ground.content import strip
from golive_tui.tui.ground.glyphs import GLYPHS, Role
from golive_tui.tui.ground.keys import bindings
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.ground.rows import Rows
from golive_tui.tui.keys_table import PROBES


class Labels(Rows):
    """The names of the columns."""

    DEFAULT_CSS = """
    Labels { height: 1; width: 1fr; padding: 0 0 0 1; }
    """

    def build(self, y: int, width: int) -> Strip:
        """The one row."""
        return strip(labels(width), width, self.roles)


class ProbeList(LineList):
    """The rows. A probe that is not well has two, so the list may grow and shrink."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PROBES)]

    def __init__(self, desk: Desk) -> None:
        super().__init__(self._strip, empty="this checklist has no probes", id="probes")
        self.desk = desk
        self._rows: list[tuple[str, bool]] = []

    @property
    def chosen(self) -> str:
        """The id of the probe under the cursor; empty in an empty list."""
        return self._rows[self.cursor][0] if self._rows else ""

    def changed(self, changes: Changes) -> None:
        """Paint the rows of probes that changed, or all when there are more or fewer rows."""
        mirror = self.desk.mirror
        if mirror is None:
            return
        rows = _rows(mirror)
        if changes.everything or rows != self._rows:
            at = self.chosen
            self._rows = rows
            self.set_rows(len(rows), next((i for i, row in enumerate(rows) if row[0] == at), 0))
            return
        for index, (probe, _) in enumerate(rows):
            if probe in changes.probes:
                self.row_changed(index)

    def action_look(self) -> None:
        """Ask for a look at the probe now."""
        if self.chosen:
            self.desk.do(LookNow(probe=self.chosen), self.chosen)

    def _strip(self, index: int, width: int) -> Strip:
        mirror = self.desk.mirror
        name, is_reason = self._rows[index]
        if mirror is None or name not in mirror.sight:
            return Strip([])
        now = self.desk.now
        stands = mirror.state.probe(name)
        if is_reason:
            return strip(reason_row(stands, now), width, self.roles)
        probe, series = mirror.checklist.probes[name], mirror.sight[name]
        return strip(probe_row(probe, stands, series, now, width), width, self.roles)


class ProbePanel(Panel):
    """Heading, labels, rows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Probes", id="probe-panel")
        self.desk = desk
        self.rows = ProbeList(desk)

    def compose(self) -> ComposeResult:
        """Three widgets."""
        yield self.heading
        yield Labels()
        yield self.rows

    def changed(self, changes: Changes) -> None:
        """Count the verdicts, paint the rows."""
        self.rows.changed(changes)
        self.label()

    def label(self) -> None:
        """The heading."""
        if self.desk.mirror is not None:
            note, role = counted(self.desk.mirror)
            below = f" · {self.rows.below} below" if self.rows.below else ""
            self.heading.show(f"{note}{below}", role)

    def on_resize(self) -> None:
        """More or fewer rows are below."""
        self.call_after_refresh(self.label)

    @on(LineList.Moved)
    def moved(self, event: LineList.Moved) -> None:
        """Likewise."""
        self.label()


def _rows(mirror: Mirror) -> list[tuple[str, bool]]:
    """(probe, whether it is the reason's row), in the order of the checklist."""
    rows: list[tuple[str, bool]] = []
    for name in mirror.checklist.probes:
        rows.append((name, False))
        if has_reason(mirror.state.probe(name)):
            rows.append((name, True))
    return rows


def counted(mirror: Mirror) -> tuple[str, Role]:
    """`13 ok · 1 slow · 1 alarm`, and the role of the worst."""
    verdicts = [mirror.state.probe(name).verdict for name in mirror.checklist.probes]
    order: tuple[ProbeVerdict, ...] = ("ok", "slow", "fail", "silent", "unknown")
    parts = [
        f"{verdicts.count(verdict)} {GLYPHS[PROBE_MARKS[verdict]].word}"
        for verdict in order
        if verdict in verdicts
    ]
    worst: ProbeVerdict = next((each for each in WORST_FIRST if each in verdicts), "ok")
    role: Role = "muted" if worst in ("ok", "unknown") else GLYPHS[PROBE_MARKS[worst]].role
    return " · ".join(parts), role
