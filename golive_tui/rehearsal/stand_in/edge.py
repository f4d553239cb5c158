"""What every answer passes on its way out: the delay, the ordered faults, the headers of the CDN.

The CDN is CloudFlare's, as in the customer's document; the security headers are those that the
checklist asks for.
"""

from dataclasses import dataclass, replace
from email.utils import format_datetime
from http import HTTPStatus
from typing import Final

from golive_tui.rehearsal.stand_in.chance import latency, roll
from golive_tui.rehearsal.stand_in.http_server import Header, Reply, Request, Site, json_reply
from golive_tui.rehearsal.stand_in.world import World

SECURITY: Final[tuple[Header, ...]] = (
    ("strict-transport-security", "max-age=31536000; includeSubDomains; preload"),
    ("content-security-policy", "default-src 'self'; frame-ancestors 'none'; object-src 'none'"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
)

HANG_NAP: Final = 0.1
"""Real seconds between two looks at whether an answer that hangs may go out."""

SPARED: Final = ("/metrics",)
"""Paths that the share of errors does not touch, so that it can be read there."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A site seen through the CDN; `name` is the site's in the keys of `Behaviour.status`."""

    name: str
    site: Site
    world: World
    stream: str = ""
    """What its requests are numbered by; the name if empty."""

    async def answer(self, request: Request) -> Reply:
        """The site's answer, or the fault that was ordered, in its time."""
        stream = self.stream or self.name
        number = self.world.number(stream)
        behaviour = self.world.behaviour
        await self.world.real.sleep(
            latency(self.world.seed, stream, number)
            + behaviour.extra_latency
            + self._jitter(stream, number)
        )
        while self.name == "api" and self.world.behaviour.network == "hang":
            await self.world.real.sleep(HANG_NAP)
        reply = self._fault(request, stream, number) or await self.site.answer(request)
        if self.name == "api" and behaviour.drip and reply.switch is None:
            reply = replace(reply, drip=behaviour.drip)
        whole = reply.with_headers(*self._headers(stream, number))
        dropped = behaviour.drop_headers
        kept = tuple(header for header in whole.headers if header[0] not in dropped)
        return replace(whole, headers=kept) if dropped else whole

    def _jitter(self, stream: str, number: int) -> float:
        most = self.world.behaviour.jitter
        if not most or self.name != "api":
            return 0.0
        return most * roll(self.world.seed, stream, number, "jitter")

    def _fault(self, request: Request, stream: str, number: int) -> Reply | None:
        behaviour = self.world.behaviour
        status = behaviour.status_for(self.name, request.path)
        if status is None and self.name == "api" and self._is_down(behaviour.flap):
            status = 503
        if status is None and self.name == "api":
            chance = roll(self.world.seed, stream, number, "fault")
            if request.wants_websocket:
                status = 503 if chance < behaviour.ws_refused else None
            elif chance < behaviour.error_ratio and request.path not in SPARED:
                status = 500
        return None if status is None else fault_reply(status)

    def _is_down(self, flap: float) -> bool:
        return flap > 0 and int(self.world.since_change() // flap) % 2 == 1

    def _headers(self, stream: str, number: int) -> tuple[Header, ...]:
        ray = int(roll(self.world.seed, stream, number, "ray") * 2**64)
        return (
            ("date", format_datetime(self.world.now(), usegmt=True)),
            ("server", "cloudflare"),
            ("cf-ray", f"{ray:016x}-FRA"),
            ("cf-cache-status", "DYNAMIC"),
            *SECURITY,
        )


def fault_reply(status: int) -> Reply:
    """An answer of this status, with the JSON that an error page of the backend would hold."""
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Unknown"
    return json_reply({"error": phrase, "status": status}, status=status)
