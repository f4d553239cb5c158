"""A check run once: from its definition to a verdict with all that it rests on.

The machinery is that of a probe (a deadline round the whole look, closed reasons, three-valued
conditions), on fresh connections. Nothing is asked of anybody before every `${...}` is filled in.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from golive_tui import clock
from golive_tui.checklist.condition import Condition
from golive_tui.checklist.model import Check, Probe
from golive_tui.checklist.template import Lookup, expand, expand_conditions
from golive_tui.errors import ConditionError, GoliveError
from golive_tui.launch.check_facts import LONGEST_FACT, Found
from golive_tui.launch.verdicts import verdict_of
from golive_tui.probes.all_kinds import KINDS
from golive_tui.probes.judging import sample_of
from golive_tui.probes.kind import Observation, Reach
from golive_tui.probes.shown_facts import shown
from golive_tui.probes.take import Opening, observe
from golive_tui.secrets import Redactor
from golive_tui.text import clean


async def run_check(
    check: Check,
    lookup: Lookup,
    directory: str,
    *,
    at: datetime,
    armed: bool,
    rehearsal: bool,
    speed: float = 1.0,
) -> Found:
    """Look once, at launch time `at`; never raises but when cancelled, and then lets go of all.
    In a rehearsal no command runs but its stand-in; `speed`: launch seconds in a real one.

    Returns at the latest a second after the check's deadline.
    """
    began = clock.stopwatch()
    try:
        settings, expect, secrets = filled(check, lookup)
    except GoliveError as error:
        reason = "config.invalid" if isinstance(error, ConditionError) else "secret.unset"
        seen = Observation(outcome="error", reason=reason, detail=error.message)
        return _found(check, seen, {}, check.expect, Redactor(), at=at, began=began)
    redactor = Redactor(secrets)
    reach = Reach(
        deadline=check.timeout,
        redactor=redactor,
        directory=directory,
        fresh=True,
        armed=armed,
        rehearsal=rehearsal,
        artifacts=lookup.stand_in("artifacts") or "",
        speed=speed,
    )
    lookout = Opening(KINDS[check.kind], settings, reach)
    began = clock.stopwatch()  # what a kind imports is no part of the look
    try:
        seen = await observe(lookout, reach)
    finally:
        await lookout.close()
    return _found(check, seen, settings, expect, redactor, at=at, began=began)


def filled(
    check: Check, lookup: Lookup
) -> tuple[Mapping[str, object], tuple[Condition, ...], tuple[str, ...]]:
    """The settings and conditions with nothing left to fill in, and the secrets in them; raises
    TemplateError for what is undefined or unset, ConditionError for a pattern that is none."""
    settings = expand(dict(check.settings), lookup)
    expect, secrets = expand_conditions(check.expect, lookup)
    # As they were judged, so that the evidence can be read without the target's values.
    texts = [str(expand(each.text, lookup).value).strip() for each in expect]
    expect = tuple(replace(each, text=text) for each, text in zip(expect, texts, strict=True))
    values = settings.value if isinstance(settings.value, Mapping) else {}
    return values, expect, tuple({**settings.secrets, **secrets}.values())


def _found(
    check: Check,
    seen: Observation,
    settings: Mapping[str, object],
    expect: tuple[Condition, ...],
    redactor: Redactor,
    *,
    at: datetime,
    began: float,
) -> Found:
    look = Probe(
        id="check", kind=check.kind, title="", every=1.0, timeout=check.timeout, expect=expect
    )
    sample = sample_of(seen, look, at, redactor, scheduled=False)
    return Found(
        kind=check.kind,
        verdict=verdict_of(sample.outcome, sample.reason),
        at=at,
        seconds=round(clock.stopwatch() - began, 6),
        reason=sample.reason,
        detail=sample.detail,
        asked=shown({key: value for key, value in settings.items() if value != ""}, (), redactor),
        expect=tuple(clean(redactor.redact(each.text), LONGEST_FACT) for each in expect),
        facts=shown(seen.facts, [each.fact for each in expect], redactor),
        phases=sample.phases,
    )
