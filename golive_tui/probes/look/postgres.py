"""Looking at PostgreSQL: one login, one read-only transaction, one good-bye."""

from typing import Final

from golive_tui.probes.facts import LazyFacts
from golive_tui.probes.kind import Objection, Observation
from golive_tui.probes.look.postgres_errors import PostgresError
from golive_tui.probes.look.postgres_facts import Read, Wanted, read_facts
from golive_tui.probes.look.postgres_session import Login, Session
from golive_tui.probes.look.stages import Stages, late
from golive_tui.secrets import MASK

SHARE: Final = 0.8
"""Of the deadline, for one statement: the server ends it before the look is cut short."""


class PostgresLookout:
    """Logs in anew at each look."""

    def __init__(self, *, login: Login, role: str, wanted: Wanted, deadline: float) -> None:
        self._login = login
        self._role = role
        self._wanted = wanted
        self._deadline = deadline
        self._stages = Stages()

    async def look(self) -> Observation:
        """Log in and read."""
        self._stages = Stages()
        try:
            session = await Session.opened(self._login, self._stages)
        except PostgresError as error:
            return self._refused(error)
        try:
            self._stages.ip = session.ip
            with self._stages.stage("sql"):
                await session.run("BEGIN READ ONLY")
                limit = max(1, int(self._deadline * SHARE * 1000))
                await session.run(f"SET LOCAL statement_timeout = {limit}")
                read = await read_facts(session, self._wanted)
                await session.run("ROLLBACK")
        except PostgresError as error:
            return self._refused(error)
        finally:
            session.close()
        return self._observed(read)

    def late(self) -> Observation:
        """The stage that did not end."""
        return late(self._stages, self._deadline)

    async def close(self) -> None:
        """Nothing is held: a look logs out."""

    def _refused(self, error: PostgresError) -> Observation:
        reading = error.reading
        return Observation(
            outcome=reading.outcome,
            reason=reading.reason,
            detail=self._without_password(reading.detail),
            phases=dict(self._stages.seconds),
        )

    def _observed(self, read: Read) -> Observation:
        if read.refused is not None:
            return self._refused(read.refused)
        seconds = self._stages.seconds
        facts: dict[str, object] = {
            **read.facts,
            "connect_seconds": sum(seconds.get(name, 0.0) for name in ("dns", "connect", "login")),
            "query_seconds": seconds["sql"],
            "ip": self._stages.ip,
        }
        return Observation(
            outcome="ok",
            facts=LazyFacts(facts, read.makers()),
            latency=self._stages.total,
            phases={**seconds, "total": self._stages.total},
            detail=f"PostgreSQL {read.facts['version']}",
            objection=self._role_objection(read) or self._migrations_objection(read),
        )

    def _role_objection(self, read: Read) -> Objection | None:
        replica = read.facts["in_recovery"] is True
        if self._role == "primary" and read.facts["read_only"] is True:
            what = "it is a replica" if replica else "its transactions are read-only by default"
            return _objection("db.read_only", f"{what}, and cannot be written to")
        if self._role == "replica" and not replica:
            return _objection("assert.failed", "it is a primary, not a replica")
        return None

    def _migrations_objection(self, read: Read) -> Objection | None:
        wanted, found = self._wanted.migrations, read.facts.get("migrations")
        if wanted is None or not isinstance(found, dict):
            return None
        if "revision" not in found:
            return _objection(
                "assert.missing_value", f"no revision has run: {wanted.table} is empty"
            )
        if found["revision"] == wanted.expected:
            return None
        return _objection(
            "assert.failed",
            f"migrations: the highest revision in {wanted.table} is {found['revision']}, not "
            f"{wanted.expected}",
        )

    def _without_password(self, text: str) -> str:
        """Libpq does not tell it; a server or a pooler in between might."""
        password = self._login.password
        return text.replace(password, MASK) if len(password) > 1 else text


def _objection(reason: str, detail: str) -> Objection:
    """It gives way to no condition: what the kind was told must hold."""
    return Objection(facts=(), reason=reason, detail=detail)
