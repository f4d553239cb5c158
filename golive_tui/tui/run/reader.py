"""Asks the engine for the output of one attempt, and puts it into the list that shows it.

It asks when told to, one question at a time, and no more once an attempt has ended and was read.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from golive_tui.clock import real_now
from golive_tui.errors import GoliveError, NotFound
from golive_tui.launch.state import Attempt
from golive_tui.tui.desk import Desk
from golive_tui.tui.run.output import NOTHING, OutputList
from golive_tui.tui.run.pages import Pages
from golive_tui.wire.messages import ReadOutput

PAGE: Final = 300
"""Lines asked for at once."""


class Reader:
    """Reads the attempt that was shown last; `told` is called when something came."""

    def __init__(self, desk: Desk, output: OutputList, told: Callable[[], None]) -> None:
        self.desk = desk
        self.output = output
        self.attempt: Attempt | None = None
        self.keyboard = False
        """Whether somebody types: then it is also asked whether the terminal shows it."""
        self.echo: bool | None = None
        self.deaf = 0
        """The pid of a holder that does not answer the engine; 0 where it does."""
        self._told = told
        self._asking = False
        self._grew_at: datetime | None = None
        self._error = ""  # what the engine answered last instead of output

    @property
    def silent_for(self) -> float | None:
        """Real seconds since the output was seen to grow; None when it never was."""
        grew = self._grew_at
        return None if grew is None else (real_now() - grew).total_seconds()

    def show(self, attempt: Attempt | None) -> None:
        """Read that attempt from now on; the same one again, as it stands now."""
        self.attempt = attempt
        name = attempt.id if attempt else ""
        if self.output.pages.attempt != name:
            self._grew_at, self.deaf = None, 0
            self.output.show(Pages(attempt=name))
            self.output.explain("" if name else NOTHING)

    @property
    def _settled(self) -> bool:
        """Nothing more will come."""
        attempt, pages = self.attempt, self.output.pages
        if attempt is None:
            return True
        read = pages.next_offset is not None and pages.next_offset >= pages.size
        return read and not attempt.is_open and pages.size >= attempt.bytes

    def poll(self) -> None:
        """Ask for more, unless it is asked already or nothing can come."""
        if self._asking or self._settled:
            return
        if not self.desk.linked.up:
            self.output.explain("not read: no engine answers")
            return
        self._asking = True
        self.desk.host.start(self._ask)

    async def _ask(self) -> None:
        pages = self.output.pages
        waits = pages.full and not self.output.following
        request = ReadOutput(
            attempt=pages.attempt,
            offset=pages.next_offset,
            count=1 if waits else PAGE,
            keyboard=self.keyboard,
        )
        try:
            answer = await self.desk.ask(request)
        except NotFound:  # it has not written a byte yet, or never did
            if self.attempt is not None and not self.attempt.is_open:
                pages.next_offset = 0
            self._refused("", NOTHING)
            return
        except GoliveError as error:
            self._refused(error.message, f"not read: {error.message}")
            return
        finally:
            self._asking = False
        heard = answer.get("echo"), answer.get("deaf", 0)
        if heard != (self.echo, self.deaf) and pages is self.output.pages:
            self.echo, self.deaf = heard
            self._told()
        if "lines" not in answer or pages is not self.output.pages:
            return
        self._refused("", NOTHING)
        first, before = pages.next_offset is None, pages.size
        follow = self.output.following
        if pages.add(answer, following=follow or first):
            if pages.size > before and not first:
                self._grew_at = real_now()
            self.output.renew(follow=follow or first)
            self._told()

    def _refused(self, error: str, why: str) -> None:
        """An error is told once, however often it comes again; `why` stands for the output."""
        if error and error != self._error:
            self.desk.notice(error, "warn")
        self._error = error
        self.output.explain(why)

    def older(self) -> None:
        """Ask for the page before the first line that is held."""
        if self.output.loading:
            return
        self.output.loading = True
        self.output.row_changed(0)
        pages, first = self.output.pages, self.output.pages.first_offset

        async def work() -> None:
            request = ReadOutput(attempt=pages.attempt, offset=first, count=PAGE, back=True)
            added = 0
            try:
                added = pages.add_older(await self.desk.ask(request), first)
            except GoliveError as error:
                self.desk.notice(error.message, "warn")
            self.output.loading = False
            if pages is self.output.pages:
                self.output.renew_older(added)
                self._told()

        self.desk.host.start(work)
