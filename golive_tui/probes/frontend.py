"""Whether a frontend was built for production: what it serves is read, page and scripts."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, Flag, ListOf, Spec, Text, Whole
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, HEADERS, SERVER_NAME, URL, VERIFY, Given

_PATTERNS: Final = ListOf(Text(template=True, at_most=300, example="mockServiceWorker"))

SPEC: Final = Spec(
    name="frontend",
    help="Reads a page and the scripts of its own origin that it loads, and looks for what a "
    "production build must hold, and must not.",
    fields=(
        URL,
        Field(
            name="api",
            type=Text(template=True, example="${api}"),
            default="",
            help="a text that must be found, such as the address of the API",
        ),
        Field(
            name="mock",
            type=_PATTERNS,
            default=(),
            help="patterns that must not be found, such as of mock data that is on",
        ),
        Field(
            name="analytics",
            type=_PATTERNS,
            default=(),
            help="patterns each of which must be found",
        ),
        Field(
            name="holds",
            type=_PATTERNS,
            default=(),
            help="patterns of anything else each of which must be found, such as of what catches "
            "errors",
        ),
        Field(
            name="also",
            type=ListOf(Text(template=True, example="/config.json")),
            default=(),
            help="paths of its origin to read besides, such as settings that a script fetches",
        ),
        Field(
            name="indexable",
            type=Flag(),
            default=False,
            help="whether search engines must be allowed: no `noindex`",
        ),
        Field(
            name="assets",
            type=Flag(),
            default=True,
            help="whether scripts, styles and images of its own origin must answer 200",
        ),
        Field(
            name="max_files",
            type=Whole(at_least=1, at_most=100),
            default=30,
            help="how many of them are fetched at most",
        ),
        HEADERS,
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="url", help="the page, after its redirects"),
    FactDoc(path="status", help="of the page; 400 and above fails if not asked for"),
    FactDoc(path="read", help="the addresses that were read"),
    FactDoc(path="api_in", help="those of them that hold `api`"),
    FactDoc(path="mock_found", help="the patterns of `mock` that were found, with the address"),
    FactDoc(path="analytics_missing", help="the patterns of `analytics` that were not found"),
    FactDoc(path="holds_missing", help="the patterns of `holds` that were not found"),
    FactDoc(path="broken", help="assets that do not answer 200, with the status"),
    FactDoc(path="noindex", help="whether search engines are kept out"),
    FactDoc(path="foreign", help="scripts of other origins: not read"),
    FactDoc(path="capped", help="whether there was more than `max_files` or 8 MiB to read"),
)


class Frontend:
    """`kind = "frontend"`."""

    name = "frontend"
    spec = SPEC
    facts = FACTS
    reasons = OVER_HTTP
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the page."""
        from golive_tui.probes.look.frontend import Wanted, see
        from golive_tui.probes.look.web import WebLookout, plan_of

        given = Given(SPEC, settings)
        wanted = Wanted.read(
            plan=plan_of(given),
            api=given.text("api").strip(),
            mock=given.texts("mock"),
            analytics=given.texts("analytics"),
            holds=given.texts("holds"),
            also=given.texts("also"),
            indexable=given.flag("indexable"),
            assets=given.flag("assets"),
            max_files=given.whole("max_files"),
        )
        return WebLookout(given, reach, lambda web: see(web, wanted))


KIND: Final = Frontend()
