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
from golive_tui.probes.kind import Objection, Observation
from golive_tui.probes.look.dial import is_ip, resolve
from golive_tui.probes.look.dns_query import Answer, ask
from golive_tui.probes.look.reasons import Reading, reason_of
from golive_tui.probes.look.stages import Stages, late
from golive_tui.text import clean

SYSTEM: Final = "system"

_REFUSALS: Final = {"SERVFAIL": "dns.servfail", "REFUSED": "dns.refused"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What became of the question at one server."""

    server: str
    answer: Answer | None = None
    trouble: Reading | None = None


class DnsLookout:
    """Asks every server at once, anew at each look."""

    def __init__(
        self, *, name: str, type: str, servers: tuple[str, ...], tcp: bool, deadline: float
    ) -> None:
        self._question = _question(name, type)
        self._servers = tuple(dict.fromkeys(servers)) or (SYSTEM,)
        for server in self._servers:
            _host_and_port(server)
        self._tcp = tcp
        self._deadline = deadline
        self._stages = Stages()
        self._told: dict[str, _Told] = {}

    async def look(self) -> Observation:
        """Ask them all, and compare."""
        self._stages = Stages()
        self._told = {}
        with self._stages.stage("query"):
            async with asyncio.TaskGroup() as group:
                for server in self._servers:
                    group.create_task(self._ask(server))
        return self._seen([self._told[server] for server in self._servers])

    def late(self) -> Observation:
        """Who had not answered; a silent resolver of this host's own is no fault of the name's."""
        silent = [server for server in self._servers if server not in self._told]
        seen = late(self._stages, self._deadline)
        return Observation(
            outcome="error" if SYSTEM in silent else seen.outcome,
            reason=seen.reason,
            detail=f"{seen.detail}: {', '.join(silent)}",
        )

    async def close(self) -> None:
        """Nothing is held."""

    async def _ask(self, server: str) -> None:
        try:
            if server == SYSTEM:
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

    def _seen(self, told: list[_Told]) -> Observation:
        troubles = [one.trouble for one in told if one.trouble is not None]
        # A server that failed by its own fault outweighs one that this host cannot reach.
        worst = next((t for t in troubles if t.outcome == "fail"), next(iter(troubles), None))
        answers = {one.server: one.answer for one in told if one.answer is not None}
        facts = _facts(answers, complete=not troubles)
        phases = dict(self._stages.seconds)
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
            objection=_objection(answers),
        )


def _facts(answers: dict[str, Answer], *, complete: bool) -> dict[str, object]:
    if not answers:
        return {}
    first = next(iter(answers.values()))
    facts: dict[str, object] = {
        "answers": list(first.records),
        "count": len(first.records),
        "rcode": first.rcode,
        "servers": {server: list(answer.records) for server, answer in answers.items()},
        "time": max(answer.seconds for answer in answers.values()),
    }
    ttls = [answer.ttl for answer in answers.values() if answer.ttl is not None]
    if ttls:
        facts["ttl"] = min(ttls)
    if complete:
        facts["agree"] = len({answer.records for answer in answers.values()}) == 1
    return facts


def _objection(answers: dict[str, Answer]) -> Objection | None:
    """What speaks against answers that came: a response code, none at all, or that they differ."""
    for server, answer in answers.items():
        if answer.rcode == "NXDOMAIN":
            return _against_rcode("dns.nxdomain", f"{server}: the name does not exist")
        if answer.rcode != "NOERROR":
            reason = _REFUSALS.get(answer.rcode, "dns.servfail")
            said = _against_rcode(reason, f"{server}: {answer.rcode}")
            ours = server == SYSTEM and answer.rcode == "REFUSED"
            return (
                said
                if not ours
                else Objection(facts=said.facts, reason=reason, detail=said.detail, outcome="error")
            )
    if len({answer.records for answer in answers.values()}) > 1:
        each = "; ".join(
            f"{server}: {', '.join(answer.records) or 'nothing'}"
            for server, answer in answers.items()
        )
        return Objection(facts=("agree",), reason="dns.mismatch", detail=each)
    if not next(iter(answers.values())).records:
        return Objection(
            facts=("count",), reason="dns.no_address", detail="the name has no such record"
        )
    return None


def _against_rcode(reason: str, detail: str) -> Objection:
    return Objection(facts=("rcode",), reason=reason, detail=detail)


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
