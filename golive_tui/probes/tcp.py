"""Whether a port is open, closed or filtered: a TCP connection, and nothing said over it."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Choice, Field, Spec
from golive_tui.probes.kind import OVER_TCP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import HOST, PORT, Given

SPEC: Final = Spec(
    name="tcp",
    help="Connects to a port, and hangs up.",
    fields=(
        HOST,
        Field(name="port", type=PORT, required=True, help="1 to 65535"),
        Field(
            name="state",
            type=Choice(words=("open", "closed", "filtered", "shut")),
            default="open",
            help="what must be: `closed` is refused, `filtered` gives no answer in the "
            "time-out, `shut` is either of them",
        ),
    ),
)

FACTS: Final = (
    FactDoc(path="state", help="open, closed or filtered"),
    FactDoc(path="connect_seconds", help="seconds until connected; only when open"),
    FactDoc(path="ip", help="the address that answered"),
)


class Tcp:
    """`kind = "tcp"`."""

    name = "tcp"
    spec = SPEC
    facts = FACTS
    reasons = OVER_TCP
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the port."""
        from golive_tui.probes.look.tcp import TcpLookout

        given = Given(SPEC, settings)
        return TcpLookout(
            host=given.needed("host"),
            port=given.port(),
            state=given.text("state"),
            deadline=reach.deadline,
        )


KIND: Final = Tcp()
