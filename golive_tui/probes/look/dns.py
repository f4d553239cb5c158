"""Looking up a name at one or several servers, and whether they agree."""

import asyncio
from dataclasses import dataclass
from typing import Final

import dns.exception
import dns.message
import dns.name
import dns.rdatatype
import dns.resolver
import dns.reversename

from golive_tui.errors import InputError
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.dial import Address, is_ip, resolve
from golive_tui.probes.look.dns_authority import Zone, authorities, to_authority
from golive_tui.probes.look.dns_query import Answer, ask
from golive_tui.probes.look.dns_verdict import (
    SYSTEM,
    Wanted,
    against,
    facts_of,
    more_facts,
    objection_to,
)
from golive_tui.probes.look.reasons import Reading, reason_of
from golive_tui.probes.look.stages import Stages, late
from golive_tui.text import clean

AUTHORITATIVE: Final = "authoritative"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What became of the question at one server."""

    server: str
    answer: Answer | None = None
    trouble: Reading | None = None


class DnsLookout:
    """Asks every server at once, anew at each look."""

    def __init__(
        self,
        *,
        name: str,
        servers: tuple[str, ...],
        authority_port: int,
        tcp: bool,
        wanted: Wanted,
        deadline: float,
    ) -> None:
        self._question = _question(name, wanted.type)
        self._servers = tuple(dict.fromkeys(servers)) or (SYSTEM,)
        for server in self._servers:
            _host_and_port(server)
        self._authority_port = authority_port
        self._tcp = tcp
        self._wanted = wanted
        self._deadline = deadline
        self._stages = Stages()
        self._asked: list[str] = []
        self._authorities: frozenset[str] = frozenset()
        self._told: dict[str, _Told] = {}

    async def look(self) -> Observation:
        """Ask them all, and compare."""
        self._stages = Stages()
        self._asked = list(self._servers)
        self._authorities = frozenset()
        self._told = {}
        with self._stages.stage("query"):
            async with asyncio.TaskGroup() as group:
                for server in self._servers:
                    if server == AUTHORITATIVE:
                        group.create_task(self._ask_authorities())
                    else:
                        group.create_task(self._ask(server))
        return self._seen()

    def late(self) -> Observation:
        """Who had not answered; a silent resolver of this host's own is no fault of the name's,
        and one silent server among several leaves it open unless another is wrong."""
        silent = [server for server in self._asked if server not in self._told]
        seen = late(self._stages, self._deadline)
        detail = f"{seen.detail}: {', '.join(silent)}"
        if not any(one.answer is not None for one in self._told.values()):
            outcome = "error" if SYSTEM in silent else seen.outcome
            return Observation(outcome=outcome, reason=seen.reason, detail=detail)
        for server in silent:
            trouble = Reading("error", "inconclusive", detail)
            self._told[server] = _Told(server=server, trouble=trouble)
        return self._seen()

    async def close(self) -> None:
        """Nothing is held."""

    async def _ask_authorities(self) -> None:
        """Find them through the first resolver of the list, and ask each of them."""
        try:
            found = await authorities(
                self._question, await self._resolver(), self._authority_port, tcp=self._tcp
            )
        except (OSError, EOFError, dns.exception.DNSException) as error:
            self._lost(AUTHORITATIVE, f"not found: {reason_of(error).detail}")
            return
        zone = found.zone.to_text()
        if not found.servers and not found.lost:
            self._lost(AUTHORITATIVE, f"{zone} has no name server that the resolver knows")
            return
        names = [each.name for each in found.servers]
        at = self._asked.index(AUTHORITATIVE)
        self._asked[at : at + 1] = [*names, *found.lost]
        self._authorities = frozenset(names)
        for name in found.lost:
            self._lost(name, f"this name server of {zone} has no address")
        await self._ask_each(found)

    async def _ask_each(self, zone: Zone) -> None:
        question = to_authority(zone.name, self._question.question[0].rdtype)
        async with asyncio.TaskGroup() as group:
            for each in zone.servers:
                group.create_task(self._ask(each.name, question, each.address))

    def _lost(self, server: str, why: str) -> None:
        trouble = Reading("error", "inconclusive", f"{server}: {why}")
        self._told[server] = _Told(server=server, trouble=trouble)

    async def _resolver(self) -> Address:
        given = [each for each in self._servers if each not in {AUTHORITATIVE, SYSTEM}]
        if given:
            host, port = _host_and_port(given[0])
            return (await resolve(host, port))[0]
        return (await resolve(str(dns.resolver.Resolver().nameservers[0]), 53))[0]

    async def _ask(
        self,
        server: str,
        question: dns.message.QueryMessage | None = None,
        where: Address | None = None,
    ) -> None:
        try:
            if where is not None:
                answer = await ask(question or self._question, where, tcp=self._tcp)
            elif server == SYSTEM:
                answer = await self._ask_system()
            else:
                host, port = _host_and_port(server)
                answer = await ask(self._question, (await resolve(host, port))[0], tcp=self._tcp)
            self._told[server] = _Told(server=server, answer=answer)
        except (OSError, EOFError, dns.exception.DNSException) as error:
            outcome, reason, detail = reason_of(error)
            if server == SYSTEM:
                outcome = "error"
            trouble = Reading(outcome, reason, f"{server}: {detail}")
            self._told[server] = _Told(server=server, trouble=trouble)

    async def _ask_system(self) -> Answer:
        """As a stub resolver does: the next name server when one cannot be reached."""
        resolver = dns.resolver.Resolver()
        servers = [str(server) for server in resolver.nameservers]
        for server in servers[:-1]:
            try:
                async with asyncio.timeout(self._deadline / len(servers)):
                    return await ask(self._question, (await resolve(server, 53))[0], tcp=self._tcp)
            except (OSError, TimeoutError):
                continue
        return await ask(self._question, (await resolve(servers[-1], 53))[0], tcp=self._tcp)

    def _seen(self) -> Observation:
        told = [self._told[server] for server in self._asked]
        troubles = [one.trouble for one in told if one.trouble is not None]
        answers = {one.server: one.answer for one in told if one.answer is not None}
        facts = facts_of(answers, complete=not troubles) | more_facts(self._wanted, answers)
        phases = dict(self._stages.seconds)
        # A server that failed by its own fault outweighs one that this host cannot reach.
        worst = next((t for t in troubles if t.outcome == "fail"), None)
        objection = objection_to(answers, agreed=not self._wanted.records) if answers else None
        if worst is None and (objection is None or "rcode" not in objection.facts):
            worst = against(self._wanted, answers, self._authorities)
        if worst is None or worst.outcome == "error":
            worst = next(iter(troubles), worst)
        if worst is not None:
            return Observation(
                outcome=worst.outcome,
                reason=worst.reason,
                detail=worst.detail,
                facts=facts,
                phases=phases,
            )
        return Observation(
            outcome="ok",
            facts=facts,
            latency=max(answer.seconds for answer in answers.values()),
            phases=phases,
            objection=objection,
        )


def _question(name: str, type: str) -> dns.message.QueryMessage:
    try:
        asked = dns.rdatatype.from_text(type)
    except (dns.exception.DNSException, ValueError):
        raise InputError(
            f"dns: `{clean(type, 40)}` is no type of record", hint="A, AAAA, MX"
        ) from None
    try:
        if asked == dns.rdatatype.PTR and is_ip(name):
            full = dns.reversename.from_address(name)
        else:
            full = dns.name.from_text(name)
    except (dns.exception.DNSException, ValueError) as error:
        raise InputError(f"dns: `{clean(name, 100)}` is no name: {error}") from error
    return dns.message.make_query(full, asked, use_edns=0, payload=1232)


def _host_and_port(server: str) -> tuple[str, int]:
    """`192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:5353`, `2001:db8::1`, `ns1.example.com`."""
    if is_ip(server):
        return server, 53
    host, colon, port = server.rpartition(":")
    if not colon:
        return server, 53
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise InputError(
            f"dns: `{clean(server, 80)}` is no server", hint="192.0.2.1 or 192.0.2.1:5353"
        )
    return host, int(port)
