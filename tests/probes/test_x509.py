import datetime as dt
import ipaddress

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.probes.look.x509 import read_certificate
from tests.probes.certificates import certificate

KEY = ec.generate_private_key(ec.SECP256R1())


def der(made: x509.Certificate) -> bytes:
    return made.public_bytes(serialization.Encoding.DER)


GOOD = der(certificate(KEY, "localhost"))


@given(
    begin=st.datetimes(
        min_value=dt.datetime(1951, 1, 1),  # noqa: DTZ001 - strategies want naive bounds
        max_value=dt.datetime(2090, 1, 1),  # noqa: DTZ001
        timezones=st.just(dt.UTC),
    ),
    days=st.integers(min_value=1, max_value=9000),
)
def test_the_days_are_those_that_were_written(begin: dt.datetime, days: int) -> None:
    begin = begin.replace(microsecond=0)
    end = begin + dt.timedelta(days=days)
    read = read_certificate(der(certificate(KEY, "x", not_before=begin, not_after=end)))
    assert (read.not_before, read.not_after) == (begin, end)


def test_the_parties_and_the_names() -> None:
    read = read_certificate(
        der(
            certificate(
                KEY,
                "api.example",
                names=(
                    x509.DNSName("api.example"),
                    x509.DNSName("*.api.example"),
                    x509.IPAddress(ipaddress.ip_address("192.0.2.1")),
                    x509.IPAddress(ipaddress.ip_address("2001:db8::1")),
                    x509.RFC822Name("ops@api.example"),
                ),
            )
        )
    )
    assert read.subject == read.issuer == "CN=api.example, O=Stadtwerke \u00dcberall"
    assert read.names == ("api.example", "*.api.example", "192.0.2.1", "2001:db8::1")


@given(cut=st.integers(min_value=0, max_value=len(GOOD) - 1))
def test_a_certificate_that_is_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(ValueError):
        read_certificate(GOOD[:cut])


@given(at=st.integers(min_value=0, max_value=len(GOOD) - 1), byte=st.integers(0, 255))
def test_a_damaged_certificate_is_read_or_refused(at: int, byte: int) -> None:
    damaged = GOOD[:at] + bytes([byte]) + GOOD[at + 1 :]
    try:
        read = read_certificate(damaged)
    except ValueError:
        return
    assert read.not_after.tzinfo is not None


@given(rubbish=st.binary(max_size=300))
def test_rubbish_is_refused(rubbish: bytes) -> None:
    with pytest.raises(ValueError):
        read_certificate(rubbish)
