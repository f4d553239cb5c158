"""Probes without a network: what each would have seen of the stand-in, from its own models.

The answers are those of the stand-in's sites; of them a probe keeps what it kept last for as long
as nothing changes (a whole answer costs a millisecond, and a week has a million looks), and only
latencies, chance and the figures that move are new at each look. Kinds that look at nothing of the
stand-in see nothing: their slots are `absent`.
"""

import random
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from golive_tui.checklist.condition import judge, look_up
from golive_tui.checklist.model import Checklist, Probe
from golive_tui.checklist.template import Lookup
from golive_tui.engine.opening import fill
from golive_tui.errors import GoliveError
from golive_tui.launch.samples import Sample
from golive_tui.probes.facts import Metrics, read_json
from golive_tui.rehearsal.stand_in.addresses import Addresses
from golive_tui.rehearsal.stand_in.api import Api
from golive_tui.rehearsal.stand_in.backend import Backend
from golive_tui.rehearsal.stand_in.behaviour import GUARDED, Behaviour, changed
from golive_tui.rehearsal.stand_in.chance import latency
from golive_tui.rehearsal.stand_in.decks import FRONTENDS
from golive_tui.rehearsal.stand_in.edge import SPARED, Edge
from golive_tui.rehearsal.stand_in.frontends import Frontend
from golive_tui.rehearsal.stand_in.http_server import Reply, Request
from golive_tui.rehearsal.stand_in.socketio import SocketIo
from golive_tui.rehearsal.stand_in.traffic import requests_until
from golive_tui.rehearsal.stand_in.vitals import vitals
from golive_tui.rehearsal.stand_in.world import World
from golive_tui.rehearsal.virtual_clock import VirtualClock

ADDRESSES: Final = Addresses(
    api=1,
    tls=2,
    dns=3,
    frontends={name: port for port, name in enumerate(FRONTENDS, 10)},
    guarded={name: port for port, name in enumerate(GUARDED, 20)},
)
"""Ports that nobody listens on: they only tell the sites from each other."""
STAND_IN: Final[Mapping[str, str]] = {
    **ADDRESSES.values("ca.pem"),
    "artifacts": "/nonexistent",
}
"""What fills `${stand_in:NAME}`."""
SITES: Final[Mapping[int, str]] = {
    1: "api", 2: "tls", 3: "dns",
    **{port: name for name, port in ADDRESSES.frontends.items()},
}  # fmt: skip
BACKEND: Final = frozenset({"api", "tls"})
DECK: Final = 4096
"""Latencies that are dealt again and again."""
FRESH: Final = 3600.0
"""Launch seconds after which an answer is asked for anew although nothing changed."""
OF_THIS_HOST: Final = frozenset({"host", "file", "command"})
BODY: Final = 600
"""Bytes of an answer, for how long it drips."""
VALID: Final = 365.0
"""Days that a certificate has left."""


Kept = tuple[str | None, str, Mapping[str, float]]
"""What a probe makes of an answer: a reason and a detail where it fails, and the values kept."""


