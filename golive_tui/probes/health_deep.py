"""Whether each part that a service stands on is well, as its health page says in the body."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, ListOf, MapOf, Spec, Text
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, HEADERS, SERVER_NAME, URL, VERIFY, Given

WELL: Final = (
    "healthy", "ok", "up", "pass", "passed", "passing", "good", "ready", "alive", "connected",
    "available", "active", "running", "operational", "enabled", "online", "true",
)  # fmt: skip

SPEC: Final = Spec(
    name="health_deep",
    help="Reads a health page part by part. A service may answer HTTP 200 and say `unhealthy`.",
    fields=(
        URL,
        Field(
            name="components",
            type=MapOf(Text(example="json.checks.database.status")),
            required=True,
            help="each part by a name, and where the page tells of it",
        ),
        Field(
            name="overall",
            type=Text(example="json.status"),
            default="json.status",
            help="where the page sums up; a page without it is judged by its parts",
        ),
        Field(
            name="well",
            type=ListOf(Text(example="healthy"), at_least=1, or_one=True),
            default=WELL,
            help="words for a part that is well, whatever their case; `true` is also one",
        ),
        HEADERS,
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="components.NAME", help="what the page says of that part"),
    FactDoc(path="bad", help="the parts that are not well"),
    FactDoc(path="missing", help="the parts of which the page says nothing"),
    FactDoc(path="overall", help="how the page sums up, where it does"),
    FactDoc(path="status", help="status of the answer; 400 and above fails if not asked for"),
    FactDoc(path="json.PATH", help="any other value in the page"),
)


class HealthDeep:
    """`kind = "health_deep"`."""

    name = "health_deep"
    spec = SPEC
    facts = FACTS
    reasons = OVER_HTTP
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the page."""
        from golive_tui.probes.look.health_deep import Page, see
        from golive_tui.probes.look.web import WebLookout, plan_of

        given = Given(SPEC, settings)
        page = Page(
            plan=plan_of(given),
            components=given.table("components"),
            overall=given.text("overall"),
            well=frozenset(word.lower() for word in given.texts("well")),
        )
        return WebLookout(given, reach, lambda web: see(web, page))


KIND: Final = HealthDeep()
