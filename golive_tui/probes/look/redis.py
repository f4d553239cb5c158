"""Looking at Redis: log in, ping, read what it says of itself, and perhaps leave a canary."""

import uuid
from typing import Final

from redis.exceptions import RedisError

from golive_tui import clock
from golive_tui.probes.facts import Absent, LazyFacts
from golive_tui.probes.kind import Objection, Observation
from golive_tui.probes.look.reasons import reason_of
from golive_tui.probes.look.redis_facts import facts_of, persistence_of, read_info, refusal
from golive_tui.probes.look.redis_line import Place, RedisLine
from golive_tui.probes.look.stages import Stages, late
from golive_tui.secrets import MASK

CANARY: Final = "golive:canary:"
LIFE: Final = 60
"""Seconds after which the server removes a canary by itself."""


class RedisLookout:
    """Logs in anew at each look: a kept connection hides a server that lets nobody in."""

    def __init__(self, *, place: Place, role: str, canary: bool, deadline: float) -> None:
        self._place = place
        self._role = role
        self._canary = canary
        self._deadline = deadline
        self._stages = Stages()

    async def look(self) -> Observation:
        """Log in, ping and read."""
        self._stages = Stages()
        line = RedisLine(self._place, self._stages)
        try:
            await line.log_in()
            facts = await self._read(line)
        except RedisError as error:
            return self._refused(error)
        finally:
            await line.hang_up()
        return self._observed(facts)

    def late(self) -> Observation:
        """The stage that did not end."""
        return late(self._stages, self._deadline)

    async def close(self) -> None:
        """Nothing is held: a look logs out."""

    async def _read(self, line: RedisLine) -> dict[str, object]:
        seconds = self._stages.seconds
        connected = sum(seconds.values())
        with self._stages.stage("sql"):
            await line.said("PING")
        pinged = seconds["sql"]
        with self._stages.stage("sql"):
            info = read_info(str(await line.said("INFO")))
            save = await self._setting(line, "save")
        facts = facts_of(info, clock.real_now().timestamp())
        facts |= {"ping_seconds": pinged, "connect_seconds": connected, "ip": self._stages.ip}
        if (persistence := persistence_of(info, save)) is not None:
            facts["persistence"] = persistence
        if self._canary:
            facts["canary_seconds"] = await self._sing(line)
        return facts

    async def _setting(self, line: RedisLine, name: str) -> str | None:
        """A setting of the server; None where it keeps its settings to itself, as hosters do."""
        try:
            found = await line.said("CONFIG", "GET", name)
        except RedisError as error:
            if (reading := refusal(error)) is None or reading.reason == "db.starting":
                raise
            return None
        return str(found[1]) if isinstance(found, list) and len(found) == 2 else None

    async def _sing(self, line: RedisLine) -> float:
        """Write, read back, remove; nobody else's key is touched."""
        key, word = f"{CANARY}{uuid.uuid4().hex}", uuid.uuid4().hex
        before = self._stages.seconds["sql"]
        with self._stages.stage("sql"):
            await line.said("SET", key, word, "EX", LIFE)
            back = await line.said("GET", key)
            await line.said("DEL", key)
        if back != word:
            raise RedisError("what was written does not come back")
        return self._stages.seconds["sql"] - before

    def _refused(self, error: RedisError) -> Observation:
        reading = refusal(error)
        if reading is None:
            reading = reason_of(error)
        if reading.reason == "probe.bug":
            reading = reading._replace(outcome="fail", reason="db.rejected", detail=str(error))
        password = self._place.password or ""
        hidden = reading.detail.replace(password, MASK) if len(password) > 1 else reading.detail
        return Observation(
            outcome=reading.outcome,
            reason=reading.reason,
            detail=hidden,
            phases=dict(self._stages.seconds),
        )

    def _observed(self, facts: dict[str, object]) -> Observation:
        hidden = {}
        if "persistence" not in facts:
            hidden["persistence"] = lambda: Absent("the server keeps its settings to itself")
        total = self._stages.total
        return Observation(
            outcome="ok",
            facts=LazyFacts(facts, hidden),
            latency=total,
            phases={**self._stages.seconds, "total": total},
            detail=f"Redis {facts.get('version', 'of no known version')}",
            objection=self._objection(facts),
        )

    def _objection(self, facts: dict[str, object]) -> Objection | None:
        role = facts.get("role")
        if self._role == "master" and role == "replica":
            return _objection("db.read_only", "it is a replica, and cannot be written to")
        if self._role not in {"any", role}:
            return _objection("assert.failed", f"its role is {role}, not {self._role}")
        if facts.get("link_up") is False:
            return _objection("stale.no_sample", "a replica whose link to its master is down")
        if facts.get("last_save_ok") is False:
            return Objection(
                facts=("last_save_ok",),
                reason="assert.failed",
                detail="its last save to the disk failed",
            )
        return None


def _objection(reason: str, detail: str) -> Objection:
    return Objection(facts=("link_up",), reason=reason, detail=detail)
