"""Whether every instance runs the release: a deployment half rolled out is seen by its mix."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, Spec, Text, Whole
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, HEADERS, SERVER_NAME, URL, VERIFY, Given

SPEC: Final = Spec(
    name="version",
    help="Asks many times on fresh connections, at every address of the name, and counts the "
    "versions that answer.",
    fields=(
        URL,
        Field(
            name="fact",
            type=Text(example="header.x-release"),
            default="json.version",
            help="where an answer says its version: `json.PATH` or `header.NAME`",
        ),
        Field(
            name="release",
            type=Text(template=True, example="${release}"),
            default="",
            help="the version that must answer; without it, all must agree",
        ),
        Field(
            name="samples",
            type=Whole(at_least=1, at_most=100),
            default=20,
            help="how many times to ask; at least once an address",
        ),
        HEADERS,
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="version", help="the version, where all answers agree"),
    FactDoc(path="versions", help="how many answers came from each version"),
    FactDoc(path="by_address", help="the same for each address"),
    FactDoc(path="addresses", help="the addresses that were asked"),
    FactDoc(path="mixed", help="whether more than one version answers"),
    FactDoc(path="samples", help="how many answers were counted"),
)


class Version:
    """`kind = "version"`."""

    name = "version"
    spec = SPEC
    facts = FACTS
    reasons = OVER_HTTP
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the address."""
        from golive_tui.probes.look.version import Wanted, see
        from golive_tui.probes.look.web import WebLookout, plan_of

        given = Given(SPEC, settings)
        wanted = Wanted(
            plan=plan_of(given),
            fact=given.needed("fact"),
            release=given.text("release").strip(),
            samples=given.whole("samples"),
        )
        return WebLookout(given, reach, lambda web: see(web, wanted))


KIND: Final = Version()
