"""Looking at addresses that must not be open: as a stranger, then as somebody known."""

from collections.abc import Sequence
from dataclasses import dataclass

from golive_tui.probes.kind import Observation
from golive_tui.probes.look.http_exchange import status_words
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.web import Web


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """An address asked as a stranger, and with credentials where there are any."""

    anonymous: Plan
    known: Plan | None


@dataclass(frozen=True, slots=True)
class _Wrong:
    reason: str
    words: str


async def see(web: Web, doors: Sequence[Door], refused: tuple[int, ...]) -> Observation:
    """Try every door; an open one is told before anything else."""
    answers: list[dict[str, object]] = []
    unlocked: list[str] = []
    wrongs: list[_Wrong] = []
    for door in doors:
        url = str(door.anonymous.url)
        status = (await web.ask(door.anonymous, body=False)).status
        tried: dict[str, object] = {"url": url, "anonymous": status}
        answers.append(tried)
        if 200 <= status < 300:
            unlocked.append(url)
        elif status not in refused:
            allowed = " or ".join(map(str, refused))
            words = f"{url}: {status_words(status)} without credentials, and not {allowed}"
            wrongs.append(_Wrong("http.status", words))
        if door.known is None:
            continue
        status = (await web.ask(door.known, body=False)).status
        tried["with_credentials"] = status
        if not 200 <= status < 300:
            reason = "auth.rejected" if status in {401, 403} else "http.status"
            wrongs.append(_Wrong(reason, f"{url}: {status_words(status)} with credentials"))
    facts: dict[str, object] = {
        "answers": answers,
        "open": unlocked,
        "tried_credentials": any(door.known is not None for door in doors),
    }
    if unlocked:
        return web.seen(f"open to anyone: {', '.join(unlocked)}", facts=facts)
    if wrongs:
        more = f" (and {len(wrongs) - 1} more)" if len(wrongs) > 1 else ""
        return web.seen(f"{wrongs[0].words}{more}", facts=facts, reason=wrongs[0].reason)
    return web.seen(facts=facts)
