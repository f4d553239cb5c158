"""Tells "the site is down" from "this host is cut off", by a probe of something else.

What a target refused or did not answer in time counts as its failure only when the control probe
looked before and after it and both looks were good; while that is open, everything of that probe
waits its turn. A failure beside a bad look of the control is our own error (runbooks 2.4).
"""

from collections import deque
from collections.abc import Mapping
from typing import Final, NamedTuple

from msgspec import Struct, field

from golive_tui.launch.samples import Outcome, Sample

_STAGES: Final = frozenset({"tcp", "host"})
_ENDINGS: Final = (".timeout", ".timeout_first_byte", ".timeout_body", ".ping_timeout")
_OTHERS: Final = frozenset({"dns.servfail", "dns.refused", "dns.no_address", "ws.no_reply"})


def may_be_ours(reason: str | None) -> bool:
    """Whether a failure for this reason could as well be that of the network here: nobody answered.
    An answer, however wrong, is the target's own."""
    if not reason:
        return False
    stage = reason.partition(".")[0]
    return stage in _STAGES or reason.endswith(_ENDINGS) or reason in _OTHERS


class Seen(NamedTuple):
    """A sample whose outcome stands, `at` in seconds since the epoch."""

    probe: str
    at: float
    outcome: Outcome
    latency: float | None
    values: Mapping[str, float]


def seen(sample: Sample, outcome: Outcome | None = None) -> Seen:
    """A sample as it is, or with another outcome."""
    return Seen(
        sample.probe,
        sample.at.timestamp(),
        outcome or sample.outcome,
        sample.latency,
        sample.values,
    )


class Gate(Struct):
    """Holds back what the control probe `control` has not spoken for yet; without one it lets
    everything pass. `deadlines`: launch seconds that a look of each probe can take."""

    control: str = ""
    deadlines: Mapping[str, float] = field(default_factory=dict)
    last: Sample | None = None
    waiting: dict[str, deque[Sample]] = field(default_factory=dict)

    def take(self, sample: Sample) -> list[Seen]:
        """What stands now that this sample came, in the order of each probe's looks."""
        if not self.control:
            return [seen(sample)]
        if sample.probe == self.control:
            return self._spoken(sample)
        queue = self.waiting.setdefault(sample.probe, deque())
        queue.append(sample)
        return self._let_through(queue, None)

    def _spoken(self, control: Sample) -> list[Seen]:
        if control.outcome == "absent":
            return []  # it says nothing of the network
        found = [
            each for queue in self.waiting.values() for each in self._let_through(queue, control)
        ]
        self.last = control
        return found

    def _let_through(self, queue: deque[Sample], after: Sample | None) -> list[Seen]:
        """The head of the queue as far as it is decided; `after`: a look of the control."""
        found = []
        while queue:
            sample = queue[0]
            outcome: Outcome | None = sample.outcome
            if sample.outcome == "fail" and may_be_ours(sample.reason):
                outcome = self._decided(sample, after)
            if outcome is None:
                break
            found.append(seen(queue.popleft(), outcome))
        return found

    def _decided(self, sample: Sample, after: Sample | None) -> Outcome | None:
        if self.last is not None and self.last.outcome != "ok":
            return "error"
        if after is None:
            return None
        if after.outcome != "ok":
            return "error"
        ended = sample.at.timestamp() + self.deadlines.get(sample.probe, 0.0)
        if sample.reason and "timeout" not in sample.reason:
            ended = sample.at.timestamp()
        return "fail" if after.at.timestamp() >= ended else None
