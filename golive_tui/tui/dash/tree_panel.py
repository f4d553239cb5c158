"""The tree's panel: heading with counts, find line, tree, and what the keys do there."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from golive_tui.checklist.model import Item, Objective, Trigger
from golive_tui.launch import commands as c
from golive_tui.launch.progress import progress
from golive_tui.launch.verifying import under_way, verified
from golive_tui.tui.dash.find import QUICK, complaint
from golive_tui.tui.dash.find_bar import FindBar
from golive_tui.tui.dash.panel import Panel
from golive_tui.tui.dash.tree import ChecklistTree
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.dialogs import item as item_dialogs
from golive_tui.tui.dialogs.approve import approve_step
from golive_tui.tui.dialogs.item import fill_field
from golive_tui.tui.dialogs.step import cancel_step, run_step
from golive_tui.tui.dialogs.verify import call_off, verify_items
from golive_tui.tui.frame.modes import item_detail
from golive_tui.tui.frame.running import running
from golive_tui.tui.ground.glyphs import Role
from golive_tui.tui.ground.keys import bindings
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.keys_table import ITEMS, STEPS, TREE

Ask = Callable[[Desk, Item], Overlay | None]

_NO_STATUS: Final = "a heading's status is that of its items: go to one of them"
_NO_ITEM: Final = {
    "phase": "a phase is done by its rounds: w answers the one that is due",
    "objective": "the probes say whether it is met",
    "trigger": "a rule is nothing to be done",
    "contact": "a contact is filled in in the checklist file",
    "field": "space fills it in",
}
"""By kind of row: why the key does nothing there."""


class TreePanel(Panel):
    """Heading, find line, tree; and the keys of both."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings((*ITEMS, *STEPS, *TREE))]

    def __init__(self, desk: Desk) -> None:
        super().__init__("Checklist", id="tree-panel")
        self.desk = desk
        self.tree_list = ChecklistTree(desk)
        self.find = FindBar()

    def compose(self) -> ComposeResult:
        """Three widgets, one of them hidden."""
        yield self.heading
        yield self.find
        yield self.tree_list

    def changed(self, changes: Changes) -> None:
        """The rows, and the count over them."""
        self.tree_list.changed(changes)
        self.label()

    def label(self) -> None:
        """The heading: counts, or what is looked for and how often it is there."""
        mirror = self.desk.mirror
        if mirror is None:
            return
        search = self.tree_list.search.strip()
        if search:
            wrong = complaint(search)
            found = wrong or f"{len(self.tree_list.found)} found · n next · esc all"
            self.heading.show(found, "warn" if wrong else "run", f"Checklist  /{search}")
            return
        sums = progress(mirror.checklist, mirror.state)
        by_checks = verified(mirror.checklist, mirror.state)
        could_not = by_checks.inconclusive + by_checks.error
        parts = [f"{sums.done}/{sums.items} done"]
        wanting = ((sums.failed, "failed"), (sums.stale, "stale"), (sums.skipped, "skipped"))
        parts += [f"{number} {word}" for number, word in wanting if number]
        if by_checks.of:
            parts.append(f"{by_checks.passed}/{by_checks.of} by machine")
        if could_not:
            parts.append(f"{could_not} inconclusive")
        role: Role = "bad" if sums.failed else "warn" if sums.stale or could_not else "muted"
        self.heading.show(" · ".join(parts), role, "Checklist")

    @on(FindBar.Sought)
    def sought(self, event: FindBar.Sought) -> None:
        """The search changed."""
        event.stop()
        self.tree_list.seek(event.text)
        self.label()
        if event.done:
            self.tree_list.focus()

    @on(LineList.Chosen, "#tree")
    def opened(self, event: LineList.Chosen) -> None:
        """Enter: fold a heading, show an item, go where a row belongs."""
        event.stop()
        node = self.tree_list.chosen
        if node is None:
            return
        if node.children:
            self.tree_list.toggle()
        elif node.item:
            self.desk.open(item_detail(self.desk, node.ref))
        elif node.kind == "phase":
            self.desk.show("timer", node.ref)
        elif node.kind == "contact":
            self.desk.show("who", node.ref)
        elif node.kind == "field":
            self.action_pass()
        elif isinstance(node.subject, Objective | Trigger):
            self.desk.show("probes", node.subject.measure.of[0])

    def _ask(self, ask: Ask) -> None:
        """Open the dialog for the item under the cursor."""
        node = self.tree_list.chosen
        if node is None or node.item is None:
            self.desk.notice(_NO_ITEM.get(node.kind if node else "", _NO_STATUS), "muted")
        elif (dialog := ask(self.desk, node.item)) is not None:
            self.desk.open(dialog)

    def action_pass(self) -> None:
        """Pass the item, or fill in the field."""
        node = self.tree_list.chosen
        if node is not None and node.kind == "field":
            if (dialog := fill_field(self.desk, node.ref)) is not None:
                self.desk.open(dialog)
        else:
            self._ask(item_dialogs.pass_item)

    def action_fail(self) -> None:
        """Fail the item."""
        self._ask(item_dialogs.fail_item)

    def action_skip(self) -> None:
        """Skip the item."""
        self._ask(item_dialogs.skip_item)

    def action_start(self) -> None:
        """Take the item in hand."""
        self._ask(item_dialogs.start_item)

    def action_reopen(self) -> None:
        """Open the item again."""
        self._ask(item_dialogs.reopen_item)

    def action_note(self) -> None:
        """Add a note."""
        self._ask(item_dialogs.note_item)

    def action_assign(self) -> None:
        """Give the item to somebody."""
        self._ask(item_dialogs.assign_item)

    def action_run_step(self) -> None:
        """Run the step."""
        self._ask(run_step)

    def action_approve_step(self) -> None:
        """Let another run the step."""
        self._ask(approve_step)

    def action_cancel_step(self) -> None:
        """Cancel the step, or the only one that runs; else call off the checks under way."""
        node, mirror = self.tree_list.chosen, self.desk.mirror
        item = node.item if node else None
        if mirror is None:
            return
        stands = mirror.state.item(item.id) if item else None
        steps = running(mirror.checklist, mirror.state)
        checks = under_way(mirror.state) is not None
        if checks and (not steps or (stands is not None and stands.checking is not None)):
            dialog = call_off(self.desk)
        else:
            dialog = cancel_step(self.desk, item)
        if dialog is not None:
            self.desk.open(dialog)

    def action_verify(self) -> None:
        """Verify what the cursor is on."""
        node = self.tree_list.chosen
        if node is None or node.kind not in ("stage", "section", "group", "item"):
            self.desk.notice("that is not verified by checks", "muted")
        elif node.kind == "stage":
            self._verify(c.VerifyItems(stage=node.ref), node.title)
        elif node.kind == "section":
            stage = self.tree_list.stage_of(node)
            self._verify(c.VerifyItems(stage=stage.ref, section=node.ref), node.title)
        else:
            self._verify(c.VerifyItems(items=(node.ref,)), node.title)

    def action_verify_all(self) -> None:
        """Verify everything."""
        self._verify(c.VerifyItems(all=True), "everything")

    def _verify(self, command: c.VerifyItems, title: str) -> None:
        if (dialog := verify_items(self.desk, command, title)) is not None:
            self.desk.open(dialog)

    def action_find(self) -> None:
        """Open the find line."""
        self.find.open_with(self.tree_list.search)

    def action_filter(self) -> None:
        """The next of the quick filters."""
        searches = ("", *QUICK)
        here = self.tree_list.search
        index = searches.index(here) if here in searches else 0
        self.tree_list.seek(searches[(index + 1) % len(searches)])
        self.label()

    def action_next_match(self) -> None:
        """The next match."""
        self._match(1)

    def action_previous_match(self) -> None:
        """The match before."""
        self._match(-1)

    def _match(self, step: int) -> None:
        found = self.tree_list.next_match if self.tree_list.search else self.tree_list.next_wanting
        if not found(step):
            self.desk.notice("nothing failed, nothing is stale or unclear: / finds", "muted")

    def action_fold(self) -> None:
        """Fold."""
        self.tree_list.fold()

    def action_unfold(self) -> None:
        """Unfold."""
        self.tree_list.unfold()

    def action_fold_all(self) -> None:
        """To the stages."""
        self.tree_list.fold_all(folded=True)

    def action_unfold_all(self) -> None:
        """Everything."""
        self.tree_list.fold_all(folded=False)

    def action_natural(self) -> None:
        """As at the start."""
        self.tree_list.natural()

    def action_copy(self) -> None:
        """The id, and a step's command."""
        node = self.tree_list.chosen
        if node is None:
            return
        step = node.item.step if node.item else None
        text = " ".join(step.run) if step else node.ref
        self.app.copy_to_clipboard(text)
        self.desk.notice(f"copied: {text}", "muted")

    def clear(self) -> bool:
        """End the search; False when there was none."""
        if not self.tree_list.search:
            return False
        self.tree_list.seek("")
        self.label()
        return True
