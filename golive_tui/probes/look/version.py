"""Looking at the version that each instance says it is."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from golive_tui.checklist.condition import look_up
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.dial import is_ip, resolve
from golive_tui.probes.look.http_exchange import Answer, answer_facts, status_words
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.web import Trouble, Web

AT_ONCE: Final = 4
"""Requests under way together."""
_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom to ask, where the version stands, which it must be, and how often to ask."""

    plan: Plan
    fact: str
    release: str
    samples: int


async def see(web: Web, wanted: Wanted) -> Observation:
    """Ask every address in turn, and count."""
    plans = await _spread(web, wanted.plan)
    asked = [plans[at % len(plans)] for at in range(max(wanted.samples, len(plans)))]
    found = await web.ask_all(asked, at_once=AT_ONCE)
    for each in found:
        if isinstance(each, Trouble):
            raise each
    answers = [each for each in found if isinstance(each, Answer)]
    by_address: dict[str, Counter[str]] = {}
    for answer in answers:
        version = _version(answer, wanted.fact)
        if version is None or answer.status >= 400:
            what = status_words(answer.status) if answer.status >= 400 else "the answer"
            told = f"has no {wanted.fact}" if version is None else f"of {version}"
            return web.seen(
                f"{answer.ip}: {what} {told}",
                facts={"samples": len(answers), "addresses": [plan.url.host for plan in plans]},
                reason="http.status" if answer.status >= 400 else "assert.missing_value",
            )
        by_address.setdefault(answer.ip, Counter())[version] += 1
    return _judged(web, wanted.release, by_address)


def _judged(web: Web, release: str, by_address: dict[str, Counter[str]]) -> Observation:
    versions: Counter[str] = sum(by_address.values(), Counter())
    facts: dict[str, object] = {
        "versions": dict(versions),
        "by_address": {address: dict(counts) for address, counts in by_address.items()},
        "addresses": list(by_address),
        "mixed": len(versions) > 1,
        "samples": versions.total(),
    }
    told = ", ".join(f"{count} of {version}" for version, count in versions.most_common(5))
    if len(versions) > 1:
        return web.seen(f"more than one version answers: {told}", facts=facts)
    facts["version"] = only = next(iter(versions))
    if release and only != release:
        return web.seen(f"{only} answers, and not {release}", facts=facts)
    return web.seen(facts=facts)


async def _spread(web: Web, plan: Plan) -> list[Plan]:
    """The plan for each address of its name, asked by that name."""
    host = plan.url.host
    if is_ip(host):
        return [plan]
    port = plan.url.port or _PORTS[plan.url.scheme]
    try:
        with web.stages.stage("dns"):
            addresses = await resolve(host, port)
    finally:
        web.asked = plan
    named = plan.headers
    if not any(name.lower() == "host" for name, _ in named):
        named = (*named, ("Host", plan.url.netloc.decode("ascii")))
    return [
        replace(
            plan,
            url=plan.url.copy_with(host=address.ip),
            headers=named,
            server_name=plan.server_name or host,
        )
        for address in addresses
    ]


def _version(answer: Answer, fact: str) -> str | None:
    """What the answer says; None where it says nothing, or no plain value."""
    there, value = look_up(answer_facts(answer, seconds=0.0), fact)
    if not there or isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None
