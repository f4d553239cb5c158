"""Looking at an HTTP address: hop by hop, within bounds, every phase timed."""

import httpcore

from golive_tui.probes.kind import Observation, Reach
from golive_tui.probes.look.contexts import client_context
from golive_tui.probes.look.http_exchange import Answer, answer_facts, exchange, objection_of
from golive_tui.probes.look.http_request import IDEMPOTENT, Plan
from golive_tui.probes.look.http_transport import Transport
from golive_tui.probes.look.stages import Stages, late


class HttpLookout:
    """Holds a connection to each origin it meets, so that it measures what a client's second
    request costs; a fresh one is opened when the peer has hung up, and for a check always."""

    def __init__(
        self, *, plan: Plan, redirects: int, max_body: int, verify: bool, ca: str, reach: Reach
    ) -> None:
        self._plan = plan
        self._redirects = redirects
        self._max_body = max_body
        self._reach = reach
        self._context = client_context(verify=verify, ca=ca)
        self._transport: Transport | None = None
        self._stages = Stages()

    async def look(self) -> Observation:
        """Request and read to the end."""
        self._stages = Stages()
        transport = self._transport or Transport(self._context, fresh=self._reach.fresh)
        self._transport = None  # whatever goes wrong, it is not used again
        transport.begin(self._stages)
        sound = False
        try:
            seen = await self._followed(transport)
            sound = True
        finally:
            if self._reach.fresh or not sound:
                await transport.aclose()
            else:
                self._transport = transport
        return seen

    def late(self) -> Observation:
        """The phase that did not end."""
        return late(self._stages, self._reach.deadline)

    async def close(self) -> None:
        """Let go of the connections."""
        transport, self._transport = self._transport, None
        if transport is not None:
            await transport.aclose()

    async def _followed(self, transport: Transport) -> Observation:
        plan, hops = self._plan, 0
        spent = 0.0
        while True:
            answer = await self._exchanged(transport, plan)
            if answer is None:
                return self._failed(
                    "http.too_large",
                    f"a body of more than {self._max_body} bytes; `max_body` allows for more",
                )
            location = answer.location
            if not location or not self._redirects:
                return self._observed(answer, hops=hops, spent=spent)
            if hops == self._redirects:
                return self._failed(
                    "http.redirect_loop", f"more than {hops} redirects, to {location}"
                )
            following = plan.redirected(answer.status, location)
            if isinstance(following, str):
                return self._failed(following, f"the redirect to {location} is not followed")
            plan, hops, spent = following, hops + 1, self._stages.total
            self._stages.seconds.clear()

    async def _exchanged(self, transport: Transport, plan: Plan) -> Answer | None:
        """One request and its answer; once more where a kept connection proved to be dead.

        A server hangs up an idle connection when it likes, also while we send: that says nothing
        of the service, and RFC 9112 (9.3.1) lets a client repeat what is idempotent.
        """
        try:
            return await exchange(transport, plan, self._stages, self._max_body)
        except (httpcore.RemoteProtocolError, httpcore.NetworkError):
            stages = self._stages
            kept = "connect" not in stages.seconds and stages.at in {"send", "first_byte"}
            if not kept or plan.method not in IDEMPOTENT:
                raise
            stages.seconds.clear()
        return await exchange(transport, plan, self._stages, self._max_body)

    def _failed(self, reason: str, detail: str) -> Observation:
        return Observation(
            outcome="fail", reason=reason, detail=detail, phases=dict(self._stages.seconds)
        )

    def _observed(self, answer: Answer, *, hops: int, spent: float) -> Observation:
        total = self._stages.total
        phases = dict(self._stages.seconds)
        if hops:
            phases["redirects"] = spent
        phases["total"] = total
        return Observation(
            outcome="ok",
            facts=answer_facts(answer, seconds=total, redirects=hops),
            latency=total,
            phases=phases,
            objection=objection_of(answer),
        )
