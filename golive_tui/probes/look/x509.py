"""A certificate read from its DER, verified or not: whose it is, by whom, from when to when.

`ssl` describes only certificates that it has verified; the ones that operators must know about
are the others. This reads the few fields of RFC 5280 (4.1) that people ask for. The bytes come
from a peer that may be anyone: every length is checked, and nothing recurs.
"""

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

_SEQUENCE, _SET, _OID, _OCTETS = 0x30, 0x31, 0x06, 0x04
_UTC_TIME, _GENERALIZED_TIME = 0x17, 0x18
_VERSION, _EXTENSIONS, _DNS_NAME, _IP_ADDRESS = 0xA0, 0xA3, 0x82, 0x87
_BMP_STRING: Final = 0x1E
_SUBJECT_ALT_NAME: Final = bytes.fromhex("551d11")
_ATTRIBUTES: Final = {
    bytes.fromhex("550403"): "CN",
    bytes.fromhex("550406"): "C",
    bytes.fromhex("55040a"): "O",
    bytes.fromhex("55040b"): "OU",
}
_MOST_NAMES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a certificate says of itself. `names`: the DNS names and addresses it is good for."""

    subject: str
    issuer: str
    not_before: datetime
    not_after: datetime
    names: tuple[str, ...]


def read_certificate(der: bytes) -> Certificate:
    """The certificate in the DER; raises ValueError where it is none."""
    _, outer = next(_items(der), (0, b""))
    _, signed = next(_items(outer), (0, b""))
    parts = list(_items(signed))
    if parts and parts[0][0] == _VERSION:
        del parts[0]
    if len(parts) < 6:
        raise ValueError("a certificate has more parts than that")
    # serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo, ...
    validity = list(_items(parts[3][1]))
    if len(validity) != 2:
        raise ValueError("a validity has a beginning and an end")
    return Certificate(
        subject=_name(parts[4][1]),
        issuer=_name(parts[2][1]),
        not_before=_time(*validity[0]),
        not_after=_time(*validity[1]),
        names=tuple(_alternative_names(parts[6:]))[:_MOST_NAMES],
    )


def _items(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and content of each element in a row (X.690, 8.1); raises ValueError past the end."""
    at = 0
    while at < len(data):
        if at + 2 > len(data):
            raise ValueError("cut short")
        tag, length = data[at], data[at + 1]
        at += 2
        if length & 0x80:
            count = length & 0x7F
            if not 1 <= count <= 4 or at + count > len(data):
                raise ValueError("no length")
            length = int.from_bytes(data[at : at + count])
            at += count
        if at + length > len(data):
            raise ValueError("longer than its frame")
        yield tag, data[at : at + length]
        at += length


def _name(data: bytes) -> str:
    """`CN=api.example.com, O=Example`: the attributes that people know a party by."""
    told: list[str] = []
    for tag, relative in _items(data):
        if tag != _SET:
            raise ValueError("no name")
        for _, attribute in _items(relative):
            pair = list(_items(attribute))
            if len(pair) == 2 and pair[0][0] == _OID and pair[0][1] in _ATTRIBUTES:
                told.append(f"{_ATTRIBUTES[pair[0][1]]}={_string(*pair[1])}")
    return ", ".join(told)


def _string(tag: int, content: bytes) -> str:
    return content.decode("utf-16-be" if tag == _BMP_STRING else "utf-8", errors="replace")


def _time(tag: int, content: bytes) -> datetime:
    """RFC 5280, 4.1.2.5: two digits of a year below 50 are of this century."""
    text = content.decode("ascii")
    if tag == _UTC_TIME and len(text) == 13:
        text = ("20" if text[:2] < "50" else "19") + text
    elif tag != _GENERALIZED_TIME:
        raise ValueError("no time")
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)


def _alternative_names(rest: list[tuple[int, bytes]]) -> Iterator[str]:
    for tag, content in rest:
        if tag != _EXTENSIONS:
            continue
        for _, extensions in _items(content):
            for _, extension in _items(extensions):
                parts = list(_items(extension))
                if len(parts) >= 2 and parts[0] == (_OID, _SUBJECT_ALT_NAME):
                    yield from _general_names(parts[-1][1])


def _general_names(octets: bytes) -> Iterator[str]:
    for _, names in _items(octets):
        for tag, content in _items(names):
            if tag == _DNS_NAME:
                yield content.decode("ascii", errors="replace")
            elif tag == _IP_ADDRESS and len(content) in {4, 16}:
                yield str(ipaddress.ip_address(content))
