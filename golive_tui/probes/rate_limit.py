"""Whether too many requests are turned away, and the service stands: a burst, armed by a person."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, Flag, Spec, Text, Whole
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, HEADERS, SERVER_NAME, URL, VERIFY, Given

MOST: Final = 300
"""Requests of a burst."""

SPEC: Final = Spec(
    name="rate_limit",
    help="Sends a burst of requests until one is answered 429. It fires only when the checklist "
    "says `armed` and a person has confirmed it; else one request is sent, and its headers read.",
    fields=(
        URL,
        Field(
            name="requests",
            type=Whole(at_least=2, at_most=MOST),
            default=60,
            help="the most requests to send; the first 429 ends the burst",
        ),
        Field(
            name="concurrency",
            type=Whole(at_least=1, at_most=20),
            default=5,
            help="how many at a time",
        ),
        Field(name="method", type=Text(example="POST"), default="GET", help="the burst's method"),
        Field(
            name="armed",
            type=Flag(),
            default=False,
            help="whether the burst may be fired; a person must confirm it besides",
        ),
        HEADERS,
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="limited", help="whether a 429 came"),
    FactDoc(path="after", help="how many requests had been let through before it"),
    FactDoc(path="sent", help="how many were answered or failed"),
    FactDoc(path="statuses.CODE", help="how many answers had that status"),
    FactDoc(path="broken", help="how many requests were answered 5xx or cut off"),
    FactDoc(path="retry_after", help="seconds to wait, as the 429 says"),
    FactDoc(path="announced.NAME", help="headers that tell of a limiter, such as ratelimit-limit"),
    FactDoc(path="fired", help="whether the burst was fired; false when it was not armed"),
)


class RateLimit:
    """`kind = "rate_limit"`."""

    name = "rate_limit"
    spec = SPEC
    facts = FACTS
    reasons = OVER_HTTP
    check_only = True

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the address."""
        from golive_tui.probes.look.rate_limit import Burst, see
        from golive_tui.probes.look.web import WebLookout, plan_of

        given = Given(SPEC, settings)
        burst = Burst(
            plan=plan_of(given, method=given.text("method")),
            requests=min(given.whole("requests"), MOST),
            at_once=min(given.whole("concurrency"), 20),
            armed=given.flag("armed"),
        )
        return WebLookout(given, reach, lambda web: see(web, burst))


KIND: Final = RateLimit()
