import sys

import pytest

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from tests.probes import postgres_stub as stub
from tests.probes.fault_server import SECRET, Script, serving
from tests.probes.looking import look_once, opened, reach

LONG = "a-long-word"


async def looked(script: Script, deadline: float = 20.0, password: str = LONG) -> Sample:
    async with serving(script) as server:
        dsn = f"postgresql://someone:{password}@127.0.0.1:{server.port}/shop"
        return await look_once("postgres", {"dsn": dsn}, within=reach(deadline))


@pytest.mark.parametrize(
    ("state", "words", "reason"),
    [
        ("57P03", "the database system is starting up", "db.starting"),
        ("57P03", "the database system is shutting down", "db.starting"),
        ("53300", "sorry, too many clients already", "db.pool_exhausted"),
        ("08P01", "no more connections allowed (max_client_conn)", "db.pool_exhausted"),
        ("XX000", "MaxClientsInSessionMode: max clients reached", "db.pool_exhausted"),
        ("28P01", 'password authentication failed for user "someone"', "auth.rejected"),
        ("28000", 'no pg_hba.conf entry for host "127.0.0.1"', "auth.rejected"),
        ("XX000", "Tenant or user not found", "auth.rejected"),
        ("3D000", 'database "shop" does not exist', "db.rejected"),
        ("XX000", "Datenbank geschlossen", "db.rejected"),
    ],
)
async def test_a_refused_login_has_its_reason(state: str, words: str, reason: str) -> None:
    sample = await looked(stub.refusing(state, words))
    assert (sample.outcome, sample.reason) == ("fail", reason)
    assert sample.detail == words


async def test_a_server_that_hangs_up_and_one_that_says_nothing() -> None:
    assert (await looked(stub.letting_in())).reason == "tcp.reset"
    sample = await looked(stub.mute, 0.3)
    assert (sample.outcome, sample.reason) == ("fail", "db.timeout")
    assert sample.detail.startswith("the server let nobody in within 300 ms")
    begun = b"C\x00\x00\x00\x0aBEGIN\0" + stub.READY
    failed = stub.error("57014", "canceling statement", "ERROR") + stub.READY
    assert (await looked(stub.letting_in(begun, failed))).reason == "db.timeout"
    failed = stub.error("42501", "permission denied", "ERROR") + stub.READY
    sample = await looked(stub.letting_in(begun, failed))
    assert sample.reason == "db.rejected"
    assert sample.detail == "permission denied (42501)"


async def test_a_server_without_tls_is_refused_where_tls_is_asked_for() -> None:
    async with serving(stub.letting_in()) as server:
        dsn = f"postgresql://127.0.0.1:{server.port}/shop?sslmode=require"
        sample = await look_once("postgres", {"dsn": dsn})
    assert (sample.outcome, sample.reason) == ("fail", "tls.protocol")
    assert "does not support SSL" in sample.detail


async def test_nobody_listens() -> None:
    async with serving({}) as server:
        port = server.port
    sample = await look_once("postgres", {"dsn": f"postgresql://127.0.0.1:{port}/"})
    assert (sample.outcome, sample.reason) == ("fail", "tcp.refused")
    sample = await look_once("postgres", {"dsn": "postgresql://no-such-host.invalid/"})
    assert sample.reason is not None
    assert sample.reason.startswith("dns.")


async def test_a_password_that_a_peer_repeats_is_not_told() -> None:
    words = f"no entry for someone with {SECRET}"
    sample = await looked(stub.refusing("28000", words), password=SECRET)
    assert sample.detail == "no entry for someone with ***"


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"dsn": ""},
        {"dsn": "postgresql:///shop"},
        {"dsn": "no dsn at all"},
        {"dsn": "postgresql://h/", "query": "a\0b"},
        {"dsn": "postgresql://h/", "migrations": {"table": "t", "column": "c"}},
        {"dsn": "postgresql://h/", "migrations": "knex"},
        {"dsn": "postgresql://h/", "slow_query": "5s"},
    ],
)
def test_settings_that_name_no_database_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError) as caught:
        opened("postgres", settings)
    assert "no dsn at all" not in str(caught.value)


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [
        each for each in sys.modules if each.startswith("golive_tui.probes.look.postgres")
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputError) as caught:
        opened("postgres", {"dsn": "postgresql://h/"})
    assert caught.value.message == "postgres: psycopg is not installed"
    assert caught.value.hint == "pip install 'golive-tui[postgres]'"
