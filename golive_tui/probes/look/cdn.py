"""Looking for a CDN by the headers that it adds."""

from typing import Final

from golive_tui.probes.kind import Observation
from golive_tui.probes.look.http_exchange import Answer, objection_of
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.web import Web

_OF_CACHES: Final = (
    "cf-cache-status",
    "x-cache",
    "x-cache-status",
    "cache-status",
    "x-proxy-cache",
)
"""Where caches say HIT or MISS; `cache-status` is that of RFC 9211."""


async def see(web: Web, plan: Plan, any_of: tuple[str, ...], *, expect_hit: bool) -> Observation:
    """Ask twice: the first answer may fill the cache, the second may come from it."""
    first = await web.ask(plan, body=False)
    second = await web.ask(plan, body=False)
    found = [name.lower() for name in any_of if second.header(name)]
    hit = from_cache(second)
    facts: dict[str, object] = {
        "found": found,
        "header": {name: second.header(name) for name in found},
        "first": _said(first),
        "second": _said(second),
        "hit": hit,
        "status": second.status,
    }
    age = _age(second)
    if age is not None:
        facts["age"] = age
    objection = objection_of(second)
    if not found:
        said = f"no header of a CDN: none of {', '.join(any_of)}"
        return web.seen(said, facts=facts, objection=objection)
    if expect_hit and not hit:
        said = f"not from the cache: first {_said(first)}, then {_said(second)}"
        return web.seen(said, facts=facts, objection=objection)
    return web.seen(facts=facts, objection=objection)


def from_cache(answer: Answer) -> bool:
    """Whether a cache says that it had the answer."""
    age = _age(answer)
    return "hit" in _said(answer).lower() or (age is not None and age > 0)


def _said(answer: Answer) -> str:
    said = [answer.header(name) for name in _OF_CACHES if answer.header(name)]
    age = answer.header("age")
    return ", ".join([*said, *([f"age {age}"] if age else [])]) or "nothing said"


def _age(answer: Answer) -> int | None:
    age = answer.header("age").strip()
    return int(age) if age.isascii() and age.isdigit() and len(age) < 12 else None
