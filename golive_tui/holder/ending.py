"""Ending the whole tree: SIGTERM, after a grace SIGKILL, then an honest list of who is left."""

import errno
import os
import signal
from collections.abc import Callable, Sequence
from typing import Final

from golive_tui.holder.processes import Left, Process, Seen, left, send

STEP: Final = 0.1
"""Seconds between two looks at the tree: what was started meanwhile is told to end, too."""

PATIENCE: Final = 2.0
"""Seconds for which SIGKILL is repeated; what is there after it waits inside the kernel."""

LISTED: Final = 20
"""Processes that a list for people names at most."""

_WHY: Final = {errno.EPERM: "it runs as another user: we may send it no signal"}


class Ending:
    """One cancel or time-out at work. `tick` it when `next_at` has come, until it is `over`.

    `members` looks who belongs to the tree; `on_refusal` is called once when a member runs as
    another user, and asks it to end in another way.
    """

    def __init__(
        self,
        members: Callable[[], Sequence[Seen]],
        *,
        now: float,
        grace: float,
        on_refusal: Callable[[], None] | None,
    ) -> None:
        self._members = members
        self._on_refusal = on_refusal
        self._kill_at = now + grace
        self._told: dict[Process, int] = {}
        self._refused = False
        self.next_at = now
        self.over = False
        self.survivors: tuple[Left, ...] = ()

    def hasten(self, now: float, grace: float) -> None:
        """SIGKILL after that grace already."""
        self._kill_at = min(self._kill_at, now + grace)
        self.next_at = now

    def tick(self, now: float) -> None:
        """Look who is there, and send what is due."""
        if self.over or now < self.next_at:
            return
        members = self._members()
        if not members:
            self.over = True
        elif now < self._kill_at:
            self._ask(members)
        elif now < self._kill_at + PATIENCE:
            for each in members:
                self._told[each.process] = send(each.process, signal.SIGKILL)
        else:
            self.survivors = tuple(left(each, self._why(each)) for each in members[:LISTED])
            for each in members:
                send(each.process, signal.SIGKILL)
            self.over = True
        self.next_at = now + STEP if now >= self._kill_at else min(now + STEP, self._kill_at)

    def _ask(self, members: Sequence[Seen]) -> None:
        for each in members:
            if each.process not in self._told:
                self._told[each.process] = send(each.process, signal.SIGTERM)
                send(each.process, signal.SIGCONT)  # one that is stopped hears nothing else
        if not self._refused and errno.EPERM in self._told.values():
            self._refused = True
            if self._on_refusal is not None:
                self._on_refusal()

    def _why(self, each: Seen) -> str:
        refusal = self._told.get(each.process)
        if refusal is None:
            return "it was started while the others were being ended"
        if refusal in {0, errno.ESRCH}:
            return "it outlived SIGKILL: it waits inside the kernel"
        return _WHY.get(refusal, os.strerror(refusal))
