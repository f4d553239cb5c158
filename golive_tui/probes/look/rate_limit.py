"""Looking for a rate limiter: by a burst that a person has armed, else by its headers alone."""

import email.utils
from collections import Counter
from dataclasses import dataclass
from typing import Final

from golive_tui.clock import real_now
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.http_exchange import Answer, status_words
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.web import Trouble, Web

TOO_MANY: Final = 429
LONGEST_WAIT: Final = 86400
"""Seconds; a longer Retry-After is a mistake in the limiter's units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """What to send, how often at most, how many at a time, and whether the checklist allows it."""

    plan: Plan
    requests: int
    at_once: int
    armed: bool


async def see(web: Web, burst: Burst) -> Observation:
    """Fire if armed on both sides; else ask once."""
    if not burst.armed or not web.reach.armed:
        return await _unarmed(web, burst)
    found: list[Answer | Trouble] = [await web.ask(burst.plan, body=False)]
    if not _enough(found[0]):
        found += await web.ask_all(
            [burst.plan] * (burst.requests - 1), at_once=burst.at_once, body=False, enough=_enough
        )
    return _judged(web, found)


def _judged(web: Web, found: list[Answer | Trouble]) -> Observation:
    answers = [each for each in found if isinstance(each, Answer)]
    limited = [each for each in answers if each.status == TOO_MANY]
    broken = [each for each in found if _is_broken(each)]
    facts: dict[str, object] = {
        "fired": True,
        "limited": bool(limited),
        "after": sum(each.status < 400 for each in answers),
        "sent": len(found),
        "statuses": dict(Counter(str(each.status) for each in answers)),
        "broken": len(broken),
        "announced": announced((limited or answers)[0]),
    }
    if broken and len(found) == 1:
        said = f"{_words(broken[0])}, before any burst"
        return web.seen(said, facts=facts, reason="http.status")
    if broken:
        said = f"the limiter broke the service: {_words(broken[0])} at {len(found)} requests"
        return web.seen(said, facts=facts)
    if not limited:
        return web.seen(f"no 429 in {len(found)} requests", facts=facts)
    given = limited[0].header("retry-after")
    wait = seconds_of(given)
    if wait is not None:
        facts["retry_after"] = wait
    if given and (wait is None or not 0 <= wait <= LONGEST_WAIT):
        return web.seen(f"429 came, but with a Retry-After of {given}", facts=facts)
    return web.seen(facts=facts)


async def _unarmed(web: Web, burst: Burst) -> Observation:
    answer = await web.ask(burst.plan, body=False)
    told = announced(answer)
    whose = "the checklist" if not burst.armed else "a person"
    said = f"not armed: {whose} must allow a burst of {burst.requests} requests"
    hint = ", ".join(f"{name} {value}" for name, value in told.items())
    facts: dict[str, object] = {
        "fired": False,
        "announced": told,
        "statuses": {str(answer.status): 1},
        "sent": 1,
    }
    return web.unclear(f"{said}; it announces {hint}" if hint else said, facts=facts)


def announced(answer: Answer) -> dict[str, str]:
    """Headers that only a limiter sends (the draft of RateLimit headers, and their forerunners)."""
    return {
        name.lower(): value
        for name, value in answer.response.headers.items()
        if name.lower().startswith(("ratelimit", "x-ratelimit", "x-rate-limit", "retry-after"))
    }


def seconds_of(retry_after: str) -> float | None:
    """Seconds that a Retry-After says, as a number or as a date (RFC 9110, section 10.2.3)."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        until = email.utils.parsedate_to_datetime(text)
    except (ValueError, IndexError):
        return None
    return (until - real_now()).total_seconds() if until.tzinfo is not None else None


def _enough(found: Answer | Trouble) -> bool:
    return _is_broken(found) or (isinstance(found, Answer) and found.status == TOO_MANY)


def _is_broken(found: Answer | Trouble) -> bool:
    return isinstance(found, Trouble) or found.status >= 500


def _words(found: Answer | Trouble) -> str:
    return str(found) if isinstance(found, Trouble) else status_words(found.status)
