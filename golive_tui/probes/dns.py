"""What name servers say of a name: the system's, or several that must agree."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Choice, Field, Flag, ListOf, Span, Spec, Text
from golive_tui.probes.kind import OVER_TCP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import PORT, Given

SPEC: Final = Spec(
    name="dns",
    help="Asks name servers for the records of a name.",
    fields=(
        Field(
            name="name",
            type=Text(template=True, example="${host}"),
            required=True,
            help="the name to ask for; for PTR also an address",
        ),
        Field(name="type", type=Text(example="AAAA"), default="A", help="the record's type"),
        Field(
            name="servers",
            type=ListOf(Text(template=True, example="1.1.1.1"), at_most=20, or_one=True),
            default=("system",),
            help="whom to ask: addresses, with `:port` where it is not 53, `system`, or "
            "`authoritative` for every name server of the zone, found through the first address; "
            "all are asked and must agree; one that is silent among several leaves it open",
        ),
        Field(
            name="records",
            type=ListOf(Text(template=True, example="${server_ip}"), or_one=True),
            default=(),
            help="the records that every one of them must give",
        ),
        Field(
            name="match",
            type=Choice(("exact", "superset")),
            default="exact",
            help="whether they must give no others, or may",
        ),
        Field(
            name="max_ttl",
            type=Span(),
            help="the longest TTL at those who answer for the zone; a resolver's counts down and "
            "proves nothing",
        ),
        Field(
            name="authority_port",
            type=PORT,
            default=53,
            help="where name servers of the zone are asked",
        ),
        Field(name="tcp", type=Flag(), default=False, help="ask over TCP from the start"),
    ),
)

FACTS: Final = (
    FactDoc(path="answers", help="the records as texts, sorted, without trailing dots"),
    FactDoc(path="count", help="how many records; that there must be none is said as `count == 0`"),
    FactDoc(path="ttl", help="seconds that the answer may be kept; the least of all servers"),
    FactDoc(path="rcode", help="NOERROR, NXDOMAIN, ...; of the first server"),
    FactDoc(path="agree", help="whether all servers gave the same answers"),
    FactDoc(path="servers", help="the answers of each server by its name in the checklist"),
    FactDoc(path="disagree", help="the servers that give other records than wanted, or the first"),
    FactDoc(path="authoritative", help="the servers that answer for the zone themselves"),
    FactDoc(path="authoritative_ttl", help="seconds; the longest of these"),
    FactDoc(path="cached_ttl", help="seconds; the longest of the others, which counts down"),
    FactDoc(path="time", help="seconds until the slowest server had answered"),
)


class Dns:
    """`kind = "dns"`."""

    name = "dns"
    spec = SPEC
    facts = FACTS
    reasons = OVER_TCP
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the name."""
        from golive_tui.probes.look.dns import DnsLookout
        from golive_tui.probes.look.dns_verdict import Wanted

        given = Given(SPEC, settings)
        return DnsLookout(
            name=given.needed("name"),
            servers=given.texts("servers"),
            authority_port=given.port("authority_port"),
            tcp=given.flag("tcp"),
            wanted=Wanted(
                type=given.text("type"),
                records=given.texts("records"),
                exact=given.text("match") != "superset",
                max_ttl=given.seconds("max_ttl"),
            ),
            deadline=reach.deadline,
        )


KIND: Final = Dns()
