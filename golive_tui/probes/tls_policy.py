"""Which versions of TLS a server speaks, and which it refuses when they are offered to it."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Choice, Field, ListOf, Spec, Text
from golive_tui.probes.kind import OVER_TLS, FactDoc, Lookout, Reach
from golive_tui.probes.settings import HOST, PORT, SERVER_NAME, Given

SPEC: Final = Spec(
    name="tls_policy",
    help="Offers a server one version of TLS after the other. It must speak `min` or newer, and "
    "itself refuse what is older: when the OpenSSL of this host cannot offer a version, nothing "
    "is proven. Certificates are not looked at; see `tls`.",
    fields=(
        HOST,
        Field(name="port", type=PORT, default=443, help="1 to 65535"),
        Field(
            name="min",
            type=Choice(("1.2", "1.3")),
            default="1.2",
            help="the oldest version that it may speak, this or a newer one it must",
        ),
        Field(
            name="reject",
            type=ListOf(Choice(("1.0", "1.1", "1.2")), or_one=True),
            help="versions that it must refuse; when left out, all before `min`",
        ),
        Field(
            name="alpn",
            type=Text(example="h2"),
            default="",
            help="the protocol that it must choose when that and http/1.1 are offered",
        ),
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="version", help="the version that it chooses, such as TLSv1.3"),
    FactDoc(path="cipher", help="the cipher suite that it chooses"),
    FactDoc(path="alpn", help="the protocol that it chooses of those offered"),
    FactDoc(path="offer.VERSION", help="of 1.0, 1.1, ...: accepted, refused, or cannot be offered"),
    FactDoc(path="said.VERSION", help="in which words a version was refused or not offered"),
    FactDoc(path="time", help="seconds of the handshake"),
    FactDoc(path="ip", help="the address that answered"),
)


class TlsPolicy:
    """`kind = "tls_policy"`."""

    name = "tls_policy"
    spec = SPEC
    facts = FACTS
    reasons = OVER_TLS
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the port."""
        from golive_tui.probes.look.tls_policy import TlsPolicyLookout

        given = Given(SPEC, settings)
        host = given.needed("host")
        return TlsPolicyLookout(
            host=host,
            port=given.port(),
            server_name=given.text("server_name") or host,
            least=given.text("min"),
            reject=given.texts("reject"),
            alpn=given.text("alpn").strip(),
            deadline=reach.deadline,
        )


KIND: Final = TlsPolicy()
