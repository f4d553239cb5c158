"""Whether an answer bears the headers that keep browsers safe, and does not tell versions."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Choice, Field, MapOf, Spec, Text
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, HEADERS, SERVER_NAME, URL, VERIFY, Given

SPEC: Final = Spec(
    name="security_headers",
    help="Reads the security headers of an answer. `basic` wants HSTS of 180 days (over HTTPS), "
    "nosniff, protection from framing, a Referrer-Policy and no version told; `strict` wants HSTS "
    "of a year, a Content-Security-Policy without `unsafe-` and a Permissions-Policy besides.",
    fields=(
        URL,
        Field(
            name="profile",
            type=Choice(("basic", "strict")),
            default="basic",
            help="which headers must be there",
        ),
        Field(
            name="overrides",
            type=MapOf(Text(example="skip")),
            help="by a header's name in lower case: `skip`, or a pattern that it must match",
        ),
        HEADERS,
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="verdicts.NAME", help="`ok`, or what is wrong, for each header that was judged"),
    FactDoc(path="values.NAME", help="its value, where it is there"),
    FactDoc(path="bad", help="the headers that are not as they should be"),
    FactDoc(path="leaks", help="headers that tell a version"),
    FactDoc(path="hsts_days", help="days that HSTS holds, where it is sent"),
    FactDoc(path="status", help="of the answer; 500 and above fails if not asked for"),
)


class SecurityHeaders:
    """`kind = "security_headers"`."""

    name = "security_headers"
    spec = SPEC
    facts = FACTS
    reasons = OVER_HTTP
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the address."""
        from golive_tui.probes.look.security_headers import rules_of, see
        from golive_tui.probes.look.web import WebLookout, plan_of

        given = Given(SPEC, settings)
        plan = plan_of(given)
        rules = rules_of(
            given.text("profile"), given.table("overrides"), secure=plan.url.scheme == "https"
        )
        return WebLookout(given, reach, lambda web: see(web, plan, rules))


KIND: Final = SecurityHeaders()
