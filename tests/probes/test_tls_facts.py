import datetime as dt
import ssl
from typing import cast

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from golive_tui.probes.look import tls_facts
from golive_tui.probes.look.tls_facts import session_facts
from tests.probes.certificates import certificate

NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


class Session:
    """A TLS session that says what it is told to."""

    def __init__(self, der: bytes | None) -> None:
        self.der = der

    def version(self) -> str | None:
        return "TLSv1.3" if self.der else None

    def cipher(self) -> tuple[str, str, int] | None:
        return ("TLS_AES_256_GCM_SHA384", "TLSv1.3", 256) if self.der else None

    def selected_alpn_protocol(self) -> str | None:
        return "h2" if self.der else None

    def getpeercert(self, *, binary_form: bool) -> bytes | None:
        return self.der


def facts(der: bytes | None) -> dict[str, object]:
    return session_facts(cast("ssl.SSLObject", Session(der)))


def test_the_facts_of_a_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tls_facts, "real_now", lambda: NOW)
    made = certificate(
        ec.generate_private_key(ec.SECP256R1()),
        "api.example",
        not_before=NOW - dt.timedelta(days=10),
        not_after=NOW + dt.timedelta(days=20, hours=12),
    )
    told = facts(made.public_bytes(serialization.Encoding.DER))
    assert told["days_left"] == 20.5
    assert told["not_before"] == "2026-11-14T12:00:00.000000Z"
    assert told["names"] == ["api.example"]
    assert (told["version"], told["cipher"]) == ("TLSv1.3", "TLS_AES_256_GCM_SHA384")
    assert told["alpn"] == "h2"
    assert len(str(told["fingerprint"])) == 64


def test_a_certificate_that_cannot_be_read_has_no_days() -> None:
    told = facts(b"no certificate")
    assert told["unreadable"] is True
    assert "days_left" not in told


def test_a_session_without_anything_has_no_facts() -> None:
    assert facts(None) == {}
