"""What is asked of PostgreSQL, statement by statement, and the facts that come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from golive_tui.probes.facts import Absent
from golive_tui.probes.look.postgres_errors import PostgresError
from golive_tui.probes.look.postgres_session import Row, Session

Facts = dict[str, object]

HIDDEN: Final = "it is hidden from this role: grant it pg_monitor"

_SERVER: Final = """
SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
       pg_is_in_recovery() AS in_recovery,
       pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on' AS read_only,
       current_setting('max_connections')::int AS max_connections,
       pg_database_size(current_database()) AS database_bytes,
       pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS sees_all
"""
_STATES: Final = """
SELECT coalesce(jsonb_object_agg(state, n), '{}')::text AS by_state, coalesce(sum(n), 0) AS used
  FROM (SELECT coalesce(state, 'hidden') AS state, count(*) AS n FROM pg_stat_activity
         WHERE backend_type = 'client backend'
               OR (backend_type IS NULL AND usesysid IS NOT NULL AND datid IS NOT NULL)
         GROUP BY 1) AS states
"""
_OTHERS: Final = """
SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float8 AS longest,
       count(*) FILTER (WHERE state = 'active'
         AND extract(epoch FROM clock_timestamp() - query_start) > {slow}) AS slow
  FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
_WHERE_STATEMENTS: Final = """
SELECT quote_ident(nspname) AS schema FROM pg_extension
  JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'pg_stat_statements'
"""
_STATEMENTS: Final = """
SELECT count(*) FILTER (WHERE mean_exec_time > {slow} * 1000) AS slow,
       coalesce(max(mean_exec_time), 0)::float8 / 1000 AS slowest FROM {schema}.pg_stat_statements
"""
_REPLICA: Final = """
SELECT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE pid IS NOT NULL) AS streaming,
       CASE WHEN EXISTS (SELECT FROM pg_stat_wal_receiver WHERE pid IS NOT NULL)
                 AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
            ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())
       END::float8 AS lag
"""
_REPLICAS: Final = """
SELECT count(*) FILTER (WHERE state = 'streaming') AS streaming, count(*) AS replicas,
       max(CASE WHEN replay_lag IS NOT NULL THEN extract(epoch FROM replay_lag)
                WHEN replay_lsn = pg_current_wal_lsn() THEN 0 END)::float8 AS lag
  FROM pg_stat_replication
"""
_HIGHEST: Final = """
SELECT {column}::text AS revision, count(*) OVER () AS count, pg_typeof({column})::text AS type
  FROM {table} {where} ORDER BY {order} DESC LIMIT 1
"""
_WHOLE: Final = frozenset({20, 21, 23, 26})
_BROKEN: Final = frozenset({700, 701, 1700})
_BOOLEAN: Final = 16
"""OIDs of pg_type: int8, int2, int4, oid; float4, float8, numeric; bool."""


