"""Requests of a check: each on a connection of its own, each answer bounded, and any trouble told
with the address at which it was met.

A check of the HTTP family is a function from `Web` to an observation; `WebLookout` is what looks.
"""

import asyncio
import ssl
import zlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final

import httpcore

from golive_tui.probes.kind import Objection, Observation, Reach
from golive_tui.probes.look.contexts import client_context
from golive_tui.probes.look.http_exchange import Answer, exchange
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.http_transport import Transport
from golive_tui.probes.look.reasons import Reading, reason_of
from golive_tui.probes.look.stages import Stages, late
from golive_tui.probes.settings import Given
from golive_tui.secrets import Redactor

LONGEST_BODY: Final = 1024 * 1024
LONGEST_HEAD: Final = 64 * 1024

_TROUBLES: Final = (
    OSError,
    EOFError,
    zlib.error,
    httpcore.ProtocolError,
    httpcore.NetworkError,
)
"""What a target or the way to it can do to a request; anything else is a bug of ours."""


class Trouble(Exception):
    """A request that came to nothing: the reading of why, and what was asked."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        super().__init__(reading.detail)
        self.reading = reading
        self.where = f"{plan.method} {plan.url}"

    def observed(self, stages: Stages) -> Observation:
        """As what a look found."""
        return Observation(
            outcome=self.reading.outcome,
            reason=self.reading.reason,
            detail=f"{self.where}: {self.reading.detail}",
            phases=dict(stages.seconds),
        )


class Web:
    """The requests of one look."""

    def __init__(self, context: ssl.SSLContext, reach: Reach) -> None:
        self.reach = reach
        self.stages = Stages()
        self.asked: Plan | None = None
        self.learnt: list[str] = []
        """Secrets that answers brought; what a look says is redacted of them."""
        self._context = context

    async def ask(
        self,
        plan: Plan,
        *,
        body: bool = True,
        stages: Stages | None = None,
        longest: int = LONGEST_BODY,
    ) -> Answer:
        """One answer, its body unread unless asked for; raises Trouble.

        `stages` are those of a request that runs beside others; `longest` bytes are taken at most.
        """
        stages = stages or self.stages
        self.asked = plan
        transport = Transport(self._context, fresh=True)
        transport.begin(stages)
        try:
            answer = await exchange(transport, plan, stages, longest if body else None)
        except _TROUBLES as error:
            raise Trouble(reason_of(error), plan) from error
        finally:
            await transport.aclose()
        if answer is None:
            said = f"a body of more than {longest} bytes"
            raise Trouble(Reading("fail", "http.too_large", said), plan)
        head = answer.response.headers.raw
        if sum(len(name) + len(value) for name, value in head) > LONGEST_HEAD:
            said = f"headers of more than {LONGEST_HEAD} bytes"
            raise Trouble(Reading("fail", "http.too_large", said), plan)
        return answer

    async def follow(self, plan: Plan, hops: int, *, body: bool = True) -> Answer:
        """The answer behind at most so many redirects, none of them over to plain HTTP; raises
        Trouble."""
        followed = 0
        while (answer := await self.ask(plan, body=body)).location:
            if followed == hops:
                said = f"more than {hops} redirects, to {answer.location}"
                raise Trouble(Reading("fail", "http.redirect_loop", said), plan)
            following = plan.redirected(answer.status, answer.location)
            if isinstance(following, str):
                said = f"the redirect to {answer.location} is not followed"
                raise Trouble(Reading("fail", following, said), plan)
            plan, followed = following, followed + 1
        return answer

    async def ask_all(
        self,
        plans: Sequence[Plan],
        *,
        at_once: int,
        body: bool = True,
        longest: int = LONGEST_BODY,
        enough: Callable[[Answer | Trouble], bool] = lambda _: False,
    ) -> list[Answer | Trouble]:
        """What became of each, in their order; no more are begun once one was `enough`."""
        found: dict[int, Answer | Trouble] = {}
        waiting = iter(enumerate(plans))
        done = False

        async def worker() -> None:
            nonlocal done
            for at, plan in waiting:
                try:
                    found[at] = await self.ask(plan, body=body, stages=Stages(), longest=longest)
                except Trouble as trouble:
                    found[at] = trouble
                done = done or enough(found[at])
                if done:
                    return

        self.stages.enter("first_byte")
        workers = [asyncio.create_task(worker()) for _ in range(min(at_once, len(plans)))]
        try:
            await asyncio.gather(*workers)
        finally:
            for each in workers:
                each.cancel()
            await asyncio.wait(workers)
        self.stages.leave()
        return [found[at] for at in sorted(found)]

    def seen(
        self,
        wrong: str = "",
        *,
        facts: dict[str, object],
        reason: str = "assert.failed",
        objection: Objection | None = None,
    ) -> Observation:
        """The verdict: ok, or what is wrong with the target, and why.

        An objection is told first: an error page lacks whatever is looked for.
        """
        if wrong and objection is not None:
            wrong, reason = f"{objection.detail}; {wrong}", objection.reason
        total = self.stages.total
        return Observation(
            outcome="fail" if wrong else "ok",
            reason=reason if wrong else None,
            detail=wrong,
            facts=facts,
            latency=total,
            phases={**self.stages.seconds, "total": total},
            objection=objection,
        )

    def unclear(self, why: str, *, facts: dict[str, object]) -> Observation:
        """No verdict: what was seen does not tell."""
        return Observation(
            outcome="error",
            reason="inconclusive",
            detail=why,
            facts=facts,
            phases=dict(self.stages.seconds),
        )


See = Callable[[Web], Awaitable[Observation]]


class WebLookout:
    """Looks anew each time; holds nothing between looks."""

    def __init__(self, given: Given, reach: Reach, see: See) -> None:
        self._context = client_context(
            verify=given.flag("verify"), ca=given.file("ca", reach.directory)
        )
        self._reach = reach
        self._see = see
        self._web = Web(self._context, reach)

    async def look(self) -> Observation:
        """Ask what is to be asked, and judge."""
        self._web = Web(self._context, self._reach)
        try:
            return await self._see(self._web)
        except Trouble as trouble:
            return trouble.observed(self._web.stages)

    def late(self) -> Observation:
        """The phase that did not end, and of which request."""
        seen, asked = late(self._web.stages, self._reach.deadline), self._web.asked
        if asked is None:
            return seen
        said = f"{asked.method} {asked.url}: {seen.detail}"
        return replace(seen, detail=Redactor(self._web.learnt).redact(said))

    async def close(self) -> None:
        """Nothing is held."""


def plan_of(
    given: Given,
    *,
    url: str = "",
    method: str = "GET",
    body: str = "",
) -> Plan:
    """The request of a check's fields, to `url` or to its own; raises InputError."""
    return Plan.read(
        url=url or given.needed("url"),
        method=method,
        headers=given.table("headers"),
        body=body,
        server_name=given.text("server_name"),
    )
