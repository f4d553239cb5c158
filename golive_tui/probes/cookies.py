"""Whether the cookies that an answer sets are kept from scripts, plain HTTP and other sites."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, ListOf, Spec, Text
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import BODY, CA, HEADERS, SERVER_NAME, URL, VERIFY, Given

SPEC: Final = Spec(
    name="cookies",
    help="Reads the cookies that an answer sets: Secure, HttpOnly, SameSite, and what their "
    "names promise (`__Host-`, `__Secure-`).",
    fields=(
        URL,
        Field(
            name="names",
            type=ListOf(Text(example="session"), or_one=True),
            default=(),
            help="cookies that must be set; without any, every one that is set is judged",
        ),
        Field(
            name="readable",
            type=ListOf(Text(example="csrf"), or_one=True),
            default=(),
            help="cookies that scripts must read, and that need no HttpOnly",
        ),
        Field(name="method", type=Text(example="POST"), default="GET", help="as of a login"),
        BODY,
        HEADERS,
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="names", help="the cookies that were set"),
    FactDoc(
        path="cookie.NAME",
        help="one of them: `secure`, `http_only`, `same_site`, `path`, `domain`, `lasting`; "
        "never its value",
    ),
    FactDoc(path="bad", help="the cookies that are not as they should be"),
    FactDoc(path="problems", help="everything that is wrong, a sentence each"),
    FactDoc(path="status", help="of the answer; 400 and above fails if not asked for"),
)


class Cookies:
    """`kind = "cookies"`."""

    name = "cookies"
    spec = SPEC
    facts = FACTS
    reasons = OVER_HTTP
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the address."""
        from golive_tui.probes.look.cookies import see
        from golive_tui.probes.look.web import WebLookout, plan_of

        given = Given(SPEC, settings)
        plan = plan_of(given, method=given.text("method"), body=given.text("body"))
        names, readable = given.texts("names"), given.texts("readable")
        return WebLookout(given, reach, lambda web: see(web, plan, names, readable))


KIND: Final = Cookies()
