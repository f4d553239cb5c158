"""A TLS handshake, and what the certificate says: for whom, by whom, how long it lasts."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Choice, Field, ListOf, Spec, Text
from golive_tui.probes.kind import OVER_TLS, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, HOST, PORT, SERVER_NAME, VERIFY, Given

SPEC: Final = Spec(
    name="tls",
    help="Shakes hands over TLS, and hangs up.",
    fields=(
        HOST,
        Field(name="port", type=PORT, default=443, help="1 to 65535"),
        Field(
            name="alpn",
            type=ListOf(Text(example="h2"), or_one=True),
            default=(),
            help="protocols to offer, such as h2 and http/1.1",
        ),
        Field(
            name="ip",
            type=Choice(("any", "all")),
            default="any",
            help="with all, every address of the name must answer with the same certificate",
        ),
        Field(
            name="names",
            type=ListOf(Text(template=True, example="app.example.com"), or_one=True),
            default=(),
            help="names that the certificate must be for, beside the one that is asked for; a "
            "wildcard in it covers one label",
        ),
        SERVER_NAME,
        VERIFY,
        CA,
    ),
)

FACTS: Final = (
    FactDoc(path="days_left", help="days until the certificate expires; negative when it has"),
    FactDoc(path="not_before", help="from when it is valid, UTC"),
    FactDoc(path="not_after", help="until when it is valid, UTC"),
    FactDoc(path="subject", help="whose it is, such as CN=api.example.com"),
    FactDoc(path="issuer", help="who signed it"),
    FactDoc(path="names", help="the names and addresses that it is good for"),
    FactDoc(path="fingerprint", help="SHA-256 of the certificate, in hex"),
    FactDoc(path="version", help="such as TLSv1.3"),
    FactDoc(path="cipher", help="the cipher suite"),
    FactDoc(path="alpn", help="the protocol that the peer chose of those offered"),
    FactDoc(path="time", help="seconds of the handshake"),
    FactDoc(path="ip", help="the address that answered"),
    FactDoc(path="addresses", help='with `ip = "all"`: every address of the name'),
    FactDoc(path="leaves", help="likewise: the fingerprint of each by its address"),
    FactDoc(path="same_leaf", help="likewise: whether all are the same; days_left is the fewest"),
)


class Tls:
    """`kind = "tls"`."""

    name = "tls"
    spec = SPEC
    facts = FACTS
    reasons = OVER_TLS
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the port."""
        from golive_tui.probes.look.tls import TlsLookout

        given = Given(SPEC, settings)
        host = given.needed("host")
        return TlsLookout(
            host=host,
            port=given.port(),
            server_name=given.text("server_name") or host,
            verify=given.flag("verify"),
            ca=given.file("ca", reach.directory),
            alpn=given.texts("alpn"),
            everywhere=given.text("ip") == "all",
            names=given.texts("names"),
            deadline=reach.deadline,
        )


KIND: Final = Tls()
