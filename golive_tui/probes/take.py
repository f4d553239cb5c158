"""One look made one sample: the border at which whatever happens becomes a reason.

Nothing that a target, a library or a kind does gets past `take`: a deadline is kept round the
whole look (a time-out of a library is one of each operation: a dripping body ran 6.1 s under
0.5 s of httpx), an exception becomes a reason, and a missing value never passes.
"""

import asyncio
import contextlib
import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from golive_tui.checklist.condition import Condition, Judgement, judge, look_up
from golive_tui.checklist.model import Probe
from golive_tui.launch.samples import REASONS, Sample
from golive_tui.probes.facts import LazyFacts
from golive_tui.probes.kind import Lookout, Observation, ProbeKind, Reach
from golive_tui.probes.look.reasons import Reading, reason_of
from golive_tui.secrets import Redactor
from golive_tui.text import clean

GRACE: Final = 1.0
"""Seconds that a cancelled look has to let go of what it holds; then it is abandoned."""

DETAIL_LIMIT: Final = 300
SHOWN_LIMIT: Final = 80

_stuck: dict[int, tuple[Lookout, "asyncio.Task[Observation]"]] = {}
"""Lookouts whose look ignored its cancellation, by id; no second look is begun beside it."""


async def take(
    lookout: Lookout, probe: Probe, at: datetime, reach: Reach, *, scheduled: bool = True
) -> Sample:
    """Look once and judge `probe.expect` over what was seen; never raises but when cancelled.

    Returns at the latest `GRACE` seconds after the deadline. A look that is still not done then
    is abandoned (`probe.stuck`): best drop its lookout and open another.
    """
    observation = await _looked(lookout, reach)
    return _sample(observation, probe, at, reach.redactor, scheduled=scheduled)


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


async def _looked(lookout: Lookout, reach: Reach) -> Observation:
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


def _sample(
    seen: Observation, probe: Probe, at: datetime, redactor: Redactor, *, scheduled: bool
) -> Sample:
    outcome, reason, detail = seen.outcome, seen.reason, seen.detail
    objection = seen.objection
    if outcome == "ok":
        reason = None
        if objection is not None and not _speak_of(probe.expect, objection.facts):
            outcome, reason, detail = objection.outcome, objection.reason, objection.detail
        else:
            failed, found = _judged(probe.expect, seen.facts, redactor)
            detail = "; ".join(part for part in (detail, found) if part)
            if failed:
                outcome, reason = "fail", failed
    if outcome != "ok" and reason not in REASONS:
        outcome, reason, detail = "error", "probe.bug", f"no known reason: {reason}; {detail}"
    return Sample(
        probe=probe.id,
        at=at,
        outcome=outcome,
        latency=seen.latency,
        reason=reason,
        detail=clean(redactor.redact(detail), DETAIL_LIMIT),
        values=dict(_values(probe.values, seen.facts)),
        phases=dict(seen.phases),
        scheduled=scheduled,
    )


def _speak_of(expect: Iterable[Condition], facts: tuple[str, ...]) -> bool:
    return any(condition.fact.partition(".")[0] in facts for condition in expect)


def _judged(
    expect: Iterable[Condition], facts: Mapping[str, object], redactor: Redactor
) -> tuple[str, str]:
    """The reason if a condition does not hold, and what was found: of that one, else of all.

    What is false outweighs what is unknown; either way the sample fails, since the target has
    answered and the answer is not what was asked for.
    """
    judgements = [judge(condition, facts) for condition in expect]
    wrong = [j for j in judgements if j.holds is False] or [
        j for j in judgements if j.holds is None
    ]
    if not wrong:
        return "", ", ".join(_found(judgement, facts, redactor) for judgement in judgements)
    first = wrong[0]
    more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    found = f"{first.condition.text.strip()}: {_found(first, facts, redactor)}{more}"
    if first.holds is False:
        return "assert.failed", found
    there, _ = look_up(facts, first.condition.fact)
    return "assert.type" if there else "assert.missing_value", found


def _found(judgement: Judgement, facts: Mapping[str, object], redactor: Redactor) -> str:
    """What stands where the condition looks. Redacted before it is cut: half a secret is one."""
    path = judgement.condition.fact
    there, fact = look_up(facts, path)
    if not there:
        why = facts.why_missing(path) if isinstance(facts, LazyFacts) else ""
        return f"{path} is missing" + (f" ({why})" if why else "")
    shown = clean(redactor.redact(_text_of(fact)[: SHOWN_LIMIT * 50]), SHOWN_LIMIT)
    cannot = "" if judgement.holds is not None else ", which it cannot be compared with"
    return f"{path} is {shown}{cannot}"


def _text_of(fact: object) -> str:
    if isinstance(fact, str):
        return f"'{fact}'"
    return f"{fact:.6g}" if isinstance(fact, float) else str(fact)


def _values(wanted: Mapping[str, str], facts: Mapping[str, object]) -> Iterable[tuple[str, float]]:
    """The numbers to keep; what is missing or no number is left out, never zero."""
    for name, path in wanted.items():
        there, fact = look_up(facts, path)
        if not there or not isinstance(fact, int | float | str):
            continue
        try:
            number = float(fact)
        except (ValueError, OverflowError):
            continue
        if math.isfinite(number):
            yield name, number
