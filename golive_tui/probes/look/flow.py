"""Looking at a flow: requests in order, what one saves handed to the next.

What was saved came from the target and is secret: it goes into later requests and nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from golive_tui.checklist.captured import fill_captured
from golive_tui.checklist.condition import Condition, judge, look_up
from golive_tui.checklist.fields import Spec
from golive_tui.clock import stopwatch
from golive_tui.errors import ConditionError, InputError, TemplateError
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.http_exchange import Answer, answer_facts, objection_of
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.web import Trouble, Web
from golive_tui.probes.settings import Given
from golive_tui.secrets import Redactor

Origin = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request, `${captured:NAME}` still in its texts."""

    name: str
    url: str
    method: str
    headers: Mapping[str, str]
    body: str
    expect: tuple[Condition, ...]
    save: Mapping[str, str]
    always: bool
    server_name: str


@dataclass(slots=True)
class _Flow:
    """What a flow has come to."""

    captured: dict[str, str] = field(default_factory=dict)
    cookies: dict[Origin, dict[str, str]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Failure:
    step: str
    reason: str
    detail: str
    ours: bool = False


def read_steps(
    tables: Sequence[Mapping[str, object]], spec: Spec, server_name: str
) -> tuple[Step, ...]:
    """The steps of a checklist; raises InputError for what is none, or two of one name."""
    steps = tuple(_step(Given(spec, table), table, server_name) for table in tables)
    names = [step.name for step in steps]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise InputError(f"flow: two steps are called `{twice[0]}`")
    return steps


def _step(given: Given, table: Mapping[str, object], server_name: str) -> Step:
    expect = table.get("expect") or ()
    conditions = tuple(each for each in _parts(expect) if isinstance(each, Condition))
    if len(conditions) < len(_parts(expect)):
        raise InputError("flow: `expect` should be made of conditions")
    return Step(
        name=given.needed("name"),
        url=given.needed("url"),
        method=given.text("method"),
        headers=given.table("headers"),
        body=given.text("body"),
        expect=conditions,
        save=given.table("save"),
        always=given.flag("always"),
        server_name=server_name,
    )


def _parts(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


async def see(web: Web, steps: Sequence[Step]) -> Observation:
    """Step by step; after a failure only those that clean up."""
    flow, failure = _Flow(), None
    for step in steps:
        if failure is not None and not step.always:
            flow.skipped.append(step.name)
            continue
        failed = await _made(web, step, flow, cleaning=failure is not None)
        failure = failure or failed
    facts: dict[str, object] = {
        "done": list(flow.seconds),
        "skipped": flow.skipped,
        "seconds": flow.seconds,
        "statuses": flow.statuses,
        "saved": list(flow.captured),
        "time": web.stages.total,
    }
    if failure is None:
        return web.seen(facts=facts)
    facts["failed"] = failure.step
    said = Redactor(web.learnt).redact(f"{failure.step}: {failure.detail}")
    if failure.ours:
        return web.unclear(said, facts=facts)
    return web.seen(said, facts=facts, reason=failure.reason)


async def _made(web: Web, step: Step, flow: _Flow, *, cleaning: bool) -> _Failure | None:
    """Make one step; None if it went well, or could not clean up for want of what was not saved."""
    began = stopwatch()
    try:
        plan, expect = _filled(step, flow)
        answer = await web.ask(plan)
    except TemplateError as error:
        flow.skipped.append(step.name)
        return None if cleaning else _Failure(step.name, "assert.missing_value", error.message)
    except (InputError, ConditionError) as error:
        # The checklist was read and found right: it is what was saved that is no header, no URL.
        return _Failure(step.name, "assert.type", f"with what was saved: {error.message}")
    except Trouble as trouble:
        ours = trouble.reading.outcome == "error"
        said = f"{trouble.where}: {trouble}"
        return _Failure(step.name, trouble.reading.reason, said, ours)
    finally:
        flow.seconds[step.name] = stopwatch() - began
    flow.statuses[step.name] = answer.status
    _keep_cookies(answer, flow)
    failure = _judged(step, expect, answer, flow)
    jar = (value for cookies in flow.cookies.values() for value in cookies.values())
    web.learnt = list(dict.fromkeys([*web.learnt, *flow.captured.values(), *jar]))
    return failure


def _filled(step: Step, flow: _Flow) -> tuple[Plan, tuple[Condition, ...]]:
    given = {"url": step.url, "body": step.body, "server_name": step.server_name}
    texts = {name: str(fill_captured(text, flow.captured)) for name, text in given.items()}
    headers = {
        name: str(fill_captured(value, flow.captured)) for name, value in step.headers.items()
    }
    expect = tuple(
        each
        for condition in step.expect
        if isinstance(each := fill_captured(condition, flow.captured), Condition)
    )
    bare = Plan.read(method=step.method, headers=headers, **texts)
    cookies = flow.cookies.get(_origin(bare), {})
    if cookies and not any(name.lower() == "cookie" for name in headers):
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return Plan.read(method=step.method, headers=headers, **texts), expect
    return bare, expect


def _judged(
    step: Step, expect: tuple[Condition, ...], answer: Answer, flow: _Flow
) -> _Failure | None:
    facts = answer_facts(answer, seconds=flow.seconds[step.name])
    objection = objection_of(answer)
    if objection is not None and not any(each.fact == "status" for each in expect):
        return _Failure(step.name, objection.reason, objection.detail)
    for condition in expect:
        judgement = judge(condition, facts)
        if judgement.holds is not True:
            there, _ = look_up(facts, condition.fact)
            reason = "assert.type" if there else "assert.missing_value"
            reason = "assert.failed" if judgement.holds is False else reason
            said = f"{condition.text.strip()}: {judgement.why}"
            if judgement.unread:
                return _Failure(step.name, "inconclusive", said, ours=True)
            return _Failure(step.name, reason, said)
    for name, path in step.save.items():
        there, value = look_up(facts, path)
        if not there:
            why = facts.why_missing(path)
            said = f"{path} is missing" + (f" ({why})" if why else "")
            return _Failure(step.name, "assert.missing_value", said)
        if not isinstance(value, str | int | float):
            return _Failure(step.name, "assert.type", f"{path} is no text and no number")
        flow.captured[name] = value if isinstance(value, str) else _spelt(value)
    return None


def _spelt(value: float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _keep_cookies(answer: Answer, flow: _Flow) -> None:
    """As a browser would, for the origin that set them; one with an empty value is taken back."""
    jar = flow.cookies.setdefault(_origin(answer.plan), {})
    for line in answer.headers("set-cookie")[:50]:
        name, given, value = line.partition(";")[0].partition("=")
        if given and name.strip():
            jar[name.strip()] = value.strip()
    for name in [name for name, value in jar.items() if not value]:
        del jar[name]


def _origin(plan: Plan) -> Origin:
    return plan.url.scheme, plan.url.host, plan.url.port
