"""Certificates for the tests, made as they are needed: good, and wrong in each way."""

import datetime as dt
import ssl
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = dt.timedelta(days=1)


class Authority:
    """An authority whose PEM file a probe may trust."""

    def __init__(self, folder: Path) -> None:
        self._trustme = trustme.CA()
        self.pem = str(folder / "ca.pem")
        self._trustme.cert_pem.write_to_path(self.pem)

    def server(
        self,
        name: str = "localhost",
        *,
        not_before: dt.datetime | None = None,
        not_after: dt.datetime | None = None,
    ) -> ssl.SSLContext:
        """What a server of that name needs."""
        issued = self._trustme.issue_cert(name, not_before=not_before, not_after=not_after)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        issued.configure_cert(context)
        return context

    def server_by_intermediate(self, *, complete: bool) -> ssl.SSLContext:
        """A server certified by an intermediate authority, which it may fail to send."""
        issued = self._trustme.create_child_ca().issue_cert("localhost")
        pems = [pem.bytes() for pem in issued.cert_chain_pems]
        return _context(b"".join(pems if complete else pems[:1]), issued.private_key_pem.bytes())


def self_signed(name: str = "localhost") -> ssl.SSLContext:
    """A server that signs for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem = certificate(key, name).public_bytes(serialization.Encoding.PEM)
    return _context(
        pem,
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )


def certificate(
    key: ec.EllipticCurvePrivateKey,
    name: str,
    *,
    not_before: dt.datetime | None = None,
    not_after: dt.datetime | None = None,
    names: tuple[x509.GeneralName, ...] = (),
) -> x509.Certificate:
    """A certificate of one's own."""
    now = dt.datetime.now(dt.UTC)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Stadtwerke \u00dcberall"),
            x509.NameAttribute(NameOID.LOCALITY_NAME, "not told"),
        ]
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(not_before or now - DAY)
        .not_valid_after(not_after or now + 30 * DAY)
        .add_extension(x509.SubjectAlternativeName(names or (x509.DNSName(name),)), critical=False)
        .sign(key, hashes.SHA256())
    )


def _context(chain: bytes, key: bytes) -> ssl.SSLContext:
    issued = trustme.LeafCert(key, chain, [])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issued.configure_cert(context)
    return context