@dataclass(slots=True)
class Simulated:
    """One probe at work."""

    probe: Probe
    site: str
    path: str
    deck: list[float]
    chance: random.Random
    answer: "Answers"
    kept: "Kept" = field(default_factory=lambda: (None, "", {}))
    kept_at: float = -1e12

    @property
    def sees(self) -> bool:
        """Whether its looks show something."""
        return bool(self.site) or self.probe.kind in OF_THIS_HOST

    def look(self, at: datetime, elapsed: float, behaviour: Behaviour, seed: int) -> Sample:
        """What it sees then."""
        probe, kind = self.probe, self.probe.kind
        if kind in OF_THIS_HOST:
            return Sample(probe=probe.id, at=at, outcome="ok", values=_host(self.chance))
        if not self.site:
            return Sample(probe=probe.id, at=at, outcome="absent", reason="slot.missed")
        shut = behaviour.network
        if shut == "cut-off" or (shut == "refused" and self.site in BACKEND):
            reason = "dns.timeout" if kind == "dns" else "tcp.refused"
            return _fail(probe, at, reason, "nobody listens there")
        spent = self._spent(behaviour)
        hangs = (shut == "hang" and self.site in BACKEND) or spent > probe.timeout
        if hangs and kind not in ("tcp", "dns", "tls"):
            return _fail(probe, at, _TIMEOUTS.get(kind, "http.timeout_first_byte"), "no answer")
        bad = _BY_KIND[kind](self, behaviour, elapsed) if kind in _BY_KIND else None
        if bad:
            return _fail(probe, at, *bad)
        return Sample(
            probe=probe.id,
            at=at,
            outcome="ok",
            latency=spent,
            values=self._values(elapsed, behaviour, seed, spent),
        )

    def _spent(self, behaviour: Behaviour) -> float:
        draw = self.chance.random()
        spent = self.deck[int(draw * DECK)] + behaviour.extra_latency
        if self.site in BACKEND:
            if behaviour.jitter:
                spent += behaviour.jitter * self.chance.random()
            spent += behaviour.drip * BODY
        return spent

    def _values(
        self, elapsed: float, behaviour: Behaviour, seed: int, spent: float
    ) -> Mapping[str, float]:
        wanted, kept = self.probe.values, self.kept[2]
        if not wanted:
            return {}
        moving = {
            "open_seconds": spent,
            "rtt_seconds": spent,
            "disconnects": 0.0,
            "days_left": VALID,
            "time": spent,
        }
        if self.kept[2]:
            now = vitals(seed, elapsed, behaviour)
            moving |= {
                "metric.http_requests_total": float(requests_until(seed, elapsed)),
                "metric.server_cpu_usage_ratio": now.cpu_ratio,
                "metric.server_memory_usage_ratio": now.memory_ratio,
                "metric.server_disk_usage_ratio": now.disk_ratio,
            }
        found = {name: moving.get(path, kept.get(name)) for name, path in wanted.items()}
        return {name: value for name, value in found.items() if value is not None}


Bad = tuple[str, str] | None


