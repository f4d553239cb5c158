"""A Prometheus server, asked in PromQL."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, Span, Spec, Text
from golive_tui.errors import InputError
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.metrics import HEADERS
from golive_tui.probes.selector import parse
from golive_tui.probes.settings import CA, VERIFY, Given

SPEC: Final = Spec(
    name="prometheus",
    help="Asks a Prometheus server (or what speaks its API) an instant query. No result, or one "
    "that is no number, is an error: nothing was measured, and that passes nothing.",
    fields=(
        Field(
            name="url",
            type=Text(template=True, example="http://prometheus:9090"),
            required=True,
            help="the server, without /api/v1",
        ),
        Field(
            name="query",
            type=Text(template=True, at_most=5000, example="sum(rate(http_requests_total[5m]))"),
            required=True,
            help="PromQL that yields a number or a vector",
        ),
        Field(
            name="group_by",
            type=Text(example="frontend"),
            default="",
            help="a label by whose values the results are named",
        ),
        Field(
            name="age_of",
            type=Text(template=True, example="http_requests_total{job='api'}"),
            default="",
            help="a plain selector whose samples must be fresh; left out, the query where it is "
            "one (what is reckoned has no age)",
        ),
        Field(
            name="max_age",
            type=Span(at_least=0.1),
            help="a sample older than that is stale; needs a selector",
        ),
        HEADERS,
        VERIFY,
        CA,
    ),
)

FACTS: Final = (
    FactDoc(path="value", help="the result, where it is one number"),
    FactDoc(path="lowest", help="the lowest of the results"),
    FactDoc(path="highest", help="the highest of the results"),
    FactDoc(path="count", help="how many results there are"),
    FactDoc(path="by.GROUP", help="a result by its value of the label `group_by`"),
    FactDoc(
        path="values.LABELS",
        help="a result by the values of its labels in the order of their names, joined by -; what "
        "is no letter, digit or _ is -",
    ),
    FactDoc(path="age_seconds", help="age of the oldest sample of `age_of`"),
    FactDoc(path="warnings", help="what the server warns of, such as a part that did not answer"),
    FactDoc(path="time", help="seconds that the answer took"),
)


class Prometheus:
    """`kind = "prometheus"`."""

    name = "prometheus"
    spec = SPEC
    facts = FACTS
    reasons = (*OVER_HTTP, "auth")
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the server."""
        from golive_tui.probes.look.http_source import source
        from golive_tui.probes.look.prometheus import PrometheusLookout, address

        given = Given(SPEC, settings)
        base, query = given.needed("url"), given.needed("query")
        plain = given.text("age_of").strip()
        if plain:
            parse(plain)
        else:
            plain = _plain(query)
        max_age = given.seconds("max_age")
        if max_age is not None and not plain:
            raise InputError(
                "prometheus: `max_age` needs a selector in `age_of`",
                hint="what a query reckons is always as old as the query",
            )
        age = f"max(time() - timestamp({plain}))" if plain else ""
        return PrometheusLookout(
            source=source(given, reach, url=address(base, query)),
            age=source(given, reach, url=address(base, age)) if age else None,
            group_by=given.text("group_by"),
            max_age=max_age,
        )


def _plain(query: str) -> str:
    try:
        parse(query)
    except InputError:
        return ""
    return query


KIND: Final = Prometheus()
