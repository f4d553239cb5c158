"""Looking at a certificate: verified first; where that fails, again, only to describe it."""

import asyncio
import ssl
from dataclasses import dataclass, field
from typing import Final, Literal

from golive_tui.errors import InputError
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.contexts import client_context
from golive_tui.probes.look.dial import Address, dial, dial_address, is_ip, resolve_all
from golive_tui.probes.look.line import secure
from golive_tui.probes.look.reasons import Reading, reason_of
from golive_tui.probes.look.stages import Stages, late
from golive_tui.probes.look.tls_facts import session_facts
from golive_tui.probes.look.tls_leaves import seen_everywhere
from golive_tui.probes.look.tls_names import wrong_names

MOST_ADDRESSES: Final = 64
"""Addresses of a name that are looked at, where all are."""


@dataclass(slots=True)
class Shaken:
    """What a handshake with one address came to."""

    stages: Stages = field(default_factory=Stages)
    facts: dict[str, object] = field(default_factory=dict)
    verdict: Reading | None = None


class TlsLookout:
    """Shakes hands anew at each look, with one address or with every one of the name's."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        server_name: str,
        verify: bool,
        ca: str,
        alpn: tuple[str, ...],
        everywhere: bool,
        names: tuple[str, ...],
        deadline: float,
    ) -> None:
        self._host = host
        self._port = port
        self._server_name = server_name
        try:
            self._context = client_context(verify=verify, ca=ca, alpn=alpn)
        except ValueError as error:
            raise InputError(f"tls: `alpn`: {error}") from error
        self._blind = client_context(verify=False, alpn=alpn)
        self._everywhere = everywhere
        self._names = names
        self._deadline = deadline
        self._at = Shaken()
        self._all: dict[str, Shaken] = {}

    async def look(self) -> Observation:
        """Connect, shake hands, hang up."""
        self._at, self._all = Shaken(), {}
        if self._everywhere:
            return await self._look_everywhere()
        await self._met(self._at, None)
        return self._seen(self._at)

    def late(self) -> Observation:
        """The stage that did not end; what was found before stands, were it only not described."""
        if self._all:
            for one in self._all.values():
                if one.verdict is None and not one.facts:
                    seen = late(one.stages, self._deadline)
                    whose: Literal["fail", "error"] = "fail" if seen.outcome == "fail" else "error"
                    one.verdict = Reading(whose, seen.reason or "probe.timeout", seen.detail)
            return seen_everywhere(self._all, self._names)
        if self._at.verdict is not None:
            return self._seen(self._at)
        return late(self._at.stages, self._deadline)

    async def close(self) -> None:
        """Nothing is held."""

    async def _look_everywhere(self) -> Observation:
        if is_ip(self._host):
            addresses = await resolve_all(self._host, self._port)
        else:
            with self._at.stages.stage("dns"):
                addresses = await resolve_all(self._host, self._port)
        addresses = addresses[:MOST_ADDRESSES]
        self._all = {address.ip: Shaken() for address in addresses}
        async with asyncio.TaskGroup() as group:
            for address in addresses:
                group.create_task(self._tried(self._all[address.ip], address))
        return seen_everywhere(self._all, self._names)

    async def _tried(self, one: Shaken, address: Address) -> None:
        try:
            await self._met(one, address)
        except (OSError, EOFError) as error:
            one.verdict = reason_of(error)

    async def _met(self, one: Shaken, address: Address | None) -> None:
        try:
            one.facts = await self._shaken(self._context, one.stages, address)
        except ssl.SSLCertVerificationError as error:
            one.verdict = reason_of(error)
            one.facts = await self._described(one.stages, address)

    async def _shaken(
        self, context: ssl.SSLContext, stages: Stages, address: Address | None
    ) -> dict[str, object]:
        if address is None:
            line = await dial(self._host, self._port, stages)
        else:
            line = await dial_address(address, stages)
        secured = await secure(line, context, self._server_name, stages)
        facts: dict[str, object] = {"ip": line.ip, "time": stages.seconds["tls"]}
        if secured.tls is not None:
            facts.update(session_facts(secured.tls))
        secured.close()
        return facts

    async def _described(self, stages: Stages, address: Address | None) -> dict[str, object]:
        try:
            return await self._shaken(self._blind, stages, address)
        except (OSError, ssl.SSLError):
            return {}

    def _seen(self, one: Shaken) -> Observation:
        verdict = one.verdict or wrong_names(self._names, one.facts)
        if verdict is None:
            return Observation(
                outcome="ok",
                facts=one.facts,
                latency=one.stages.seconds["tls"],
                phases=dict(one.stages.seconds),
            )
        return Observation(
            outcome=verdict.outcome,
            reason=verdict.reason,
            detail="; ".join([verdict.detail, *_description(one.facts)]),
            facts=one.facts,
            phases=dict(one.stages.seconds),
        )


def _description(facts: dict[str, object]) -> list[str]:
    """The certificate in a few words; the first ten letters of a time are its day."""
    if "not_after" not in facts:
        return []
    names = facts["names"] if isinstance(facts["names"], list) else []
    return [
        f"valid {str(facts['not_before'])[:10]} to {str(facts['not_after'])[:10]}",
        f"for {', '.join(map(str, names[:3])) or 'no name'}",
        f"issuer {facts['issuer']}",
    ]
