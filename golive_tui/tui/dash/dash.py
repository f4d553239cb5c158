"""The dashboard's first view: the tree at the left, probes and timer at the right, events below.

In a narrow terminal only the tree is shown, and the newest events under it; the rest are views of
their own behind the tabs.
"""

from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from golive_tui.tui.dash.events import EventPanel
from golive_tui.tui.dash.probes import ProbeList, ProbePanel
from golive_tui.tui.dash.timer import TimerPanel
from golive_tui.tui.dash.tree_panel import TreePanel
from golive_tui.tui.desk import EVERYTHING, Changes, Desk
from golive_tui.tui.frame.view import View
from golive_tui.tui.ground.keys import Action, bindings
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.keys_table import DASH, ITEMS, PROBES, STEPS, TREE


class Dash(View):
    """All panels."""

    HELP = "Checklist"
    ACTIONS: ClassVar[tuple[Action, ...]] = (*ITEMS, *STEPS, *TREE, *PROBES, *DASH)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DASH)]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="dash")
        self.tree_panel = TreePanel(desk)
        self.probe_panel = ProbePanel(desk)
        self.timer_panel = TimerPanel(desk)
        self.event_panel = EventPanel(desk)

    def compose(self) -> ComposeResult:
        """Left, right, foot."""
        with Horizontal(id="upper"):
            yield self.tree_panel
            with Vertical(id="right"):
                yield self.probe_panel
                yield self.timer_panel
        yield self.event_panel

    @property
    def crumbs(self) -> str:
        """The headings above the cursor."""
        node = self.tree_panel.tree_list.chosen
        mirror = self.desk.mirror
        if node is None or mirror is None:
            return ""
        return " › ".join([*self.tree_panel.tree_list.titles_above(node), node.title])

    @property
    def subject(self) -> str:
        """The item under the cursor."""
        node = self.tree_panel.tree_list.chosen
        return node.ref if node is not None and node.item else ""

    @property
    def near(self) -> tuple[Action, ...]:
        """The keys of the panel with the focus."""
        if self.probe_panel.has_pseudo_class("focus-within"):
            return (*PROBES, *DASH)
        return (*ITEMS, *STEPS, *TREE, *DASH)

    def changed(self, changes: Changes) -> None:
        """Every panel looks for what concerns it."""
        for panel in (self.tree_panel, self.probe_panel, self.timer_panel, self.event_panel):
            panel.changed(changes)

    def tick(self, now: datetime) -> None:
        """The timer ticks, and the rows of steps that run."""
        self.tree_panel.tree_list.tick()
        self.timer_panel.tick(now)

    def at(self, subject: str) -> None:
        """Go to an item."""
        if subject:
            self.tree_panel.tree_list.go_to_item(subject)

    def focus_first(self) -> None:
        """The tree."""
        self.tree_panel.tree_list.focus()

    def back(self) -> bool:
        """End the search, or the zoom; False when there was neither."""
        if self.tree_panel.clear():
            return True
        if self.has_class("-zoom"):
            self.action_zoom()
            return True
        return False

    def action_zoom(self) -> None:
        """The panel with the focus alone, or all again."""
        zoomed = not self.has_class("-zoom")
        right = self.probe_panel.has_pseudo_class("focus-within")
        self.set_class(zoomed, "-zoom")
        self.set_class(zoomed and not right, "-zoom-left")
        self.set_class(zoomed and right, "-zoom-right")
        self.call_after_refresh(self.changed, EVERYTHING)

    @on(LineList.Chosen, "#probes")
    def probe_opened(self, event: LineList.Chosen) -> None:
        """Enter on a probe: its detail."""
        event.stop()
        if isinstance(event.line_list, ProbeList):
            self.desk.show("probes", event.line_list.chosen)
