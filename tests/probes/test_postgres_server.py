"""`postgres` against a real server: good is told from bad."""

import contextlib
from collections.abc import Iterator

import psycopg
import pytest

from golive_tui.launch.samples import Sample
from tests.probes.looking import look_once, reach
from tests.probes.services import PASSWORD, Cluster, cluster, postgres
from tests.support.waiting import wait_until, wait_until_async


@pytest.fixture(scope="module")
def served() -> Iterator[Cluster]:
    with postgres() as made, made.served(max_connections=6, wal_level="replica"):
        wait_until(made.answers)
        made.sql(
            "CREATE ROLE watcher LOGIN PASSWORD 'watchers-word'",
            "CREATE TABLE knex_migrations (id int, name text)",
            "INSERT INTO knex_migrations VALUES (1, '20261001_a'), (2, '20261102_b')",
            "CREATE TABLE numbered (version bigint)",
            "INSERT INTO numbered VALUES (9), (10)",
            "CREATE TABLE _prisma_migrations (migration_name text, finished_at timestamptz)",
            "INSERT INTO _prisma_migrations VALUES ('1_init', now()), ('2_halfway', NULL)",
            "CREATE TABLE none_yet (version text)",
        )
        yield made


async def looked(served: Cluster, *expect: str, **settings: object) -> Sample:
    return await look_once("postgres", {"dsn": served.dsn(), **settings}, *expect)


async def test_the_facts_of_a_server(served: Cluster) -> None:
    sample = await look_once(
        "postgres",
        {"dsn": served.dsn()},
        "in_recovery == false",
        "read_only == false",
        "version matches '^[0-9]+'",
        "connections.used >= 1",
        "connections.max == 6",
        "connections.ratio < 1",
        "connections.by.active >= 1",
        "longest_transaction_seconds < 60",
        "slow_queries == 0",
        "replication.streaming == 0",
        "not replication.lag_seconds exists",
        "database_bytes > 1MB",
        "connect_seconds < 20s",
        "query_seconds < 20s",
        "ip == '127.0.0.1'",
        values={"used": "connections.used"},
    )
    assert sample.outcome == "ok", sample.detail
    assert set(sample.phases) == {"connect", "login", "sql", "total"}
    assert sample.values["used"] >= 1


async def test_a_wrong_password_and_a_database_that_is_not_there(served: Cluster) -> None:
    sample = await look_once("postgres", {"dsn": served.dsn(password="wrong-word")})
    assert (sample.outcome, sample.reason) == ("fail", "auth.rejected")
    assert "wrong-word" not in sample.detail
    sample = await look_once("postgres", {"dsn": served.dsn(name="nowhere")})
    assert (sample.outcome, sample.reason) == ("fail", "db.rejected")
    assert 'database "nowhere" does not exist' in sample.detail


async def test_no_connection_is_left(served: Cluster) -> None:
    with contextlib.ExitStack() as held:
        with contextlib.suppress(psycopg.OperationalError):
            for _ in range(7):
                held.enter_context(psycopg.connect(served.dsn()))
        sample = await looked(served)
        assert (sample.outcome, sample.reason) == ("fail", "db.pool_exhausted")
    wait_until(served.answers)
    watcher = served.dsn("watcher", "watchers-word")
    with contextlib.ExitStack() as held:  # three are kept for superusers
        for _ in range(3):
            held.enter_context(psycopg.connect(served.dsn()))
        sample = await look_once("postgres", {"dsn": watcher})
        assert (sample.outcome, sample.reason) == ("fail", "db.pool_exhausted")


async def test_what_others_do_is_hidden_from_a_plain_role(served: Cluster) -> None:
    dsn = served.dsn("watcher", "watchers-word")
    sample = await look_once("postgres", {"dsn": dsn}, "slow_queries == 0")
    assert (sample.outcome, sample.reason) == ("fail", "assert.missing_value")
    assert "grant it pg_monitor" in sample.detail
    sample = await look_once("postgres", {"dsn": dsn}, "connections.used >= 1")
    assert sample.outcome == "ok", sample.detail


async def test_a_query_that_runs_for_long_is_counted(served: Cluster) -> None:
    with contextlib.closing(psycopg.connect(served.dsn(), autocommit=True)) as other:
        other.pgconn.send_query(b"SELECT pg_sleep(30)")

        async def is_counted() -> bool:
            sample = await looked(served, "slow_queries == 1", slow_query=0.001)
            return sample.outcome == "ok"

        await wait_until_async(is_counted)
        other.cancel()


