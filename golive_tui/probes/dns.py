"""What name servers say of a name: the system's, or several that must agree."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, Flag, ListOf, Spec, Text
from golive_tui.probes.kind import FactDoc, Lookout, Reach
from golive_tui.probes.settings import Given

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
            help="whom to ask: addresses, with `:port` where it is not 53, or `system`; "
            "all are asked and must agree",
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
    FactDoc(path="time", help="seconds until the slowest server had answered"),
)


class Dns:
    """`kind = "dns"`."""

    name = "dns"
    spec = SPEC
    facts = FACTS
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the name."""
        from golive_tui.probes.look.dns import DnsLookout

        given = Given(SPEC, settings)
        return DnsLookout(
            name=given.needed("name"),
            type=given.text("type"),
            servers=given.texts("servers"),
            tcp=given.flag("tcp"),
            deadline=reach.deadline,
        )


KIND: Final = Dns()
