"""Business figures by group: active users, sign-ins, features used, errors, by frontend."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from golive_tui.checklist.fields import (
    Choice,
    EitherOf,
    Field,
    Flag,
    ListOf,
    MapOf,
    Quantity,
    Ratio,
    Span,
    Spec,
    Text,
)
from golive_tui.errors import InputError
from golive_tui.probes.backup import RUN
from golive_tui.probes.extras import extra
from golive_tui.probes.kind import OF_A_DATABASE, FactDoc, Lookout, Reach
from golive_tui.probes.metrics import HEADERS
from golive_tui.probes.postgres import DSN
from golive_tui.probes.selector import parse
from golive_tui.probes.settings import CA, REHEARSE, VERIFY, Given

if TYPE_CHECKING:
    from golive_tui.probes.look.business_feeds import Feed

SPEC: Final = Spec(
    name="business",
    help="Reads a business figure group by group. Each expected group must be there, and a figure "
    "that is old or does not move is stale, never ok.",
    fields=(
        Field(
            name="source",
            type=Choice(("json", "metrics", "sql", "command")),
            required=True,
            help="json and metrics: `url`; sql: `dsn` and `query` (extra `postgres`); command: "
            "`run`, which writes JSON",
        ),
        Field(
            name="url",
            type=Text(template=True, example="${api}/api/v1/shared/activity"),
            default="",
            help="where the JSON or the page of metrics is",
        ),
        Field(name="dsn", type=DSN, default="", help="as the `postgres` kind has it; a secret"),
        Field(
            name="query",
            type=Text(
                at_most=10_000,
                example="SELECT frontend, count(*) AS value FROM sessions GROUP BY frontend",
            ),
            default="",
            help="a statement that yields a row a group; it can only read",
        ),
        RUN,
        REHEARSE,
        Field(
            name="select",
            type=Text(example="active_users"),
            default="",
            help="json, command: path to a list of objects, or to an object with a key a group; "
            "metrics: a selector such as active_users{env='production'}",
        ),
        Field(
            name="group_by",
            type=Text(example="frontend"),
            default="frontend",
            help="the key, column or label that names the group",
        ),
        Field(
            name="value",
            type=Text(example="active"),
            default="value",
            help="the key or column of the figure, where a group has an object or a row",
        ),
        Field(
            name="at",
            type=Text(example="updated_at"),
            default="at",
            help="the key or column of its time: ISO 8601, or seconds since 1970",
        ),
        Field(
            name="rate",
            type=Flag(),
            default=False,
            help="metrics: whether the figure is the growth a second since the last look; only a "
            "probe can see that",
        ),
        Field(
            name="groups",
            type=ListOf(Text(template=True, example="citypulse")),
            default=(),
            help="groups that must be there",
        ),
        Field(name="min", type=Quantity(), help="each group must have as much"),
        Field(name="max", type=Quantity(), help="no group may have more"),
        Field(name="max_age", type=Span(at_least=1.0), help="an older figure is stale"),
        Field(
            name="flat_after",
            type=Span(at_least=1.0),
            help="a figure that has not moved for so long is stale; only a probe can see that",
        ),
        Field(
            name="baseline",
            type=EitherOf((Quantity(), MapOf(Quantity()))),
            help="what each group had before, or a table of that by group",
        ),
        Field(
            name="max_drop_ratio",
            type=Ratio(),
            help="how much less than its baseline a group may have",
        ),
        HEADERS,
        VERIFY,
        CA,
    ),
)

FACTS: Final = (
    FactDoc(path="value", help="the sum of all groups"),
    FactDoc(path="by.GROUP", help="a group's figure; what is no letter, digit or _ is -"),
    FactDoc(path="count", help="how many groups there are"),
    FactDoc(path="age_seconds", help="age of the oldest figure; not there when none bears a time"),
    FactDoc(path="drop_ratio", help="the largest drop against the baseline; negative: all grew"),
)


class Business:
    """`kind = "business"`."""

    name = "business"
    spec = SPEC
    facts = FACTS
    reasons = (*OF_A_DATABASE, "proxy", "http", "cmd")
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the source; remembers when each figure last moved."""
        from golive_tui.probes.look.business import BusinessLookout
        from golive_tui.probes.look.business_figures import Demands, Shape

        given = Given(SPEC, settings)
        source = given.text("source")
        demands = Demands(
            groups=given.texts("groups"),
            least=given.number("min"),
            most=given.number("max"),
            max_age=given.seconds("max_age"),
            flat_after=given.seconds("flat_after"),
            baseline=given.numbers("baseline"),
            max_drop=given.number("max_drop_ratio"),
        )
        if (demands.max_drop is None) != (demands.baseline is None):
            raise InputError("business: `baseline` and `max_drop_ratio` go together")
        if reach.fresh and (demands.flat_after is not None or given.flag("rate")):
            raise InputError(
                "business: `flat_after` and `rate` need a probe: a check looks once",
                hint="the kind `metrics` scrapes twice in one check",
            )
        shape = Shape(
            select=given.text("select").strip(),
            group=given.needed("group_by"),
            value=given.needed("value"),
            at=given.text("at").strip(),
        )
        return BusinessLookout(
            feed=_feed(given, reach, source, shape.select), shape=shape, demands=demands
        )


def _feed(given: Given, reach: Reach, source: str, select: str) -> "Feed":
    from golive_tui.probes.look import business_feeds as feeds

    needed = {"json": "url", "metrics": "url", "sql": "dsn", "command": "run"}.get(source)
    if needed is None or not (given.texts("run") if needed == "run" else given.text(needed)):
        raise InputError(f"business: the source {source} needs `{needed}`")
    if source == "metrics":
        return feeds.Page(
            given=given, reach=reach, selector=parse(select), grows=given.flag("rate")
        )
    if source != "sql":
        if source == "json" and given.texts("run"):
            raise InputError("business: `run` is for the source command")
        return feeds.Document(given, reach)
    with extra("business", "postgres", "psycopg"):
        from golive_tui.probes.look.business_sql import Rows

    return Rows(given.needed("dsn"), given.needed("query"), reach.deadline)


KIND: Final = Business()
