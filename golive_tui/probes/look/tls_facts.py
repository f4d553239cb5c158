"""What a TLS session and its certificate say, as facts."""

import hashlib
import ssl

from golive_tui.clock import real_now
from golive_tui.probes.look.x509 import Certificate, read_certificate
from golive_tui.units import show_instant


def session_facts(session: ssl.SSLObject) -> dict[str, object]:
    """Facts of a session whose handshake is done; of the certificate where it can be read."""
    facts: dict[str, object] = {}
    version, cipher, alpn = session.version(), session.cipher(), session.selected_alpn_protocol()
    if version is not None:
        facts["version"] = version
    if cipher is not None:
        facts["cipher"] = cipher[0]
    if alpn is not None:
        facts["alpn"] = alpn
    der = session.getpeercert(binary_form=True)
    if der is None:
        return facts
    facts["fingerprint"] = hashlib.sha256(der).hexdigest()
    try:
        facts.update(certificate_facts(read_certificate(der)))
    except ValueError:
        facts["unreadable"] = True
    return facts


def certificate_facts(certificate: Certificate) -> dict[str, object]:
    """Whose it is, from when to when; days are of real time, also in a rehearsal."""
    left = certificate.not_after - real_now()
    return {
        "days_left": left.total_seconds() / 86400,
        "not_before": show_instant(certificate.not_before),
        "not_after": show_instant(certificate.not_after),
        "subject": certificate.subject,
        "issuer": certificate.issuer,
        "names": list(certificate.names),
    }