def _http(look: Simulated, behaviour: Behaviour, elapsed: float) -> Bad:
    if look.site in BACKEND and behaviour.flap and int(elapsed // behaviour.flap) % 2:
        return "http.status", "HTTP 503 Service Unavailable"
    struck = look.site in BACKEND and look.path not in SPARED and behaviour.error_ratio > 0
    if struck and look.chance.random() < behaviour.error_ratio:
        return "http.status", "HTTP 500 Internal Server Error"
    if look.site == "tls" and behaviour.tls == "expired":
        return "tls.expired", "the certificate has expired"
    if elapsed - look.kept_at >= FRESH:
        look.kept, look.kept_at = look.answer.judged(look), elapsed
    reason, detail, _ = look.kept
    return (reason, detail) if reason else None


def _websocket(look: Simulated, behaviour: Behaviour, elapsed: float) -> Bad:
    del elapsed
    if behaviour.ws_refused and look.chance.random() < behaviour.ws_refused:
        return "ws.rejected", "HTTP 503 Service Unavailable"
    if behaviour.ws_drop:
        return "ws.closed_abnormal", f"closed with {behaviour.ws_drop}"
    return None


def _tls(look: Simulated, behaviour: Behaviour, elapsed: float) -> Bad:
    del look, elapsed
    if behaviour.tls == "expired":
        return "tls.expired", "the certificate has expired"
    return None


_BY_KIND: Final[Mapping[str, Callable[[Simulated, Behaviour, float], Bad]]] = {
    "http": _http,
    "metrics": _http,
    "frontend": _http,
    "websocket": _websocket,
    "socketio": _websocket,
    "tls": _tls,
}
_TIMEOUTS: Final = {"websocket": "ws.no_reply", "socketio": "ws.no_reply"}
KINDS: Final = frozenset({*_BY_KIND, *OF_THIS_HOST, "tcp", "dns"})
"""Kinds of probe that are simulated."""


def _fail(probe: Probe, at: datetime, reason: str, detail: str) -> Sample:
    return Sample(probe=probe.id, at=at, outcome="fail", reason=reason, detail=detail)


def _host(chance: random.Random) -> Mapping[str, float]:
    return {"cpu": 0.1 + 0.1 * chance.random(), "memory": 0.4, "disk": 0.3}


class Answers:
    """The stand-in's sites, asked without a network, at the time of the clock."""

    def __init__(self, seed: int, clock: VirtualClock) -> None:
        self.world = World(seed=seed, since=clock.start, clock=clock)
        backend = Backend(
            world=self.world, api=Api(self.world), socketio=SocketIo(self.world), origins=()
        )
        self._sites: dict[str, Edge] = {
            "api": Edge("api", backend, self.world),
            "tls": Edge("api", backend, self.world, stream="tls"),
            **{
                name: Edge(name, Frontend(name, ADDRESSES, self.world), self.world)
                for name in FRONTENDS
            },
        }

    def behave(self, settings: Mapping[str, object]) -> Behaviour:
        """Have the sites behave so, and say how; chance and the network are not theirs."""
        behaviour = changed(Behaviour(), settings)
        calm = {"network": "open", "error_ratio": "0%", "flap": "0s", "drip": "0s"}
        self.world.change({**settings, **calm, "extra_latency": "0s", "jitter": "0s"})
        return behaviour

    def judged(self, probe: Simulated) -> Kept:
        """What the probe makes of the site's answer: a reason and a detail where it fails, and the
        values that it keeps."""
        reply = _driven(self._sites[probe.site].answer(_request(probe.path)))
        facts = _facts(reply)
        values = {
            name: float(fact)
            for name, path in probe.probe.values.items()
            for there, fact in (look_up(facts, path),)
            if there and isinstance(fact, int | float)
        }
        if reply.status >= 400:
            return "http.status", f"HTTP {reply.status}", values
        for condition in probe.probe.expect:
            if condition.fact == "time":
                continue
            holds = judge(condition, facts).holds
            if holds is not True:
                reason = "assert.failed" if holds is False else "assert.missing_value"
                return reason, condition.text.strip(), values
        return None, "", values


def _request(path: str) -> Request:
    return Request(method="GET", target=path, path=path, query={}, headers={})


def _facts(reply: Reply) -> dict[str, object]:
    text = reply.body.decode("utf-8", "replace")
    facts: dict[str, object] = {
        "status": reply.status,
        "header": dict(reply.headers),
        "body": text,
        "metric": Metrics(text),
    }
    try:
        facts["json"] = read_json(text)
    except ValueError:
        return facts
    return facts


def _driven(coroutine: Coroutine[Any, Any, Reply]) -> Reply:
    """What a coroutine returns that never really waits."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        reply: Reply = stop.value
        return reply
    raise AssertionError


def simulated(
    checklist: Checklist, lookup: Lookup, answers: Answers, seed: int
) -> dict[str, Simulated]:
    """All probes of a checklist, whatever they look at."""
    deck = [latency(seed, "instant", number) for number in range(DECK)]
    made = {}
    for probe in checklist.probes.values():
        site, path, filled = _place(probe, lookup)
        made[probe.id] = Simulated(
            probe=filled,
            site=site,
            path=path,
            deck=deck,
            chance=random.Random(f"{seed}/{probe.id}"),
            answer=answers,
        )
    return made


def _place(probe: Probe, lookup: Lookup) -> tuple[str, str, Probe]:
    """The site and path that a probe looks at; no site: none of the stand-in's."""
    try:
        filled, settings, _ = fill(probe, lookup)
    except GoliveError:
        return "", "", probe
    if probe.kind not in KINDS:
        return "", "", filled
    if probe.kind == "dns":
        return "dns", "", filled
    if probe.kind in ("tls", "tcp"):
        port = str(settings.get("port", ""))
        return SITES.get(int(port) if port.isdecimal() else 0, ""), "", filled
    parts = urlsplit(str(settings.get("url", "")))
    return SITES.get(parts.port or 0, ""), parts.path or "/", filled


def afresh(probes: Mapping[str, Simulated]) -> None:
    """Something has changed: every answer is to be asked for again."""
    for each in probes.values():
        each.kept_at = -1e12
