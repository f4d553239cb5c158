"""One look made one sample: the border at which whatever happens becomes a reason.

Nothing that a target, a library or a kind does gets past `take`: a deadline is kept round the
whole look (a time-out of a library is one of each operation: a dripping body ran 6.1 s under
0.5 s of httpx), an exception becomes a reason, and a missing value never passes.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from golive_tui.checklist.model import Probe
from golive_tui.launch.samples import Sample
from golive_tui.probes.judging import sample_of
from golive_tui.probes.kind import Lookout, Observation, ProbeKind, Reach
from golive_tui.probes.look.reasons import Reading, reason_of

GRACE: Final = 1.0
"""Seconds that a cancelled look has to let go of what it holds; then it is abandoned."""

_stuck: dict[int, tuple[Lookout, "asyncio.Task[Observation]"]] = {}
"""Lookouts whose look ignored its cancellation, by id; no second look is begun beside it."""


async def take(
    lookout: Lookout, probe: Probe, at: datetime, reach: Reach, *, scheduled: bool = True
) -> Sample:
    """Look once and judge `probe.expect` over what was seen; never raises but when cancelled.

    Returns at the latest `GRACE` seconds after the deadline. A look that is still not done then
    is abandoned (`probe.stuck`): best drop its lookout and open another.
    """
    observation = await observe(lookout, reach)
    return sample_of(observation, probe, at, reach.redactor, scheduled=scheduled)


class Opening:
    """A lookout whose kind may fail to open: a wrong setting, a missing file or a bug there is a
    sample with a reason too, and is tried again at the next look.

    It opens at once where it can: what a kind imports (100 ms) must not fall into anyone's look.
    """

    def __init__(self, kind: ProbeKind, settings: Mapping[str, object], reach: Reach) -> None:
        self._kind = kind
        self._settings = settings
        self._reach = reach
        self._lookout: Lookout | None = None
        # What goes wrong here goes wrong again at the first look, and is told there.
        with contextlib.suppress(Exception):
            self._lookout = kind.open(settings, reach)

    async def look(self) -> Observation:
        """Open if need be, and look."""
        if self._lookout is None:
            self._lookout = self._kind.open(self._settings, self._reach)
        return await self._lookout.look()

    def late(self) -> Observation:
        """As the kind says."""
        if self._lookout is None:
            return Observation(outcome="error", reason="probe.timeout", detail="it did not open")
        return self._lookout.late()

    async def close(self) -> None:
        """Close what was opened."""
        if self._lookout is not None:
            await self._lookout.close()


async def observe(lookout: Lookout, reach: Reach) -> Observation:
    """Look once, within the deadline, whatever happens: `take` before it is judged."""
    if id(lookout) in _stuck:
        return _troubled(Reading("error", "probe.stuck", "an earlier look has not ended yet"))
    look = asyncio.create_task(_guarded(lookout), name=f"look {type(lookout).__name__}")
    try:
        await asyncio.wait({look}, timeout=reach.deadline)
        in_time = look.done()
    finally:
        # Also when `take` itself is cancelled: a look lets go of its sockets and children first.
        if not look.done():
            await _called_off(lookout, look)
    if in_time:
        return look.result()
    if not look.done():
        return _troubled(Reading("error", "probe.stuck", "the look does not heed its deadline"))
    return lookout.late()


async def _called_off(lookout: Lookout, look: "asyncio.Task[Observation]") -> None:
    look.cancel()
    try:
        await asyncio.wait({look}, timeout=GRACE)
    finally:
        if not look.done():
            _stuck[id(lookout)] = (lookout, look)
            look.add_done_callback(lambda _: _stuck.pop(id(lookout), None))


async def _guarded(lookout: Lookout) -> Observation:
    try:
        return await lookout.look()
    except Exception as error:  # noqa: BLE001 - the border named `a probe run` (house rules)
        return _troubled(reason_of(error))


def _troubled(reading: Reading) -> Observation:
    return Observation(outcome=reading.outcome, reason=reading.reason, detail=reading.detail)
