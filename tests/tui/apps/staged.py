"""The dashboard over a scene in a real terminal; function keys make time pass and things happen.

f5: a second passes. f6: a sample of a probe that is well. f7: an item is passed.
f8: a round falls due. f9: the dashboard breaks. f10: a check is asked for, or has its answer.
"""

import sys
from pathlib import Path

# Last, so that an installed golive stays the one that is tested.
sys.path.append(str(Path(__file__).resolve().parents[3]))

from golive_tui.tui.ground.terminal import look, prepare

terminal = look()
prepare(terminal)

from datetime import timedelta  # noqa: E402 - Textual reads its switches at import
from typing import ClassVar  # noqa: E402

from textual.binding import Binding, BindingType  # noqa: E402
from textual.timer import Timer  # noqa: E402

from golive_tui.launch.check_facts import (  # noqa: E402
    CheckRequested,
    EvidenceRecorded,
    Found,
)
from golive_tui.launch.codec import event_to_plain, sample_to_plain  # noqa: E402
from golive_tui.launch.events import By, Event, Fact, ItemPassed, RoundDue  # noqa: E402
from golive_tui.launch.samples import Sample  # noqa: E402
from golive_tui.tui.app import shown  # noqa: E402
from tests.screens.scene import FixedClock  # noqa: E402
from tests.tui.stage import Staged  # noqa: E402

LEE = By(user="lee", uid=1002, host="jump1", how="peer")


class Timed(Staged):
    """No second passes by itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "second", priority=True),
        Binding("f6", "sample", priority=True),
        Binding("f7", "item", priority=True),
        Binding("f8", "due", priority=True),
        Binding("f9", "fault", priority=True),
        Binding("f10", "check", priority=True),
    ]

    def set_interval(self, *args: object, **options: object) -> Timer:
        """Nothing ticks unless told to."""
        return self.set_timer(3600, lambda: None)

    def action_second(self) -> None:
        """A second passes."""
        assert self.desk.mirror is not None
        self.desk.mirror.clock = FixedClock(self.desk.now + timedelta(seconds=1))
        self.desk.tick()

    def action_sample(self) -> None:
        """A look at a probe that is well."""
        sample = Sample(probe="api-metrics", at=self.desk.now, outcome="ok", latency=0.6)
        self.link_worker.hear({"sample": sample_to_plain(sample)})
        self.desk.flush()

    def action_item(self) -> None:
        """Somebody passes an item."""
        self._happened(ItemPassed(item="connection-pool-status", note="7 of 20"))

    def action_due(self) -> None:
        """A round falls due."""
        due = RoundDue(round="hour-1-6/4", phase="hour-1-6", number=4, due_at=self.desk.now)
        self._happened(due)

    def action_check(self) -> None:
        """Somebody asks to verify an item; then its check has found something."""
        assert self.desk.mirror is not None
        item, now = "connection-pool-status", self.desk.now
        if self.desk.mirror.state.item(item).checking is None:
            self._happened(CheckRequested(item=item, check="pool-1"))
        else:
            found = Found(kind="http", verdict="pass", at=now, detail="pool 7 of 20")
            self._happened(EvidenceRecorded(item=item, check="pool-1", found=(found,)))

    def action_fault(self) -> None:
        """A fault of the dashboard's own."""
        raise RuntimeError("a fault of the dashboard's own")

    def _happened(self, fact: Fact) -> None:
        assert self.desk.mirror is not None
        seq = self.desk.mirror.state.seq + 1
        event = Event(seq=seq, at=self.desk.now, epoch=1, by=LEE, fact=fact)
        self.link_worker.hear({"event": event_to_plain(event)})
        self.desk.flush()


sys.exit(shown(Timed("live", terminal)))
