"""Whether an address is served through a CDN, and from its cache if it should be."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, Flag, ListOf, Spec, Text
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, HEADERS, SERVER_NAME, URL, VERIFY, Given

SPEC: Final = Spec(
    name="cdn",
    help="Asks twice, and looks for the headers that a CDN adds.",
    fields=(
        URL,
        Field(
            name="any_of",
            type=ListOf(Text(example="cf-ray"), at_least=1, or_one=True),
            default=("cf-ray", "x-cache", "via", "x-served-by", "x-amz-cf-id", "age"),
            help="headers of which one must be there",
        ),
        Field(
            name="expect_hit",
            type=Flag(),
            default=False,
            help="whether the second answer must come from the cache",
        ),
        HEADERS,
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="found", help="those of `any_of` that are there"),
    FactDoc(path="header.NAME", help="their values in the second answer"),
    FactDoc(path="first", help="what the CDN says of its cache in the first answer"),
    FactDoc(path="second", help="the same in the second answer"),
    FactDoc(path="hit", help="whether the second answer came from the cache"),
    FactDoc(path="age", help="seconds that it had been in the cache, where that is told"),
    FactDoc(path="status", help="of the second answer; 400 and above fails if not asked for"),
)


class Cdn:
    """`kind = "cdn"`."""

    name = "cdn"
    spec = SPEC
    facts = FACTS
    reasons = OVER_HTTP
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the address."""
        from golive_tui.probes.look.cdn import see
        from golive_tui.probes.look.web import WebLookout, plan_of

        given = Given(SPEC, settings)
        plan, any_of = plan_of(given), given.texts("any_of")
        expect_hit = given.flag("expect_hit")
        return WebLookout(given, reach, lambda web: see(web, plan, any_of, expect_hit=expect_hit))


KIND: Final = Cdn()
