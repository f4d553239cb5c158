from collections.abc import Iterator

import pytest

from tests.probes import postgres_stub as stub
from tests.probes.fault_server import serving
from tests.probes.looking import look_once
from tests.probes.services import Cluster, postgres
from tests.support.waiting import wait_until

QUERY = "SELECT frontend, count(*) AS value FROM sessions GROUP BY frontend"


@pytest.fixture(scope="module")
def served() -> Iterator[Cluster]:
    with postgres() as made, made.served():
        wait_until(made.answers)
        made.sql("CREATE TABLE sessions (frontend text)")
        made.sql("INSERT INTO sessions VALUES ('citypulse'), ('citypulse'), ('flowmind')")
        yield made


async def test_a_row_a_group(served: Cluster) -> None:
    settings: dict[str, object] = {"source": "sql", "dsn": served.dsn(), "query": QUERY}
    sample = await look_once("business", settings, "by.citypulse == 2", "by.flowmind == 1")
    assert sample.outcome == "ok", sample.detail
    settings["query"] = "DELETE FROM sessions RETURNING frontend, 1 AS value"
    sample = await look_once("business", settings)
    assert (sample.outcome, sample.reason) == ("fail", "db.read_only")


async def test_a_refused_login_has_its_reason() -> None:
    async with serving(stub.refusing("57P03", "the database system is starting up")) as server:
        dsn = f"postgresql://u:a-word@127.0.0.1:{server.port}/"
        sample = await look_once("business", {"source": "sql", "dsn": dsn, "query": QUERY})
    assert (sample.outcome, sample.reason) == ("fail", "db.starting")
