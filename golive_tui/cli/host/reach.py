"""With a checklist: is every secret set, and does every probe's target resolve and listen?

One connection an endpoint and nothing said on it: whether the target answers well is the probes'
business. Resolvers obey no deadline, so each endpoint has a thread that may be left behind.
"""

import queue
import socket
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from golive_tui import clock
from golive_tui.checklist.model import Checklist, Item
from golive_tui.checklist.template import Lookup, expand, expand_conditions
from golive_tui.cli.host.finding import Finding, ok, wrong
from golive_tui.engine.surroundings import Surroundings
from golive_tui.errors import GoliveError
from golive_tui.secrets import MASK
from golive_tui.text import clean, plural

WITHIN: Final = 3.0
"""Seconds for a connection; the names before it have as long again."""

_PORTS: Final[Mapping[str, int]] = {"http": 80, "ws": 80, "https": 443, "wss": 443}
_NAMED: Final = 3
_NAMES: Final = "look at DNS, VPN and the checklist's target"


@dataclass(slots=True)
class Endpoint:
    """A host and port, and the probes that look at it. `secrets` may be part of the name: they
    are not shown."""

    host: str
    port: int
    probes: list[str] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        shown = f"{self.host}:{self.port}"
        for secret in self.secrets:
            shown = shown.replace(secret, MASK)
        return shown


def look(checklist: Checklist, target: str, directory: Path) -> Iterator[Finding]:
    """All findings for a launch on that target from that directory."""
    if checklist.targets[target].rehearsal:
        yield ok("target", f"{target} is a rehearsal: it brings its own stand-in")
        return
    # What a step hands on is there when it has run: its name is no lack before the launch.
    lookup = Surroundings(
        checklist, target, directory=directory, outputs=lambda step, name: f"{step}.{name}"
    )
    endpoints: dict[tuple[str, int], Endpoint] = {}
    lacks: list[Finding] = []
    for probe in checklist.probes.values():
        try:
            settings = expand(dict(probe.settings), lookup)
            expand_conditions(probe.expect, lookup)
        except GoliveError as error:
            lacks.append(wrong("values", f"probe {probe.id}: {error.message}", error.hint))
            continue
        if (found := endpoint_of(settings.value)) is not None:
            endpoint = endpoints.setdefault(found, Endpoint(*found))
            endpoint.probes.append(probe.id)
            endpoint.secrets.update(settings.secrets.values())
    lacks += _items(checklist, lookup)
    lacks += _channels(checklist, lookup)
    yield from lacks or [ok("values", "every value is defined, every secret is set")]
    yield from reached(endpoints.values())


def _items(checklist: Checklist, lookup: Lookup) -> Iterator[Finding]:
    for _, _, item in checklist.leaves():
        try:
            _fill(item, lookup)
        except GoliveError as error:
            yield wrong("values", f"item {item.id}: {error.message}", error.hint)


def _channels(checklist: Checklist, lookup: Lookup) -> Iterator[Finding]:
    """Notices that could not go out: their URLs lack a value, or Apprise is not installed."""
    for channel in checklist.channels.values():
        try:
            expand(list(channel.urls), lookup)
        except GoliveError as error:
            yield wrong("values", f"channel {channel.id}: {error.message}", error.hint)
    if checklist.channels and find_spec("apprise") is None:
        remedy = "pip install 'golive-tui[notify]'"
        yield wrong("values", "notices need the extra `notify`", remedy)


def _fill(item: Item, lookup: Lookup) -> None:
    for check in item.checks:
        expand(dict(check.settings), lookup)
        expand_conditions(check.expect, lookup)
    if item.step is not None:
        expand([item.step.run, item.step.cwd, dict(item.step.env)], lookup)


def endpoint_of(settings: object) -> tuple[str, int] | None:
    """The host and port in the filled settings of a probe, of whatever kind; None without any."""
    if not isinstance(settings, Mapping):
        return None
    url, host, port = (settings.get(name) for name in ("url", "host", "port"))
    try:
        if isinstance(url, str):
            parts = urlsplit(url)
            known = parts.port or _PORTS.get(parts.scheme)
            return (parts.hostname, known) if parts.hostname and known else None
        if isinstance(host, str) and host:
            return host, int(str(port)) if port else 443
    except ValueError:
        return None
    return None


def reached(endpoints: Iterable[Endpoint]) -> Iterator[Finding]:
    """Connect to all of them at once; a finding each, in their order."""
    waiting: list[tuple[Endpoint, queue.SimpleQueue[Finding]]] = []
    for endpoint in endpoints:
        said: queue.SimpleQueue[Finding] = queue.SimpleQueue()
        threading.Thread(target=_tried, args=(endpoint, said), daemon=True).start()
        waiting.append((endpoint, said))
    end = clock.stopwatch() + 2 * WITHIN
    for endpoint, said in waiting:
        try:
            yield said.get(timeout=max(end - clock.stopwatch(), 0.01))
        except queue.Empty:
            yield _unreachable(
                endpoint, "its name does not resolve in time", "look at the resolver"
            )


def _tried(endpoint: Endpoint, said: "queue.SimpleQueue[Finding]") -> None:
    said.put(connect(endpoint))


def connect(endpoint: Endpoint) -> Finding:
    """Resolve and connect, at most WITHIN seconds for the latter."""
    try:
        places = socket.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        why = clean(str(getattr(error, "strerror", None) or error), 100)
        return _unreachable(endpoint, f"its name does not resolve: {why}", _NAMES)
    began = clock.stopwatch()
    failure = "no address"
    for place, (family, kind, protocol, _, address) in enumerate(places):
        # What is left is shared out: an IPv6 address that swallows all must not hide the IPv4 one.
        left = (began + WITHIN - clock.stopwatch()) / (len(places) - place)
        try:
            with socket.socket(family, kind, protocol) as end:
                end.settimeout(max(left, 0.01))
                end.connect(address)
        except TimeoutError:
            failure = f"no answer within {WITHIN:g} s"
        except OSError as error:
            failure = error.strerror or str(error)
        else:
            took = (clock.stopwatch() - began) * 1000
            return ok("reach", f"{_name(endpoint)} is reached in {took:.0f} ms")
    return _unreachable(endpoint, failure, "look at firewall, VPN, and whether it runs")


def _unreachable(endpoint: Endpoint, why: str, remedy: str) -> Finding:
    return wrong("reach", f"{_name(endpoint)} is not reached: {why}", remedy)


def _name(endpoint: Endpoint) -> str:
    probes = ", ".join(endpoint.probes[:_NAMED])
    if len(endpoint.probes) > _NAMED:
        probes += f" and {plural(len(endpoint.probes) - _NAMED, 'more', 'more')}"
    return clean(f"{endpoint} ({probes})")
