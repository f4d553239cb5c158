"""The overlay of one item: status, evidence, remarks, step, check, and its history."""

from golive_tui.checklist.model import Item
from golive_tui.errors import GoliveError
from golive_tui.launch.codec import event_from_plain
from golive_tui.launch.events import Event
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.ground.content import cell
from golive_tui.tui.views.item_rows import item_page
from golive_tui.tui.views.rows import Row
from golive_tui.tui.views.sheet_box import SheetBox
from golive_tui.wire.messages import ReadEvents

HISTORY = 200
"""Events of its history at most."""


class ItemDetail(SheetBox):
    """What is known of an item."""

    def __init__(self, desk: Desk, item_id: str) -> None:
        self.item_id = item_id
        self.history: list[Event] | None = None
        self.unread = ""
        found = desk.mirror.checklist.item(item_id) if desk.mirror else None
        title = found.title if found else item_id
        super().__init__(desk, title, "esc closes", id="item-detail")

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
        return item_page(mirror, item, history, self.desk.now, width)

    async def _read(self) -> None:
        try:
            answer = await self.desk.ask(ReadEvents(item=self.item_id, count=HISTORY))
            self.history = [event_from_plain(each) for each in answer["events"]]
        except GoliveError as error:
            self.desk.notice(error.message, "warn")
            self.unread = "its history cannot be read now"
        self.resized()
