"""Whether addresses turn away whoever has no credentials, and let in who has."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, ListOf, Spec, Text, Whole
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, HEADERS, SERVER_NAME, VERIFY, Given

SPEC: Final = Spec(
    name="auth_required",
    help="Asks each address without credentials, and with those of `headers` where given.",
    fields=(
        Field(
            name="urls",
            type=ListOf(Text(template=True, example="${api}/api/v1/me"), at_least=1, or_one=True),
            required=True,
            help="addresses that need credentials",
        ),
        Field(name="method", type=Text(example="POST"), default="GET", help="the method to ask by"),
        Field(
            name="refused",
            type=ListOf(Whole(at_least=300, at_most=499), at_least=1, or_one=True),
            default=(401, 403),
            help="what tells whoever has none to go",
        ),
        HEADERS,
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="answers", help="each address with its status `anonymous` and `with_credentials`"),
    FactDoc(path="open", help="addresses that let anyone in; none, if all is well"),
    FactDoc(path="tried_credentials", help="whether `headers` were given"),
)


class AuthRequired:
    """`kind = "auth_required"`."""

    name = "auth_required"
    spec = SPEC
    facts = FACTS
    reasons = (*OVER_HTTP, "auth")
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the addresses."""
        from golive_tui.probes.look.auth_required import Door, see
        from golive_tui.probes.look.web import WebLookout, plan_of

        given = Given(SPEC, settings)
        method = given.text("method")
        bare = Given(SPEC, {**settings, "headers": {}})
        doors = [
            Door(
                anonymous=plan_of(bare, url=url, method=method),
                known=plan_of(given, url=url, method=method) if given.table("headers") else None,
            )
            for url in given.some("urls")
        ]
        refused = given.whole_numbers("refused")
        return WebLookout(given, reach, lambda web: see(web, doors, refused))


KIND: Final = AuthRequired()
