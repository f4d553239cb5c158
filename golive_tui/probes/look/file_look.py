"""One look at files, in a thread: a file system that hangs must not hold up the loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from golive_tui.probes.kind import Observation
from golive_tui.probes.look.aside import begin


class FileLook:
    """A lookout that does `work` once a look, never twice at a time; `path` is what it reads."""

    def __init__(self, work: Callable[[], Observation], path: Path) -> None:
        self._work = work
        self._path = path
        self._doing: Future[Observation] | None = None

    async def look(self) -> Observation:
        """What the work found; a look that still hangs is not joined by another."""
        if self._doing is not None and not self._doing.done():
            return Observation(
                outcome="error",
                reason="probe.stuck",
                detail="the file system still does not answer an earlier look",
            )
        self._doing = begin(self._work, f"read {self._path.name}")
        return await asyncio.wrap_future(self._doing)

    def late(self) -> Observation:
        """A file system hangs, most likely."""
        return Observation(
            outcome="error",
            reason="probe.timeout",
            detail=f"{self._path} could not be read in time: is a mount hanging?",
        )

    async def close(self) -> None:
        """Nothing is held but a thread that may hang, and that nobody waits for."""
