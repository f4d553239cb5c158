"""Whether paths that must not be public are hidden: sources, settings, inner pages."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, ListOf, Spec, Text
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, HEADERS, SERVER_NAME, URL, VERIFY, Given

PATHS: Final = (
    "/.git/HEAD",
    "/.git/config",
    "/.env",
    "/.env.production",
    "/.aws/credentials",
    "/.npmrc",
    "/.htpasswd",
    "/backup.sql",
    "/docker-compose.yml",
    "/debug",
    "/metrics",
    "/actuator",
    "/server-status",
    "/phpinfo.php",
)

SPEC: Final = Spec(
    name="not_exposed",
    help="Asks for paths that must not be public, and for one that cannot exist, so that a site "
    "that answers 200 to everything is seen through.",
    fields=(
        URL,
        Field(
            name="paths",
            type=ListOf(Text(template=True, example="/.git/HEAD"), at_least=1, at_most=60),
            default=PATHS,
            help="paths that must be hidden, from the root of `url`",
        ),
        HEADERS,
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="exposed", help="paths that are public; none, if all is well"),
    FactDoc(path="paths", help="each path with its `status` and what was made of it"),
    FactDoc(path="unclear", help="paths of which nothing can be said, as for a 500"),
    FactDoc(path="soft_404", help="whether the site answers 2xx to what cannot exist"),
    FactDoc(path="absent_status", help="its status for a path that cannot exist"),
)


class NotExposed:
    """`kind = "not_exposed"`."""

    name = "not_exposed"
    spec = SPEC
    facts = FACTS
    reasons = OVER_HTTP
    check_only = True

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the site."""
        from golive_tui.probes.look.not_exposed import see
        from golive_tui.probes.look.web import WebLookout, plan_of

        given = Given(SPEC, settings)
        site, paths = plan_of(given), given.some("paths")
        return WebLookout(given, reach, lambda web: see(web, site, paths))


KIND: Final = NotExposed()
