"""Business figures from a statement that can only read."""

from golive_tui.probes.kind import Observation
from golive_tui.probes.look.business_figures import Figure, Shape
from golive_tui.probes.look.postgres_errors import PostgresError
from golive_tui.probes.look.postgres_session import Login, Session
from golive_tui.probes.look.stages import Stages, late


class Rows:
    """A row a group."""

    def __init__(self, dsn: str, query: str, deadline: float) -> None:
        self._login = Login.read(dsn)
        self._query = query.strip().rstrip(";")
        self._deadline = deadline
        self._stages = Stages()

    async def read(self, shape: Shape) -> dict[str, Figure] | Observation:
        """Log in, ask, and hang up."""
        self._stages = Stages()
        try:
            session = await Session.opened(self._login, self._stages)
            try:
                with self._stages.stage("sql"):
                    await session.run("BEGIN READ ONLY")
                    limit = max(1, int(self._deadline * 800))
                    await session.run(f"SET LOCAL statement_timeout = {limit}")
                    rows = await session.rows(self._query)
            finally:
                session.close()
        except PostgresError as error:
            told = error.reading
            password = self._login.password
            detail = told.detail.replace(password, "***") if len(password) > 1 else told.detail
            return Observation(outcome=told.outcome, reason=told.reason, detail=detail)
        return shape.of_rows([dict(row) for row in rows])

    def cut_short(self) -> Observation:
        """The stage that did not end."""
        return late(self._stages, self._deadline)

    async def close(self) -> None:
        """Nothing is held."""
