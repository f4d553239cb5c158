"""Offering a server versions of TLS, to see which it speaks and which it refuses."""

import ssl
from typing import Final, Literal, NamedTuple

from golive_tui.errors import InputError
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.contexts import offering
from golive_tui.probes.look.dial import dial
from golive_tui.probes.look.line import secure
from golive_tui.probes.look.reasons import reason_of
from golive_tui.probes.look.stages import Stages, late

VERSIONS: Final = {
    "1.0": ssl.TLSVersion.TLSv1,
    "1.1": ssl.TLSVersion.TLSv1_1,
    "1.2": ssl.TLSVersion.TLSv1_2,
    "1.3": ssl.TLSVersion.TLSv1_3,
}
_HUNG_UP: Final = (ConnectionResetError, BrokenPipeError, ssl.SSLEOFError, ssl.SSLZeroReturnError)


class _Offered(NamedTuple):
    """What became of an offer, and in which words."""

    what: Literal["accepted", "refused", "cannot be offered", "unclear"]
    said: str = ""


class TlsPolicyLookout:
    """Shakes hands once as it should, and once for each version that must be refused."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        server_name: str,
        least: str,
        reject: tuple[str, ...],
        alpn: str,
        deadline: float,
    ) -> None:
        older = tuple(version for version in VERSIONS if version < least)
        self._reject = tuple(dict.fromkeys(reject)) or older
        wrong = [version for version in (least, *self._reject) if version not in VERSIONS]
        if wrong:
            raise InputError(f"tls_policy: there is no TLS {wrong[0]}", hint=", ".join(VERSIONS))
        if any(version >= least for version in self._reject):
            raise InputError(f"tls_policy: TLS {least} is wanted and refused at once")
        self._host = host
        self._port = port
        self._server_name = server_name
        self._alpn = alpn
        protocols = tuple(dict.fromkeys((alpn, "http/1.1"))) if alpn else ()
        try:
            self._good = offering(VERSIONS[least], ssl.TLSVersion.TLSv1_3, protocols)
        except (ValueError, ssl.SSLError) as error:
            raise InputError(f"tls_policy: this host cannot offer that: {error}") from error
        self._deadline = deadline
        self._stages = Stages()

    async def look(self) -> Observation:
        """First that it speaks at all: only then is silence on an old version a refusal."""
        self._stages = Stages()
        facts = await self._shaken(self._good)
        offers = {version: await self._offered(version) for version in self._reject}
        facts["offer"] = {version: offer.what for version, offer in offers.items()}
        facts["said"] = {version: offer.said for version, offer in offers.items() if offer.said}
        seen = self._judged(offers, facts)
        return Observation(
            outcome=seen.outcome,
            reason=seen.reason,
            detail=seen.detail,
            facts=facts,
            latency=seen.latency,
            phases=dict(self._stages.seconds),
        )

    def late(self) -> Observation:
        """The stage that did not end."""
        return late(self._stages, self._deadline)

    async def close(self) -> None:
        """Nothing is held."""

    async def _shaken(self, context: ssl.SSLContext) -> dict[str, object]:
        line = await dial(self._host, self._port, self._stages)
        before = self._stages.seconds.get("tls", 0.0)
        secured = await secure(line, context, self._server_name, self._stages)
        session = secured.tls
        facts: dict[str, object] = {
            "ip": line.ip,
            "time": self._stages.seconds["tls"] - before,
        }
        if session is not None:
            cipher, alpn = session.cipher(), session.selected_alpn_protocol()
            facts["version"] = session.version() or ""
            facts |= {"cipher": cipher[0]} if cipher is not None else {}
            facts |= {"alpn": alpn} if alpn is not None else {}
        secured.close()
        return facts

    async def _offered(self, version: str) -> _Offered:
        """Only the server's own word, or its hanging up on the offer, is a refusal."""
        try:
            context = offering(VERSIONS[version], VERSIONS[version])
        except (ValueError, ssl.SSLError) as error:
            return _Offered("cannot be offered", str(error))
        try:
            await self._shaken(context)
        except _HUNG_UP:
            return _Offered("refused", "it hung up")
        except ssl.SSLError as error:
            outcome, reason, detail = reason_of(error)
            if outcome == "error":
                return _Offered("cannot be offered", detail)
            return _Offered("refused" if reason == "tls.alert" else "unclear", detail)
        return _Offered("accepted")

    def _judged(self, offers: dict[str, _Offered], facts: dict[str, object]) -> Observation:
        accepted = [version for version, offer in offers.items() if offer.what == "accepted"]
        if accepted:
            return _wrong(f"it accepts TLS {', '.join(accepted)}")
        if self._alpn and facts.get("alpn") != self._alpn:
            return _wrong(f"offered {self._alpn}, it chooses {facts.get('alpn', 'nothing')}")
        for version, offer in offers.items():
            if offer.what != "refused":
                what = "cannot be offered by this host" if offer.what != "unclear" else offer.what
                return Observation(
                    outcome="error",
                    reason="inconclusive",
                    detail=f"not proven: TLS {version}: {what}: {offer.said}",
                )
        refused = f", refuses {', '.join(offers)}" if offers else ""
        time = facts["time"]
        return Observation(
            outcome="ok",
            detail=f"it speaks {facts.get('version')}{refused}",
            latency=time if isinstance(time, float) else None,
        )


def _wrong(detail: str) -> Observation:
    return Observation(outcome="fail", reason="tls.protocol", detail=detail)
