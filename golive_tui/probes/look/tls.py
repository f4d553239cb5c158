"""Looking at a certificate: verified first; where that fails, again, only to describe it."""

import ssl

from golive_tui.errors import InputError
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.contexts import client_context
from golive_tui.probes.look.dial import dial
from golive_tui.probes.look.line import secure
from golive_tui.probes.look.reasons import Reading, reason_of
from golive_tui.probes.look.stages import Stages, late
from golive_tui.probes.look.tls_facts import session_facts


class TlsLookout:
    """Shakes hands anew at each look."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        server_name: str,
        verify: bool,
        ca: str,
        alpn: tuple[str, ...],
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
        self._deadline = deadline
        self._stages = Stages()
        self._verdict: Reading | None = None

    async def look(self) -> Observation:
        """Connect, shake hands, hang up."""
        self._stages = Stages()
        self._verdict = None
        try:
            facts = await self._shaken(self._context)
        except ssl.SSLCertVerificationError as error:
            self._verdict = reason_of(error)
        else:
            return Observation(
                outcome="ok",
                facts=facts,
                latency=self._stages.seconds["tls"],
                phases=dict(self._stages.seconds),
            )
        return self._refused(self._verdict, await self._described())

    def late(self) -> Observation:
        """The stage that did not end; what was found before stands, were it only not described."""
        if self._verdict is not None:
            return self._refused(self._verdict, {})
        return late(self._stages, self._deadline)

    async def close(self) -> None:
        """Nothing is held."""

    async def _shaken(self, context: ssl.SSLContext) -> dict[str, object]:
        line = await dial(self._host, self._port, self._stages)
        secured = await secure(line, context, self._server_name, self._stages)
        facts: dict[str, object] = {"ip": line.ip, "time": self._stages.seconds["tls"]}
        if secured.tls is not None:
            facts.update(session_facts(secured.tls))
        secured.close()
        return facts

    async def _described(self) -> dict[str, object]:
        try:
            return await self._shaken(self._blind)
        except (OSError, ssl.SSLError):
            return {}

    def _refused(self, verdict: Reading, facts: dict[str, object]) -> Observation:
        return Observation(
            outcome=verdict.outcome,
            reason=verdict.reason,
            detail="; ".join([verdict.detail, *_description(facts)]),
            facts=facts,
            phases=dict(self._stages.seconds),
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
