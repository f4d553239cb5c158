"""The overlay of one item: status, evidence, remarks, step, check, and its history."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from golive_tui.checklist.model import Item
from golive_tui.errors import GoliveError
from golive_tui.launch.check_facts import EvidenceRecorded
from golive_tui.launch.codec import event_from_plain
from golive_tui.launch.commands import VerifyItems
from golive_tui.launch.events import Event
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.dialogs.item import pass_item
from golive_tui.tui.dialogs.verify import call_off, verify_items
from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.dialog import Dialog
from golive_tui.tui.views.evidence_rows import evidence_of
from golive_tui.tui.views.item_rows import item_page
from golive_tui.tui.views.rows import Row
from golive_tui.tui.views.sheet_box import SheetBox
from golive_tui.wire.messages import ReadEvents

HISTORY = 200
"""Events of its history at most."""


class ItemDetail(SheetBox):
    """What is known of an item, and the keys that have it verified or answered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "verify", "verify", id="item.verify"),
        Binding("full_stop", "call_off", "call off", id="item.call_off"),
        Binding("space", "pass", "pass", id="item.pass"),
    ]

    def __init__(self, desk: Desk, item_id: str) -> None:
        self.item_id = item_id
        self.history: list[Event] | None = None
        self.unread = ""
        self.found: EvidenceRecorded | None = None
        """The evidence of the newest checks, once it was asked for by itself."""
        found = desk.mirror.checklist.item(item_id) if desk.mirror else None
        title = found.title if found else item_id
        keys = "esc closes"
        if found is not None and not found.is_group:
            keys = f"{'v verifies · ' if found.checks else ''}space passes · {keys}"
        super().__init__(desk, title, keys, id="item-detail")

    @property
    def item(self) -> Item | None:
        """The item, as long as the checklist has it."""
        return self.desk.mirror.checklist.item(self.item_id) if self.desk.mirror else None

    def on_mount(self) -> None:
        """Read the history. Textual calls the on_mount of every class, Overlay's among them."""
        self.desk.host.start(self._read)

    def changed(self, changes: Changes) -> None:
        """Its events belong to its history; anything else may have changed its page."""
        mine = [each for each in changes.events if getattr(each.fact, "item", "") == self.item_id]
        if mine and self.history is not None:
            last = self.history[-1].seq if self.history else 0
            self.history += [each for each in mine if each.seq > last]
        if mine or changes.everything or self.item_id in changes.items:
            self.resized()

    def page_rows(self, width: int) -> list[Row]:
        """The page."""
        mirror, item = self.desk.mirror, self.item
        if mirror is None or item is None:
            return [[cell("the checklist has no such item", None, "muted")]]
        history = self.unread or self.history
        machine = mirror.state.item(item.id).machine
        newest = (
            self.found if machine and self.found and machine.check == self.found.check else None
        )
        return item_page(mirror, item, history, self.desk.now, width, found=newest)

    def action_verify(self) -> None:
        """Run its checks."""
        if (item := self.item) is not None:
            self._open(verify_items(self.desk, VerifyItems(items=(item.id,)), item.title))

    def action_call_off(self) -> None:
        """Call off its checks."""
        if (item := self.item) is not None:
            self._open(call_off(self.desk, item))

    def action_pass(self) -> None:
        """Answer it as a person, also against its checks."""
        item = self.item
        if item is None or item.is_group:
            self.desk.notice("a group's status is that of its items", "muted")
        else:
            self._open(pass_item(self.desk, item))

    def _open(self, dialog: Dialog | None) -> None:
        if dialog is not None:
            self.desk.open(dialog)

    async def _read(self) -> None:
        try:
            answer = await self.desk.ask(ReadEvents(item=self.item_id, count=HISTORY))
            self.history = [event_from_plain(each) for each in answer["events"]]
            await self._read_evidence(self.history)
        except GoliveError as error:
            self.desk.notice(error.message, "warn")
            self.unread = "its history cannot be read now"
        self.resized()

    async def _read_evidence(self, history: Sequence[Event]) -> None:
        """The newest evidence may lie before the history that was read."""
        machine = self.desk.mirror.state.item(self.item_id).machine if self.desk.mirror else None
        if machine is None or evidence_of(history, machine) is not None:
            return
        asked = ReadEvents(item=self.item_id, before=machine.seq + 1, count=1)
        answer = await self.desk.ask(asked)
        events = [event_from_plain(each) for each in answer["events"]]
        self.found = evidence_of(events, machine)
