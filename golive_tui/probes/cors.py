"""Whether browsers let the right origin in, and no other."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, Flag, ListOf, Spec, Text
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, SERVER_NAME, URL, VERIFY, Given

SPEC: Final = Spec(
    name="cors",
    help="Asks as a browser does, by preflight and by a simple GET, for a good origin and for "
    "origins that must not be let in.",
    fields=(
        URL,
        Field(
            name="origin",
            type=Text(template=True, example="https://app.example.com"),
            required=True,
            help="the origin that must be allowed",
        ),
        Field(
            name="evil_origin",
            type=Text(template=True, example="https://evil.example"),
            default="https://evil.example",
            help="an origin that must not be; `null` and one that begins like `origin` are tried "
            "too",
        ),
        Field(
            name="method",
            type=Text(example="POST"),
            default="GET",
            help="the method that the frontend will use",
        ),
        Field(
            name="headers",
            type=ListOf(Text(template=True, example="authorization"), or_one=True),
            default=(),
            help="names of the headers that it will send",
        ),
        Field(
            name="credentials",
            type=Flag(),
            default=False,
            help="whether it sends cookies; then `*` allows nothing",
        ),
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="preflight_status", help="status of the preflight; browsers want 2xx"),
    FactDoc(path="status", help="status of the simple GET; 500 and above fails if not asked for"),
    FactDoc(path="allow_origin", help="the origin that the preflight allows"),
    FactDoc(path="allow_methods", help="the methods that it allows"),
    FactDoc(path="allow_headers", help="the headers that it allows, in lower case"),
    FactDoc(path="allow_credentials", help="whether it allows cookies"),
    FactDoc(path="max_age", help="seconds that a browser may keep the preflight, where told"),
    FactDoc(path="wildcard", help="whether any origin is allowed, by `*`"),
    FactDoc(path="vary_origin", help="whether `Vary: Origin` keeps caches from mixing origins up"),
    FactDoc(path="reflected", help="the evil origins that were allowed; none, if all is well"),
    FactDoc(path="problems", help="everything that is wrong, a sentence each"),
)


class Cors:
    """`kind = "cors"`."""

    name = "cors"
    spec = SPEC
    facts = FACTS
    reasons = OVER_HTTP
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the address."""
        from golive_tui.probes.look.cors import Wanted, see
        from golive_tui.probes.look.web import WebLookout

        given = Given(SPEC, settings)
        wanted = Wanted.read(
            url=given.needed("url"),
            origin=given.needed("origin"),
            evil_origin=given.text("evil_origin"),
            method=given.needed("method"),
            headers=given.texts("headers"),
            credentials=given.flag("credentials"),
            server_name=given.text("server_name"),
        )
        return WebLookout(given, reach, lambda web: see(web, wanted))


KIND: Final = Cors()
