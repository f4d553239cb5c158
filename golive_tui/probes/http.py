"""An HTTP request and what came back: status, headers, body, and where the time went."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Bytes, Field, Spec, Text, Whole
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import BODY, CA, HEADERS, SERVER_NAME, URL, VERIFY, Given

SPEC: Final = Spec(
    name="http",
    help="Sends a request and reads the answer to its end.",
    fields=(
        URL,
        Field(name="method", type=Text(example="POST"), default="GET", help="the request's method"),
        HEADERS,
        BODY,
        Field(
            name="redirects",
            type=Whole(at_least=0, at_most=20),
            default=5,
            help="how many redirects to follow; 0 looks at the redirect itself",
        ),
        Field(
            name="max_body",
            type=Bytes(at_least=1, at_most=64 * 1024**2),
            default=256 * 1024,
            help="a body longer than that, packed or unpacked, fails",
        ),
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="status", help="the final answer's status; 400 and above fails if not asked for"),
    FactDoc(path="time", help="seconds from the first act (resolve or send) to the body's end"),
    FactDoc(path="body", help="the body as text"),
    FactDoc(path="bytes", help="length of the body as sent"),
    FactDoc(
        path="header.NAME", help="a header, its name in lower case; repeated ones joined by `, `"
    ),
    FactDoc(path="json.PATH", help="a value in the body, where that is JSON"),
    FactDoc(
        path="metric.NAME",
        help="a Prometheus metric in the body, summed over its labels; "
        "`metric.NAME.LABEL.VALUE` over those that bear the label, `...LABEL.5xx` over a hundred",
    ),
    FactDoc(path="version", help="HTTP/1.0 or HTTP/1.1"),
    FactDoc(path="ip", help="the address that answered"),
    FactDoc(path="reused", help="whether an open connection was used again: no dns, connect, tls"),
    FactDoc(path="redirects", help="how many redirects were followed"),
    FactDoc(path="url", help="the address of the final answer"),
    FactDoc(path="location", help="where the final answer redirects to, if it does"),
    FactDoc(path="tls.days_left", help="days until the certificate expires; and more of `tls`"),
)


class Http:
    """`kind = "http"`."""

    name = "http"
    spec = SPEC
    facts = FACTS
    reasons = OVER_HTTP
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the address; keeps its connection unless a fresh one is asked for."""
        from golive_tui.probes.look.http import HttpLookout
        from golive_tui.probes.look.http_request import Plan

        given = Given(SPEC, settings)
        plan = Plan.read(
            url=given.needed("url"),
            method=given.text("method"),
            headers=given.table("headers"),
            body=given.text("body"),
            server_name=given.text("server_name"),
        )
        return HttpLookout(
            plan=plan,
            redirects=given.whole("redirects"),
            max_body=given.whole("max_body"),
            verify=given.flag("verify"),
            ca=given.file("ca", reach.directory),
            reach=reach,
        )


KIND: Final = Http()
