"""The stages of one look: how long each took, and which one a deadline cut short."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal

from golive_tui.clock import stopwatch
from golive_tui.probes.kind import Observation
from golive_tui.units import show_duration

_LATE: Final[dict[str, tuple[Literal["fail", "error"], str, str]]] = {
    # stage: outcome, reason, what was waited for. The resolver is this host's own: no fault of
    # the target's, so a silent one is an error and never counts against it.
    "dns": ("error", "dns.timeout", "this host's resolver did not answer"),
    "query": ("fail", "dns.timeout", "the name server did not answer"),
    "connect": ("fail", "tcp.timeout", "no connection came about"),
    "tls": ("fail", "tls.timeout", "the TLS handshake did not end"),
    "send": ("fail", "http.timeout_first_byte", "the request could not be sent"),
    "first_byte": ("fail", "http.timeout_first_byte", "no answer began"),
    "transfer": ("fail", "http.timeout_body", "the body did not end"),
    "upgrade": ("fail", "http.timeout_first_byte", "the upgrade was not answered"),
    "ping": ("fail", "ws.ping_timeout", "no pong came"),
    "reply": ("fail", "ws.no_reply", "no message came"),
    "open": ("fail", "ws.no_reply", "no Socket.IO open packet came: a raw WebSocket server?"),
    "join": ("fail", "ws.no_reply", "the namespace did not answer"),
    "login": ("fail", "db.timeout", "the server let nobody in"),
    "sql": ("fail", "db.timeout", "the server did not answer"),
    "command": ("fail", "cmd.timeout", "the command did not end"),
    "host": ("error", "probe.timeout", "no answer: is a mount hanging?"),
}


class Stages:
    """Seconds spent in each stage of one look, in order, and the stage that it stands in."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.at = ""
        self.ip = ""
        self._since = 0.0
        self._began: float | None = None

    def enter(self, name: str) -> None:
        """The stage begins; the first one starts the look's own clock."""
        self.at = name
        self._since = stopwatch()
        if self._began is None:
            self._began = self._since

    def leave(self) -> None:
        """The stage ended well. A stage entered twice (a redirect) adds up."""
        self.seconds[self.at] = self.seconds.get(self.at, 0.0) + stopwatch() - self._since

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """A stage as a block; one that raises is not counted, and stays the one it stands in."""
        self.enter(name)
        yield
        self.leave()

    @property
    def total(self) -> float:
        """Seconds since the first stage began: lazy imports and queues before it do not count."""
        return stopwatch() - self._began if self._began is not None else 0.0


def late(stages: Stages, deadline: float) -> Observation:
    """What to say of a look that its deadline cut short: the reason of the stage it stood in."""
    outcome, reason, words = _LATE.get(
        stages.at, ("error", "probe.timeout", "this host had not even begun")
    )
    where = f" ({stages.ip})" if stages.ip else ""
    return Observation(
        outcome=outcome,
        reason=reason,
        detail=f"{words} within {show_duration(deadline)}{where}",
        phases=dict(stages.seconds),
    )
