"""One HTTP request and its answer, whoever asks: bounded, timed, and with its facts."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import httpx

from golive_tui.probes.facts import Absent, LazyFacts, Metrics, read_json
from golive_tui.probes.kind import Objection
from golive_tui.probes.look.http_body import Body, read_body
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.http_transport import Transport
from golive_tui.probes.look.stages import Stages
from golive_tui.probes.look.tls_facts import session_facts

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

SNIPPET: Final = 2000
"""Characters of an error's plain body that go into the detail, before redaction cuts it."""

UNREAD: Final = Body(size=0, text=Absent("the body was not read"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back for a plan, and from which address; `body` is `UNREAD` where not asked for."""

    plan: Plan
    response: httpx.Response
    body: Body
    reused: bool
    ip: str

    @property
    def status(self) -> int:
        """The status."""
        return self.response.status_code

    @property
    def text(self) -> str:
        """The body as text; empty where there is none to judge."""
        return "" if isinstance(self.body.text, Absent) else self.body.text

    @property
    def location(self) -> str:
        """Where it redirects to, if it does."""
        return self.header("location") if self.status in REDIRECTS else ""

    def header(self, name: str) -> str:
        """A header, repeated ones joined by `, `; empty where it is not there."""
        return str(self.response.headers.get(name, ""))

    def headers(self, name: str) -> list[str]:
        """Each line of a header."""
        return self.response.headers.get_list(name)


async def exchange(
    transport: Transport, plan: Plan, stages: Stages, max_body: int | None
) -> Answer | None:
    """Send the plan, read the answer; None for a body of more than `max_body` bytes.

    With `max_body` None the body is left unread. Raises what the network or a library raises.
    """
    request = plan.request()
    if plan.server_name:
        request.extensions["sni_hostname"] = plan.server_name
    response = await transport.handle_async_request(request)
    try:
        stream = response.extensions["network_stream"]
        stages.ip = str(stream.get_extra_info("server_addr"))
        body: Body | None = UNREAD
        if max_body is not None:
            with stages.stage("transfer"):
                body = await read_body(response, max_body)
    finally:
        await response.aclose()
    if body is None:
        return None
    reused = "connect" not in stages.seconds
    return Answer(plan=plan, response=response, body=body, reused=reused, ip=stages.ip)


def answer_facts(answer: Answer, *, seconds: float, redirects: int = 0) -> LazyFacts:
    """The facts of kind `http`; JSON, metrics and TLS are read when they are asked for."""
    response, text = answer.response, answer.body.text
    facts: dict[str, object] = {
        "status": answer.status,
        "time": seconds,
        "bytes": answer.body.size,
        "header": {name.lower(): value for name, value in response.headers.items()},
        "version": response.extensions.get("http_version", b"").decode("ascii", "replace"),
        "ip": answer.ip,
        "reused": answer.reused,
        "redirects": redirects,
        "url": str(answer.plan.url),
    }
    if "location" in response.headers:
        facts["location"] = response.headers["location"]
    makers: dict[str, Callable[[], object]] = {
        "body": lambda: text,
        "json": lambda: json_of(text),
        "metric": lambda: text if isinstance(text, Absent) else Metrics(text),
    }
    session = response.extensions["network_stream"].get_extra_info("ssl_object")
    if isinstance(session, ssl.SSLObject):
        makers["tls"] = lambda: session_facts(session)
    return LazyFacts(facts, makers)


def json_of(text: str | Absent) -> object:
    """The value of a body that is JSON; Absent, with the reason, for any other."""
    read = text if isinstance(text, Absent) else read_json(text)
    if isinstance(read, Absent) and read is not text:
        return Absent(f"the body: {read.why}")
    return read


def status_words(status: int) -> str:
    """`HTTP 503 Service Unavailable`."""
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"


def objection_of(answer: Answer) -> Objection | None:
    """What speaks against an answer of status 400 and above, with what it says of itself."""
    if answer.status < 400:
        return None
    detail, text = status_words(answer.status), answer.text
    kind = answer.header("content-type")
    if text and kind.startswith(("text/plain", "application/json")):
        detail = f"{detail}: {text[:SNIPPET]}"
    return Objection(facts=("status",), reason="http.status", detail=detail)
