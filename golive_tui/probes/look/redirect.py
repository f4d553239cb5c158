"""Looking at redirects, hop by hop."""

from dataclasses import dataclass

import httpx

from golive_tui.probes.kind import Objection, Observation
from golive_tui.probes.look.http_exchange import Answer, status_words
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.web import Web


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """From where, to where, by which statuses, in how many redirects."""

    plan: Plan
    to: httpx.URL
    statuses: tuple[int, ...]
    max_hops: int


async def see(web: Web, wanted: Wanted) -> Observation:
    """Follow, and compare."""
    plan, hops = wanted.plan, list[dict[str, object]]()
    been: set[tuple[str, str, int | None, bytes]] = set()
    while True:
        answer = await web.ask(plan, body=False)
        facts: dict[str, object] = {"url": str(plan.url), "hops": hops, "count": len(hops)}
        if not answer.location:
            return _ended(web, wanted, answer, facts)
        been.add(_same(plan.url))
        hop = {"url": str(plan.url), "status": answer.status, "location": answer.location}
        hops.append(hop)
        facts["count"] = len(hops)
        following = plan.redirected(answer.status, answer.location)
        if isinstance(following, str):
            said = f"{plan.url} redirects to {answer.location}"
            return web.seen(said, facts=facts, reason=following)
        if _same(following.url) in been:
            said = f"{following.url} redirects to itself, round {len(hops)} redirects"
            return web.seen(said, facts=facts, reason="http.redirect_loop")
        if answer.status not in wanted.statuses:
            allowed = " or ".join(map(str, wanted.statuses))
            return web.seen(
                f"{plan.url} redirects by {status_words(answer.status)} and not {allowed}",
                facts=facts,
            )
        if len(hops) > wanted.max_hops:
            said = f"more than {wanted.max_hops} redirects, now to {following.url}"
            return web.seen(said, facts=facts, reason="http.redirect_loop")
        plan = following


def _ended(web: Web, wanted: Wanted, answer: Answer, facts: dict[str, object]) -> Observation:
    facts["status"] = answer.status
    if not facts["count"]:
        return web.seen(
            f"{answer.plan.url} does not redirect: {status_words(answer.status)}", facts=facts
        )
    if _same(answer.plan.url) != _same(wanted.to):
        return web.seen(f"it ends at {answer.plan.url} and not at {wanted.to}", facts=facts)
    objection = None
    if answer.status >= 400:
        said = f"{answer.plan.url}: {status_words(answer.status)}"
        objection = Objection(facts=("status",), reason="http.status", detail=said)
    return web.seen(facts=facts, objection=objection)


def _same(url: httpx.URL) -> tuple[str, str, int | None, bytes]:
    """What two spellings of one address have in common: `http://a` is `http://a/`."""
    return url.scheme, url.host, url.port, url.raw_path
