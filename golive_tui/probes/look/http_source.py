"""An HTTP address from which other kinds read figures: `http` does the looking."""

from golive_tui.probes.facts import Absent
from golive_tui.probes.kind import Observation, Reach
from golive_tui.probes.look.http import HttpLookout
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.metrics_text import ACCEPT
from golive_tui.probes.settings import Given

LARGEST = 4 * 1024**2


def source(
    given: Given, reach: Reach, *, url: str = "", accept: bool = False, largest: int = LARGEST
) -> HttpLookout:
    """A lookout on the kind's `url` (or on another), with its `headers`, `verify` and `ca`;
    raises InputError. `accept` asks for a page of metrics."""
    headers = given.table("headers")
    if accept and not any(name.lower() == "accept" for name in headers):
        headers["Accept"] = ACCEPT
    plan = Plan.read(
        url=url or given.needed("url"), method="GET", headers=headers, body="", server_name=""
    )
    return HttpLookout(
        plan=plan,
        redirects=5,
        max_body=largest,
        verify=given.flag("verify"),
        ca=given.file("ca", reach.directory),
        reach=reach,
    )


def trouble(seen: Observation) -> Observation | None:
    """What spoke against the answer, as an observation of its own; None where nothing did."""
    if seen.outcome != "ok":
        return seen
    if seen.facts.get("status") in {401, 403}:
        detail = seen.objection.detail if seen.objection else "HTTP 401"
        return Observation(
            outcome="fail", reason="auth.rejected", detail=detail, phases=seen.phases
        )
    if seen.objection is not None:
        return Observation(
            outcome="fail",
            reason=seen.objection.reason,
            detail=seen.objection.detail,
            phases=seen.phases,
        )
    return None


def text_of(seen: Observation) -> str | Absent:
    """The body's text."""
    body = seen.facts.get("body")
    return body if isinstance(body, str) else Absent("the body is no text")
