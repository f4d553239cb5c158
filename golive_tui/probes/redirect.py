"""Whether an address redirects to exactly the one it should, and over HTTPS from there on."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, ListOf, Spec, Text, Whole
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, HEADERS, SERVER_NAME, URL, VERIFY, Given

SPEC: Final = Spec(
    name="redirect",
    help="Follows the redirects of an address: their statuses, and where they end.",
    fields=(
        URL,
        Field(
            name="to",
            type=Text(template=True, example="https://example.com/"),
            required=True,
            help="where they must end, exactly",
        ),
        Field(
            name="status",
            type=ListOf(Whole(at_least=300, at_most=399), at_least=1, or_one=True),
            default=(301, 308),
            help="what each redirect must answer; 301 and 308 are permanent",
        ),
        Field(
            name="max_hops",
            type=Whole(at_least=1, at_most=10),
            default=2,
            help="how many redirects there may be",
        ),
        HEADERS,
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="url", help="where the redirects ended"),
    FactDoc(path="status", help="what answered there; 400 and above fails if not asked for"),
    FactDoc(path="hops", help="each redirect as `url`, `status` and `location`"),
    FactDoc(path="count", help="how many redirects there were"),
)


class Redirect:
    """`kind = "redirect"`."""

    name = "redirect"
    spec = SPEC
    facts = FACTS
    reasons = OVER_HTTP
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the address."""
        from golive_tui.probes.look.redirect import Wanted, see
        from golive_tui.probes.look.web import WebLookout, plan_of

        given = Given(SPEC, settings)
        wanted = Wanted(
            plan=plan_of(given),
            to=plan_of(given, url=given.needed("to")).url,
            statuses=given.whole_numbers("status"),
            max_hops=given.whole("max_hops"),
        )
        return WebLookout(given, reach, lambda web: see(web, wanted))


KIND: Final = Redirect()