@dataclass(frozen=True, slots=True)
class Migrations:
    """Where revisions are kept, and which must be the highest."""

    table: str
    column: str
    expected: str
    done: str = ""

    def sql(self, *, text: bool) -> str:
        """The highest revision, how many there are, and the column's type; text is compared by
        its letters' numbers, whatever the database's language."""
        table = ".".join(_quoted(part) for part in self.table.split("."))
        column = _quoted(self.column)
        where = f"WHERE {_quoted(self.done)} IS NOT NULL" if self.done else ""
        order = f'{column} COLLATE "C"' if text else column
        return _HIGHEST.format(column=column, table=table, where=where, order=order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a look asks for beside the server's own figures."""

    slow: float
    migrations: Migrations | None
    query: str


@dataclass(slots=True)
class Read:
    """Facts, and makers of those that are not there, which say why; the refusal of what was asked
    for by name."""

    facts: Facts
    lacking: dict[str, str]
    refused: PostgresError | None = None

    def makers(self) -> dict[str, Callable[[], object]]:
        """As LazyFacts wants them."""
        return {name: _lack(why) for name, why in self.lacking.items()}


async def read_facts(session: Session, wanted: Wanted) -> Read:
    """All facts; raises PostgresError only where the server's own figures cannot be read."""
    server = _typed(*(await session.row(_SERVER))[:2])
    read = Read(
        facts={name: server[name] for name in ("version", "in_recovery", "read_only")},
        lacking={},
    )
    read.facts["database_bytes"] = server["database_bytes"]
    most = server["max_connections"]
    await _read_connections(session, read, most if isinstance(most, int) else 0)
    sees_all = server["sees_all"] is True
    await _read_others(session, read, wanted.slow, sees_all=sees_all)
    await _read_statements(session, read, wanted.slow)
    await _read_replication(session, read, replica=server["in_recovery"] is True, sees_all=sees_all)
    if wanted.migrations is not None:
        await _read_migrations(session, read, wanted.migrations)
    if wanted.query:
        await _read_row(session, read, wanted.query)
    return read


async def _read_connections(session: Session, read: Read, most: int) -> None:
    import json

    row, _, _ = await session.row(_STATES)
    used = int(row["used"] or 0)
    states = {name.replace(" ", "_"): n for name, n in json.loads(row["by_state"] or "{}").items()}
    read.facts["connections"] = {
        "used": used,
        "max": most,
        "ratio": used / most if most else 1.0,
        "by": states,
    }


async def _read_others(session: Session, read: Read, slow: float, *, sees_all: bool) -> None:
    if not sees_all:
        read.lacking |= dict.fromkeys(("longest_transaction_seconds", "slow_queries"), HIDDEN)
        return
    found = _typed(*(await session.row(_OTHERS.format(slow=slow)))[:2])
    read.facts["longest_transaction_seconds"] = found["longest"]
    read.facts["slow_queries"] = found["slow"]


async def _read_statements(session: Session, read: Read, slow: float) -> None:
    row, _, rows = await session.row(_WHERE_STATEMENTS)
    if not rows:
        read.lacking["statements"] = "this database has no pg_stat_statements"
        return
    sql = _STATEMENTS.format(slow=slow, schema=row["schema"])
    try:
        found = await _tried(session, sql)
    except PostgresError as error:
        read.lacking["statements"] = error.words
        return
    read.facts["statements"] = {"slow": found["slow"], "slowest_seconds": found["slowest"]}


async def _read_replication(session: Session, read: Read, *, replica: bool, sees_all: bool) -> None:
    found = _typed(*(await session.row(_REPLICA if replica else _REPLICAS))[:2])
    facts: Facts = {}
    if replica or sees_all:
        facts["streaming"] = found["streaming"]
        if found["lag"] is not None:
            facts["lag_seconds"] = found["lag"]
    elif found["replicas"] == 0:
        facts["streaming"] = 0
    read.facts["replication"] = facts


async def _read_migrations(session: Session, read: Read, migrations: Migrations) -> None:
    try:
        found = await _tried(session, migrations.sql(text=False))
        if str(found.get("type", "")).startswith(("text", "character")):
            found = await _tried(session, migrations.sql(text=True))
    except PostgresError as error:
        read.refused = error
        return
    read.facts["migrations"] = (
        {"revision": found["revision"], "count": found["count"]} if found else {"count": 0}
    )


async def _read_row(session: Session, read: Read, query: str) -> None:
    await session.run("SAVEPOINT golive")
    try:
        row, types, rows = await session.row(query)
    except PostgresError as error:
        read.refused = read.refused or error
        await session.run("ROLLBACK TO golive")
        return
    if rows == 1:
        read.facts["row"] = _typed(row, types)
    else:
        read.lacking["row"] = f"the query yields {rows} rows, not one"


async def _tried(session: Session, sql: str) -> Facts:
    """A row of what may be refused, without the transaction being lost over it."""
    await session.run("SAVEPOINT golive")
    try:
        row, types, _ = await session.row(sql)
    except PostgresError:
        await session.run("ROLLBACK TO golive")
        raise
    return _typed(row, types)


def _typed(row: Row, types: Mapping[str, int]) -> Facts:
    """Numbers as numbers, booleans as such, the rest as PostgreSQL writes it."""
    typed: Facts = {}
    for name, cell in row.items():
        kind = types[name]
        if cell is None:
            typed[name] = None
        elif kind in _WHOLE:
            typed[name] = int(cell)
        elif kind in _BROKEN:
            typed[name] = float(cell)
        else:
            typed[name] = cell == "t" if kind == _BOOLEAN else cell
    return typed


def _quoted(name: str) -> str:
    return '"' + name.strip().strip('"').replace('"', '""') + '"'


def _lack(why: str) -> Callable[[], object]:
    return lambda: Absent(why)
