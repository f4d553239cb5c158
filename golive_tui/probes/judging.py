"""From what was observed to a sample: the objection, the conditions, the numbers to keep.

Three-valued throughout: what is false fails, and what is missing or of another type fails too,
with a reason of its own. A missing value never passes.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from golive_tui.checklist.condition import Condition, Judgement, judge, look_up
from golive_tui.checklist.model import Probe
from golive_tui.launch.samples import REASONS, Outcome, Sample
from golive_tui.probes.facts import LazyFacts
from golive_tui.probes.kind import Objection, Observation
from golive_tui.secrets import Redactor
from golive_tui.text import clean

DETAIL_LIMIT: Final = 300
"""Characters of a sample's detail."""
SHOWN_LIMIT: Final = 80
"""Characters of a fact in it."""


class _Verdict(NamedTuple):
    outcome: Outcome
    reason: str | None
    detail: str


def sample_of(
    seen: Observation, probe: Probe, at: datetime, redactor: Redactor, *, scheduled: bool = True
) -> Sample:
    """The sample of an observation; its detail is one clean line without secrets."""
    verdict = _Verdict(seen.outcome, seen.reason, seen.detail)
    if seen.outcome == "ok":
        verdict = (
            _against(seen.objection, probe.expect, seen.facts)
            or _toothless(probe.expect, seen.ceilings)
            or _judged(probe.expect, seen.facts, redactor, seen.detail)
        )
    if verdict.outcome != "ok" and verdict.reason not in REASONS:
        told = f"no known reason: {verdict.reason}; {verdict.detail}"
        verdict = _Verdict("error", "probe.bug", told)
    return Sample(
        probe=probe.id,
        at=at,
        outcome=verdict.outcome,
        latency=seen.latency,
        reason=verdict.reason,
        detail=clean(redactor.redact(verdict.detail), DETAIL_LIMIT),
        values=_values(probe.values, seen.facts),
        phases=dict(seen.phases),
        scheduled=scheduled,
    )


def _against(
    objection: Objection | None, expect: Sequence[Condition], facts: Mapping[str, object]
) -> _Verdict | None:
    """The objection, unless conditions speak of its facts and hold: it says why better than they
    do (`HTTP 503 Service Unavailable: the pool is empty`)."""
    if objection is None:
        return None
    speaking = [each for each in expect if each.fact.partition(".")[0] in objection.facts]
    failing = [each for each in speaking if judge(each, facts).holds is not True]
    if speaking and (objection.yields or not failing):
        return None
    asked = f"{failing[0].text.strip()}: " if failing else ""
    return _Verdict(objection.outcome, objection.reason, f"{asked}{objection.detail}")


def _toothless(expect: Sequence[Condition], ceilings: Mapping[str, float]) -> _Verdict | None:
    """A condition that nothing observed could ever break: it would pass whatever happens."""
    for condition in expect:
        ceiling, limit = ceilings.get(condition.fact), condition.value
        if ceiling is None or isinstance(limit, bool) or not isinstance(limit, int | float):
            continue
        operator = condition.operator
        below = (operator == "<" and not condition.negated) or (
            operator == ">=" and condition.negated
        )
        at_most = (operator == "<=" and not condition.negated) or (
            operator == ">" and condition.negated
        )
        if (below and limit > ceiling) or (at_most and limit >= ceiling):
            told = (
                f"{condition.text.strip()}: can never fail, for the largest finite bucket of its "
                f"histogram is {ceiling:.6g}; a limit below that, or a larger bucket, can"
            )
            return _Verdict("error", "config.invalid", told)
    return None


def _judged(
    expect: Sequence[Condition], facts: Mapping[str, object], redactor: Redactor, detail: str
) -> _Verdict:
    """The first condition that does not hold, and what was found there; else what all found.

    What is false outweighs what is unknown; either way the sample fails, since the target has
    answered and the answer is not what was asked for. Where only our own bounds left it unknown
    nothing is held against the target.
    """
    judgements = [judge(condition, facts) for condition in expect]
    wrong = [each for each in judgements if each.holds is False] or sorted(
        (each for each in judgements if each.holds is None), key=lambda each: each.unread
    )
    if not wrong:
        found = ", ".join(_found(judgement, facts, redactor) for judgement in judgements)
        return _Verdict("ok", None, "; ".join(part for part in (detail, found) if part))
    first = wrong[0]
    more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    found = f"{first.condition.text.strip()}: {_found(first, facts, redactor)}{more}"
    told = "; ".join(part for part in (detail, found) if part)
    if first.unread:
        return _Verdict("error", "inconclusive", told)
    return _Verdict("fail", _reason(first, facts), told)


def _reason(judgement: Judgement, facts: Mapping[str, object]) -> str:
    if judgement.holds is False:
        return "assert.failed"
    there, _ = look_up(facts, judgement.condition.fact)
    return "assert.type" if there else "assert.missing_value"


def _found(judgement: Judgement, facts: Mapping[str, object], redactor: Redactor) -> str:
    """What stands where the condition looks. Redacted before it is cut: half a secret is one."""
    path = judgement.condition.fact
    if judgement.unread:
        return judgement.why
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


def _values(wanted: Mapping[str, str], facts: Mapping[str, object]) -> dict[str, float]:
    """The numbers to keep; what is missing or no number is left out, never zero."""
    values: dict[str, float] = {}
    for name, path in wanted.items():
        there, fact = look_up(facts, path)
        if not there or not isinstance(fact, int | float | str):
            continue
        try:
            number = float(fact)
        except (ValueError, OverflowError):
            continue
        if math.isfinite(number):
            values[name] = number
    return values
