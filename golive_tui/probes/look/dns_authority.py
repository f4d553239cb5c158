"""The authoritative name servers of a name, found through a resolver: its zone by the SOA record,
their names by NS records, where they are by A or AAAA records."""

from dataclasses import dataclass
from typing import Final

import dns.flags
import dns.message
import dns.name
import dns.rdatatype
import dns.rrset

from golive_tui.probes.look.dial import Address, resolve
from golive_tui.probes.look.dns_query import exchange

MOST_SERVERS: Final = 20
"""Name servers of a zone that are asked."""
_DEEPEST: Final = 30


@dataclass(frozen=True, slots=True)
class Authority:
    """One of them: its name, and where it is asked."""

    name: str
    address: Address


@dataclass(frozen=True, slots=True)
class Zone:
    """Who answers for a name: `name` is where its chain of CNAMEs ends, `zone` where that lies."""

    name: dns.name.Name
    zone: dns.name.Name
    servers: tuple[Authority, ...]
    lost: tuple[str, ...]
    """Name servers for which the resolver has no address."""


async def authorities(
    question: dns.message.QueryMessage, resolver: Address, port: int, *, tcp: bool
) -> Zone:
    """Who answers for what is asked; raises as `ask` does. No servers where none are found."""
    asked = question.question[0]
    name = asked.name
    if asked.rdtype != dns.rdatatype.CNAME:
        reply = await exchange(question, resolver, tcp=tcp)
        name = _end_of_chain(name, reply)
    zone = await _zone(name, resolver, tcp=tcp)
    found: list[Authority] = []
    lost: list[str] = []
    for server in (await _names(zone, resolver, tcp=tcp))[:MOST_SERVERS]:
        told = server.to_text(omit_final_dot=True)
        ip = await _address(server, resolver, tcp=tcp)
        if ip:
            found.append(Authority(told, (await resolve(ip, port))[0]))
        else:
            lost.append(told)
    return Zone(name, zone, tuple(found), tuple(lost))


def to_authority(name: dns.name.Name, type: dns.rdatatype.RdataType) -> dns.message.QueryMessage:
    """The question for one of them: recursion is not desired, it is to say what itself knows."""
    query = dns.message.make_query(name, type, use_edns=0, payload=1232)
    query.flags &= ~dns.flags.RD
    return query


def _end_of_chain(name: dns.name.Name, reply: dns.message.Message) -> dns.name.Name:
    for _ in range(_DEEPEST):
        alias = next(
            (
                rrset
                for rrset in reply.answer
                if rrset.name == name and rrset.rdtype == dns.rdatatype.CNAME
            ),
            None,
        )
        if alias is None:
            return name
        name = next(iter(alias)).target
    return name


async def _zone(name: dns.name.Name, resolver: Address, *, tcp: bool) -> dns.name.Name:
    """The owner of the SOA record next above the name; the root where there is none."""
    at = name
    while at != dns.name.root:
        query = dns.message.make_query(at, dns.rdatatype.SOA, use_edns=0, payload=1232)
        reply = await exchange(query, resolver, tcp=tcp)
        for rrset in [*reply.answer, *reply.authority]:
            if rrset.rdtype == dns.rdatatype.SOA and name.is_subdomain(rrset.name):
                return rrset.name
        at = at.parent()
    return at


async def _names(zone: dns.name.Name, resolver: Address, *, tcp: bool) -> list[dns.name.Name]:
    query = dns.message.make_query(zone, dns.rdatatype.NS, use_edns=0, payload=1232)
    reply = await exchange(query, resolver, tcp=tcp)
    return sorted(
        {
            record.target
            for rrset in reply.answer
            if rrset.rdtype == dns.rdatatype.NS
            for record in rrset
        }
    )


async def _address(server: dns.name.Name, resolver: Address, *, tcp: bool) -> str:
    """One address of it; empty where the resolver knows none."""
    for rdtype in (dns.rdatatype.A, dns.rdatatype.AAAA):
        query = dns.message.make_query(server, rdtype, use_edns=0, payload=1232)
        reply = await exchange(query, resolver, tcp=tcp)
        for rrset in reply.answer:
            if rrset.rdtype == rdtype:
                return str(next(iter(rrset)).to_text())
    return ""
