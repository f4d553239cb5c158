"""Checks at work: what was asked for is run once, a few at a time, and told when it is found.

What is told is recorded only if somebody still waits for it. A run that an engine before us left
behind is run again, except one that a person had armed: it would send its traffic unasked.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from golive_tui.checklist.model import Check, Checklist
from golive_tui.checklist.template import Lookup
from golive_tui.clock import Clock
from golive_tui.engine.tasks import log_failure
from golive_tui.launch import events as e
from golive_tui.launch.check_facts import CheckCancelled, EvidenceRecorded, Found
from golive_tui.launch.state import LaunchState, Origin
from golive_tui.launch.verdicts import expiry
from golive_tui.probes.checking import run_check

AT_ONCE: Final = 8
"""Checks under way at the same time, over all items."""
TELL_AGAIN: Final = 1.0
"""Real seconds until what could not be recorded is told again."""

Tell = Callable[[tuple[e.Fact, ...]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the checks stand on: the state as recorded, the checklist as it is now, where `${...}`
    comes from, and the launch's origin. `prime` has the commands run that print secrets."""

    state: Callable[[], LaunchState]
    checklist: Callable[[], Checklist]
    lookup: Callable[[], Lookup]
    origin: Origin
    prime: Callable[[], Awaitable[None]]


class Checker:
    """The runs of one launch that are under way. `tell` gets the facts to record."""

    def __init__(self, clock: Clock, around: Ground, tell: Tell) -> None:
        self._clock = clock
        self._around = around
        self._tell = tell
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def run(self, item_id: str, check: str, *, armed: bool) -> None:
        """Run the item's checks, whose request is on disk now."""
        task = asyncio.create_task(self._run(item_id, check, armed=armed), name=f"check {check}")
        self._tasks[check] = task
        task.add_done_callback(lambda done: self._done(check, done))

    def call_off(self, check: str) -> None:
        """End that run; it lets go of what it holds, and tells nothing."""
        if (task := self._tasks.get(check)) is not None:
            task.cancel()

    def take_up(self, state: LaunchState) -> None:
        """See to what an engine before us left under way."""
        for item_id, known in state.items.items():
            if known.checking is None or known.checking.check in self._tasks:
                continue
            if known.checking.armed:
                why = "the engine ended under it; ask again, since it sends traffic on purpose"
                check = known.checking.check
                self._tell((CheckCancelled(item=item_id, check=check, reason=why),))
            else:
                self.run(item_id, known.checking.check, armed=False)

    def waited_for(self, facts: Sequence[e.Fact]) -> tuple[e.Fact, ...]:
        """The facts without those of runs that were called off meanwhile."""
        return tuple(fact for fact in facts if self._is_waited_for(fact))

    def recall(self, facts: Sequence[e.Fact]) -> None:
        """What was told could not be recorded: tell it again after a while."""
        mine = tuple(each for each in facts if isinstance(each, EvidenceRecorded | CheckCancelled))
        if mine:
            asyncio.get_running_loop().call_later(TELL_AGAIN, self._tell, mine)

    async def close(self) -> None:
        """End all of them: the next engine takes them up."""
        for task in list(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _is_waited_for(self, fact: e.Fact) -> bool:
        if not isinstance(fact, EvidenceRecorded | CheckCancelled):
            return True
        checking = self._around.state().item(fact.item).checking
        return checking is not None and checking.check == fact.check

    async def _run(self, item_id: str, check: str, *, armed: bool) -> None:
        item = self._around.checklist().item(item_id)
        if item is None or not item.checks:
            why = "the checklist has no such check any more"
            self._tell((CheckCancelled(item=item_id, check=check, reason=why),))
            return
        await self._around.prime()
        found: list[Found] = []
        for each in item.checks:
            async with self._gate:
                found.append(await self._look(each, armed=armed))
        until = expiry(item, self._around.state(), self._clock.now())
        fact = EvidenceRecorded(item=item_id, check=check, found=tuple(found), expires_at=until)
        self._tell((fact,))

    async def _look(self, check: Check, *, armed: bool) -> Found:
        around = self._around
        return await run_check(
            check,
            around.lookup(),
            around.origin.directory,
            at=self._clock.now(),
            armed=armed,
            rehearsal=around.origin.rehearsal,
            speed=around.origin.speed,
        )

    def _done(self, check: str, task: "asyncio.Task[None]") -> None:
        self._tasks.pop(check, None)
        log_failure(task)
