"""Looking at a port."""

from golive_tui.probes.kind import Observation
from golive_tui.probes.look.dial import dial
from golive_tui.probes.look.stages import Stages, late


class TcpLookout:
    """Connects anew at each look. Refused is closed, silence is filtered: they are not the same,
    and a name that does not resolve is neither."""

    def __init__(self, *, host: str, port: int, state: str, deadline: float) -> None:
        self._host = host
        self._port = port
        self._state = state
        self._deadline = deadline
        self._stages = Stages()

    async def look(self) -> Observation:
        """Connect and hang up."""
        self._stages = Stages()
        try:
            line = await dial(self._host, self._port, self._stages)
        except ConnectionRefusedError as error:
            return self._seen("closed", "tcp.refused", f"{error.strerror}")
        line.close()
        return self._seen("open", "assert.failed", f"{self._stages.ip} accepts connections")

    def late(self) -> Observation:
        """No answer while connecting is filtered, which may be what must be."""
        cut_short = late(self._stages, self._deadline)
        if self._stages.at != "connect":
            return cut_short
        return self._seen("filtered", "tcp.timeout", cut_short.detail)

    async def close(self) -> None:
        """Nothing is held."""

    def _seen(self, state: str, reason: str, detail: str) -> Observation:
        as_it_must = state == self._state or (self._state == "shut" and state != "open")
        facts: dict[str, object] = {"state": state, "ip": self._stages.ip}
        seconds = self._stages.seconds.get("connect")
        if seconds is not None:
            facts["connect_seconds"] = seconds
        return Observation(
            outcome="ok" if as_it_must else "fail",
            reason=None if as_it_must else reason,
            detail=detail if as_it_must else f"{detail}; it must be {self._state}",
            facts=facts,
            latency=seconds,
            phases=dict(self._stages.seconds),
        )
