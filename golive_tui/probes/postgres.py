"""A PostgreSQL database: whether it lets us in, how full and how far behind it is."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Choice, Field, Span, Spec, TableOf, Text
from golive_tui.errors import InputError
from golive_tui.probes.extras import extra
from golive_tui.probes.kind import OF_A_DATABASE, FactDoc, Lookout, Reach
from golive_tui.probes.settings import Given

DSN: Final = Text(template=True, example="${env:DATABASE_URL}")

MIGRATIONS: Final = Spec(
    name="migrations",
    help="Where the migration tool keeps its revisions, and which must be the highest.",
    fields=(
        Field(
            name="table",
            type=Text(template=True, example="supabase_migrations.schema_migrations"),
            required=True,
            help="knex: knex_migrations; prisma: _prisma_migrations; alembic: alembic_version; "
            "Supabase: supabase_migrations.schema_migrations",
        ),
        Field(
            name="column",
            type=Text(example="version"),
            required=True,
            help="knex: name; prisma: migration_name; alembic: version_num; Supabase: version",
        ),
        Field(
            name="expected",
            type=Text(template=True, example="20261101120000"),
            required=True,
            help="the revision that must be the highest",
        ),
        Field(
            name="done",
            type=Text(example="finished_at"),
            default="",
            help="a column that is empty until a migration has run to its end; prisma: finished_at",
        ),
    ),
)

SPEC: Final = Spec(
    name="postgres",
    help="Logs in to PostgreSQL (Supabase is one) and reads its own figures in a read-only "
    "transaction. Needs the extra `postgres`. At Supabase, take the direct connection "
    "(db.PROJECT.supabase.co, port 5432): the pooler has a port of its own (6543, or 5432 at a "
    "host named pooler), and a database looks well behind a pooler that is full. A role with "
    "`pg_monitor` sees what others do.",
    fields=(
        Field(
            name="dsn",
            type=DSN,
            required=True,
            help="postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=require; a secret",
        ),
        Field(
            name="role",
            type=Choice(words=("primary", "replica", "any")),
            default="primary",
            help="what it must be: a database that only reads is no primary",
        ),
        Field(
            name="slow_query",
            type=Span(at_least=0.001),
            default=5.0,
            help="a query that has run for longer, or does so in the mean, counts as slow",
        ),
        Field(
            name="migrations",
            type=TableOf(MIGRATIONS),
            help="fails unless the highest revision is the expected one",
        ),
        Field(
            name="query",
            type=Text(at_most=10_000, example="SELECT count(*) AS sensors FROM sensors"),
            default="",
            help="a statement that yields one row, whose columns are `row.NAME`",
        ),
    ),
)

FACTS: Final = (
    FactDoc(path="connect_seconds", help="seconds until logged in"),
    FactDoc(path="query_seconds", help="seconds that all of the reading took"),
    FactDoc(path="version", help="such as 16.4"),
    FactDoc(path="in_recovery", help="whether it is a replica, or restoring a backup"),
    FactDoc(path="read_only", help="whether it would refuse to write"),
    FactDoc(path="connections.used", help="connections of clients, this one included"),
    FactDoc(path="connections.max", help="how many it allows, those kept for superusers included"),
    FactDoc(path="connections.ratio", help="used / max, 0 to 1"),
    FactDoc(
        path="connections.by.STATE",
        help="active, idle, idle_in_transaction, ...; hidden: without pg_monitor",
    ),
    FactDoc(
        path="longest_transaction_seconds", help="age of the oldest transaction of other clients"
    ),
    FactDoc(path="slow_queries", help="queries of others that have run for longer than slow_query"),
    FactDoc(path="statements.slow", help="pg_stat_statements: those slower in the mean"),
    FactDoc(path="statements.slowest_seconds", help="pg_stat_statements: the slowest mean"),
    FactDoc(
        path="replication.lag_seconds",
        help="replica: age of the last transaction replayed, 0 when it has all that it received; "
        "primary: the slowest replica's; not there without replicas",
    ),
    FactDoc(path="replication.streaming", help="replica: whether it receives; primary: how many"),
    FactDoc(path="database_bytes", help="size of the database on disk"),
    FactDoc(path="migrations.revision", help="the highest revision"),
    FactDoc(path="migrations.count", help="how many revisions are noted"),
    FactDoc(path="row.NAME", help="a column of the row that `query` yields"),
    FactDoc(path="ip", help="the address that answered"),
)


class Postgres:
    """`kind = "postgres"`."""

    name = "postgres"
    spec = SPEC
    facts = FACTS
    reasons = OF_A_DATABASE
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout that logs in anew at each look: a kept connection hides a full server."""
        with extra("postgres", "postgres", "psycopg"):
            from golive_tui.probes.look.postgres import PostgresLookout
            from golive_tui.probes.look.postgres_facts import Migrations, Wanted
            from golive_tui.probes.look.postgres_session import Login

        given = Given(SPEC, settings)
        migrations: Migrations | None = None
        if (inner := given.inner("migrations", MIGRATIONS)) is not None:
            migrations = Migrations(
                table=inner.needed("table"),
                column=inner.needed("column"),
                expected=inner.needed("expected"),
                done=inner.text("done"),
            )
        query = given.text("query").strip().rstrip(";")
        if "\0" in query:
            raise InputError("postgres: `query` holds a NUL character")
        return PostgresLookout(
            login=Login.read(given.needed("dsn")),
            role=given.text("role"),
            wanted=Wanted(slow=given.span("slow_query"), migrations=migrations, query=query),
            deadline=reach.deadline,
        )


KIND: Final = Postgres()
