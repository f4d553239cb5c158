"""Looking at an HTTP address: hop by hop, within bounds, every phase timed."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import httpcore
import httpx

from golive_tui.probes.facts import Absent, LazyFacts, Metrics, read_json
from golive_tui.probes.kind import Objection, Observation, Reach
from golive_tui.probes.look.contexts import client_context
from golive_tui.probes.look.http_body import Body, read_body
from golive_tui.probes.look.http_request import IDEMPOTENT, Plan
from golive_tui.probes.look.http_transport import Transport
from golive_tui.probes.look.stages import Stages, late
from golive_tui.probes.look.tls_facts import session_facts

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

SNIPPET: Final = 2000
"""Characters of an error's plain body that go into the detail, before redaction cuts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    response: httpx.Response
    body: Body
    reused: bool


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
            location = answer.response.headers.get("location")
            redirects = location and answer.response.status_code in REDIRECTS and self._redirects
            if not redirects:
                return self._observed(plan, answer, hops=hops, spent=spent)
            if hops == self._redirects:
                return self._failed(
                    "http.redirect_loop", f"more than {hops} redirects, to {location}"
                )
            following = plan.redirected(answer.response.status_code, location)
            if isinstance(following, str):
                return self._failed(following, f"the redirect to {location} is not followed")
            plan, hops, spent = following, hops + 1, self._stages.total
            self._stages.seconds.clear()

    async def _exchanged(self, transport: Transport, plan: Plan) -> _Answer | None:
        """One request and its answer; once more where a kept connection proved to be dead.

        A server hangs up an idle connection when it likes, also while we send: that says nothing
        of the service, and RFC 9112 (9.3.1) lets a client repeat what is idempotent.
        """
        try:
            return await self._exchanged_once(transport, plan)
        except (httpcore.RemoteProtocolError, httpcore.NetworkError):
            stages = self._stages
            kept = "connect" not in stages.seconds and stages.at in {"send", "first_byte"}
            if not kept or plan.method not in IDEMPOTENT:
                raise
            stages.seconds.clear()
        return await self._exchanged_once(transport, plan)

    async def _exchanged_once(self, transport: Transport, plan: Plan) -> _Answer | None:
        request = plan.request()
        if plan.server_name:
            request.extensions["sni_hostname"] = plan.server_name
        response = await transport.handle_async_request(request)
        try:
            stream = response.extensions["network_stream"]
            self._stages.ip = str(stream.get_extra_info("server_addr"))
            with self._stages.stage("transfer"):
                body = await read_body(response, self._max_body)
        finally:
            await response.aclose()
        if body is None:
            return None
        reused = "connect" not in self._stages.seconds
        return _Answer(response=response, body=body, reused=reused)

    def _failed(self, reason: str, detail: str) -> Observation:
        return Observation(
            outcome="fail", reason=reason, detail=detail, phases=dict(self._stages.seconds)
        )

    def _observed(self, plan: Plan, answer: _Answer, *, hops: int, spent: float) -> Observation:
        total = self._stages.total
        phases = dict(self._stages.seconds)
        if hops:
            phases["redirects"] = spent
        phases["total"] = total
        response, text = answer.response, answer.body.text
        facts: dict[str, object] = {
            "status": response.status_code,
            "time": total,
            "bytes": answer.body.size,
            "header": {name.lower(): value for name, value in response.headers.items()},
            "version": response.extensions.get("http_version", b"").decode("ascii", "replace"),
            "ip": self._stages.ip,
            "reused": answer.reused,
            "redirects": hops,
            "url": str(plan.url),
        }
        if "location" in response.headers:
            facts["location"] = response.headers["location"]
        makers: dict[str, Callable[[], object]] = {
            "body": lambda: text,
            "json": lambda: text if isinstance(text, Absent) else _json_of(text),
            "metric": lambda: text if isinstance(text, Absent) else Metrics(text),
        }
        session = response.extensions["network_stream"].get_extra_info("ssl_object")
        if isinstance(session, ssl.SSLObject):
            makers["tls"] = lambda: session_facts(session)
        return Observation(
            outcome="ok",
            facts=LazyFacts(facts, makers),
            latency=total,
            phases=phases,
            objection=_objection(response, text),
        )


def _json_of(text: str) -> object:
    read = read_json(text)
    return Absent(f"the body: {read.why}") if isinstance(read, Absent) else read


def _objection(response: httpx.Response, text: str | Absent) -> Objection | None:
    status = response.status_code
    if status < 400:
        return None
    try:
        detail = f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        detail = f"HTTP {status}"
    kind = response.headers.get("content-type", "")
    if isinstance(text, str) and text and kind.startswith(("text/plain", "application/json")):
        detail = f"{detail}: {text[:SNIPPET]}"
    return Objection(facts=("status",), reason="http.status", detail=detail)