@pytest.mark.parametrize(
    ("migrations", "outcome", "reason", "detail"),
    [
        (("knex_migrations", "name", "20261102_b"), "ok", None, ""),
        (("public.numbered", "version", "10"), "ok", None, ""),
        (("numbered", "version", "11"), "fail", "assert.failed", "is 10, not 11"),
        (("none_yet", "version", "1"), "fail", "assert.missing_value", "no revision has run"),
        (("nowhere", "version", "1"), "fail", "assert.missing_value", "nowhere"),
        (('no"; DROP TABLE x', "v", "1"), "fail", "assert.missing_value", "does not exist"),
        (("numbered", "no_such", "1"), "error", "config.invalid", "no_such"),
    ],
)
async def test_the_highest_migration_is_the_expected_one(
    served: Cluster, migrations: tuple[str, str, str], outcome: str, reason: str, detail: str
) -> None:
    table = dict(zip(("table", "column", "expected"), migrations, strict=True))
    sample = await looked(served, migrations=table)
    assert (sample.outcome, sample.reason) == (outcome, reason), sample.detail
    assert detail in sample.detail


async def test_a_migration_that_did_not_end_is_none(served: Cluster) -> None:
    table = {"table": "_prisma_migrations", "column": "migration_name", "expected": "1_init"}
    sample = await looked(served, migrations=table | {"done": "finished_at"})
    assert sample.outcome == "ok", sample.detail
    assert (await looked(served, migrations=table)).reason == "assert.failed"


async def test_a_query_of_one_row(served: Cluster) -> None:
    query = "SELECT 7 AS n, 1.5 AS share, true AS there, 'x' AS word, NULL AS nothing;"
    expect = ("row.n == 7", "row.share == 1.5", "row.there == true", "row.word == 'x'")
    sample = await looked(served, *expect, "row.nothing == null", query=query)
    assert sample.outcome == "ok", sample.detail
    sample = await looked(served, "row.n == 7", query="SELECT 7 AS n UNION SELECT 8")
    assert (sample.outcome, sample.reason) == ("fail", "assert.missing_value")
    assert "2 rows, not one" in sample.detail


@pytest.mark.parametrize(
    ("query", "outcome", "reason"),
    [
        ("DROP TABLE numbered", "fail", "db.read_only"),
        ("COMMIT; DROP TABLE numbered", "error", "config.invalid"),
        ("SELECT", "ok", None),
        ("SELEC", "error", "config.invalid"),
        ("SELECT 1/0", "fail", "db.rejected"),
        ("SELECT pg_sleep(60)", "fail", "db.timeout"),
        ("COPY numbered TO STDOUT", "error", "config.invalid"),
    ],
)
async def test_a_query_can_only_read(
    served: Cluster, query: str, outcome: str, reason: str | None
) -> None:
    within = reach(2.0)
    settings: dict[str, object] = {"dsn": served.dsn(), "query": query}
    sample = await look_once("postgres", settings, within=within)
    assert (sample.outcome, sample.reason) == (outcome, reason), sample.detail
    count = "SELECT count(*) AS n FROM numbered"
    assert (await looked(served, "row.n == 2", query=count)).reason is None


async def test_a_server_that_is_read_only_is_no_primary(served: Cluster) -> None:
    served.sql("ALTER ROLE watcher SET default_transaction_read_only = on")
    dsn = served.dsn("watcher", "watchers-word")
    sample = await look_once("postgres", {"dsn": dsn})
    assert (sample.outcome, sample.reason) == ("fail", "db.read_only")
    assert (await look_once("postgres", {"dsn": dsn, "role": "any"})).outcome == "ok"
    served.sql("ALTER ROLE watcher RESET default_transaction_read_only")
    assert (await looked(served, role="replica")).reason == "assert.failed"


async def test_a_hot_standby_and_one_that_is_still_starting(served: Cluster) -> None:
    with cluster() as standby:
        source = f"host=127.0.0.1 port={served.port} user=postgres password={PASSWORD}"
        options = ("-D", str(standby.data), "-R", "-c", "fast", "-X", "stream")
        standby.ran("pg_basebackup", "-d", source, *options)
        with standby.served(hot_standby="off"):
            wait_until(lambda: _refuses(standby))
            sample = await look_once("postgres", {"dsn": standby.dsn()})
            assert (sample.outcome, sample.reason) == ("fail", "db.starting"), sample.detail
        with standby.served(hot_standby="on"):
            wait_until(standby.answers)
            sample = await look_once("postgres", {"dsn": standby.dsn()})
            assert (sample.outcome, sample.reason) == ("fail", "db.read_only")
            expect = ("in_recovery == true", "replication.lag_seconds < 60", "read_only == true")
            sample = await look_once("postgres", {"dsn": standby.dsn(), "role": "replica"}, *expect)
            assert sample.outcome == "ok", sample.detail


def _refuses(standby: Cluster) -> bool:
    try:
        psycopg.connect(standby.dsn()).close()
    except psycopg.OperationalError as error:
        return "FATAL" in str(error)
    return False
