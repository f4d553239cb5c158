"""The overlay "you were here": for who comes back after a while, or to a launch that went on."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from golive_tui.errors import GoliveError
from golive_tui.launch.codec import event_from_plain
from golive_tui.launch.events import Event
from golive_tui.tui.desk import Bookmark, Changes, Desk
from golive_tui.tui.views.here_rows import here_page
from golive_tui.tui.views.rows import Row
from golive_tui.tui.views.sheet_box import SheetBox
from golive_tui.wire.messages import ReadEvents

MOST = 1000
"""Events since then that are read at most."""


class YouWereHere(SheetBox):
    """What happened since, what waits now; enter goes back to where one was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "return_there", "back to where you were", id="here.return"),
    ]

    def __init__(self, desk: Desk, bookmark: Bookmark) -> None:
        self.bookmark = bookmark
        self.meanwhile: list[Event] | None = None
        super().__init__(
            desk, "You were here", "enter goes to where you were · esc closes", id="here"
        )

    def on_mount(self) -> None:
        """What the mirror holds, or else the engine is asked for the rest."""
        mirror = self.desk.mirror
        if mirror is None:
            return
        since = self._held()
        if len(since) >= mirror.state.seq - self.bookmark.seq:
            self.meanwhile = since
            self.resized()
        else:
            self.desk.host.start(self._read)

    def _held(self) -> list[Event]:
        """What the mirror has of it."""
        events = self.desk.mirror.events if self.desk.mirror else ()
        return [each for each in events if each.seq > self.bookmark.seq]

    def changed(self, changes: Changes) -> None:
        """It goes on happening."""
        if self.meanwhile is not None and changes.events:
            last = self.meanwhile[-1].seq if self.meanwhile else self.bookmark.seq
            self.meanwhile += [each for each in changes.events if each.seq > last]
            self.resized()

    def page_rows(self, width: int) -> list[Row]:
        """The page."""
        mirror = self.desk.mirror
        if mirror is None:
            return []
        return here_page(mirror, self.bookmark, self.meanwhile, self.desk.now, width)

    def action_return_there(self) -> None:
        """To the view and the subject of then."""
        self.close()
        self.desk.show(self.bookmark.view, self.bookmark.subject)

    async def _read(self) -> None:
        mirror = self.desk.mirror
        newest = mirror.state.seq + 1 if mirror else None
        count = min(MOST, (newest or 1) - 1 - self.bookmark.seq)
        try:
            answer = await self.desk.ask(ReadEvents(before=newest, count=max(count, 1)))
            read = [event_from_plain(each) for each in answer["events"]]
            self.meanwhile = [each for each in read if each.seq > self.bookmark.seq]
        except GoliveError as error:
            self.desk.notice(error.message, "warn")
            self.meanwhile = self._held()
        self.resized()
