"""The events view: the whole log, the newest last, with older pages at its top and a search.

The cursor on the last row stays on the last row while events come; anywhere else it stays where
it is. Enter goes to what an event is about.
"""

from typing import ClassVar, Final

from textual import events as te
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from golive_tui.errors import GoliveError
from golive_tui.launch.codec import event_from_plain
from golive_tui.launch.events import Event
from golive_tui.text import plural
from golive_tui.tui.dash.find_bar import FindBar
from golive_tui.tui.dash.panel import Panel
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.frame.modes import item_detail
from golive_tui.tui.frame.view import View
from golive_tui.tui.ground.keys import Action, bindings
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.views.event_list import EventList
from golive_tui.tui.views.event_search import QUICK
from golive_tui.tui.views.keys import LOG
from golive_tui.tui.views.relabel import relabel
from golive_tui.wire.messages import ReadEvents

PAGE: Final = 200
"""Older events asked for at once."""


class EventsView(View):
    """Heading, search, list."""

    HELP = "Events"
    ACTIONS: ClassVar[tuple[Action, ...]] = LOG
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LOG)]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="events-view")
        self.panel = Panel("Events")
        self.find = FindBar()
        self.find.placeholder = "find: text  !not  @who  :item  :round  :probe  :passed"
        self.list = EventList(desk)

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        with self.panel:
            yield self.panel.heading
            yield self.find
            yield self.list

    @property
    def crumbs(self) -> str:
        """The search."""
        return f"/{self.list.search}" if self.list.search else ""

    @property
    def subject(self) -> str:
        """The event's number."""
        return str(self.list.chosen.seq) if self.list.chosen else ""

    def changed(self, changes: Changes) -> None:
        """New events, or another checklist to name things by."""
        mirror = self.desk.mirror
        if mirror is None:
            return
        follow = self.list.cursor >= self.list.count - 1
        newest = mirror.events if changes.everything else changes.events
        fresh = self.list.held.add(newest, followed=follow and not self.list.search)
        if fresh or changes.everything:
            self.list.renew(follow=follow)
        self._label()

    def on_resize(self, event: te.Resize) -> None:
        """What is above and below is another number."""
        self.call_after_refresh(self._label)

    def focus_first(self) -> None:
        """The list."""
        self.list.focus()

    def at(self, subject: str) -> None:
        """Go to an event by its number, or search for a subject."""
        if subject.isdigit():
            self.list.go_to(int(subject))
        elif subject:
            self._seek(subject)

    def back(self) -> bool:
        """End the search."""
        if not self.list.search:
            return False
        self._seek("")
        return True

    @on(LineList.Moved, "#events")
    def moved(self, event: LineList.Moved) -> None:
        """The heading tells what is above and below."""
        event.stop()
        self._label()

    @on(LineList.Chosen, "#events")
    def opened(self, event: LineList.Chosen) -> None:
        """Enter: older ones, or what the event is about."""
        event.stop()
        if event.index < self.list.head:
            self._older()
        elif (chosen := self.list.chosen) is not None:
            self._go(chosen)

    def on_find_bar_sought(self, event: FindBar.Sought) -> None:
        """Shown while it is typed."""
        event.stop()
        self._seek(event.text)
        if event.done:
            self.list.focus()

    def action_find(self) -> None:
        """Open the search."""
        self.find.open_with(self.list.search)

    def action_filter(self) -> None:
        """The next of the quick searches."""
        searches = ("", *QUICK)
        here = searches.index(self.list.search) if self.list.search in searches else 0
        self._seek(searches[(here + 1) % len(searches)])

    def _seek(self, text: str) -> None:
        self.list.search = text.strip()
        self.list.renew(follow=True)
        self._label()

    def _label(self) -> None:
        mirror = self.desk.mirror
        if mirror is None:
            return
        shown, whole = len(self.list.shown), mirror.state.seq
        said = plural(whole, "event")
        if self.list.search:
            said = f"/{self.list.search} · {shown} of {said}"
        elif shown < whole:
            said = f"the newest {shown} of {said}"
        below = f" · {self.list.below} below" if self.list.below else ""
        self.panel.heading.show(f"{said}{below}")
        relabel(self)

    def _go(self, chosen: Event) -> None:
        mirror, fact = self.desk.mirror, chosen.fact
        item = getattr(fact, "item", "")
        round_id = getattr(fact, "round", "")
        probe = getattr(fact, "probe", "")
        if round_id:
            self.desk.show("timer", round_id)
        elif probe:
            self.desk.show("probes", probe)
        elif item and mirror is not None and mirror.checklist.item(item) is not None:
            self.desk.open(item_detail(self.desk, item))

    def _older(self) -> None:
        if self.list.loading:
            return
        self.list.loading = True
        self.list.row_changed(0)

        async def work() -> None:
            held = self.list.held
            oldest = held.first
            try:
                answer = await self.desk.ask(ReadEvents(before=oldest, count=PAGE))
                held.add_older([event_from_plain(each) for each in answer["events"]])
            except GoliveError as error:
                self.desk.notice(error.message, "warn")
            self.list.loading = False
            self.list.renew()
            if held.first < oldest:
                self.list.go_to(oldest - 1)
            self._label()

        self.desk.host.start(work)
