"""`redis` against a real server: good is told from bad."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from golive_tui.launch.samples import Sample
from tests.probes.looking import look_once
from tests.probes.services import PASSWORD, free_port, redis_server
from tests.support.waiting import wait_until_async


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("redis")


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    with redis_server(folder / "plain", "--requirepass", PASSWORD) as port:
        yield port


async def looked(port: int, *expect: str, **settings: object) -> Sample:
    url = f"redis://:{PASSWORD}@127.0.0.1:{port}/0"
    return await look_once("redis", {"url": url, **settings}, *expect)


async def test_the_facts_of_a_server(port: int) -> None:
    sample = await looked(
        port,
        "ping_seconds < 20s",
        "connect_seconds < 20s",
        "version matches '^[0-9]+'",
        "role == 'master'",
        "clients >= 1",
        "clients_max > 10",
        "memory.used > 100kB",
        "not memory.ratio exists",
        "memory.policy == 'noeviction'",
        "evicted == 0",
        "persistence == 'none'",
        "last_save_ok == true",
        "last_save_age_seconds >= 0",
        "replicas == 0",
        "not link_up exists",
        "canary_seconds < 20s",
        "ip == '127.0.0.1'",
        canary=True,
    )
    assert sample.outcome == "ok", sample.detail
    assert set(sample.phases) == {"connect", "login", "sql", "total"}


@pytest.mark.parametrize("login", ["", ":wrong-word@", "someone:wrong-word@"])
async def test_without_the_right_password_nobody_gets_in(port: int, login: str) -> None:
    sample = await look_once("redis", {"url": f"redis://{login}127.0.0.1:{port}/0"})
    assert (sample.outcome, sample.reason) == ("fail", "auth.rejected")
    assert "wrong-word" not in sample.detail


async def test_a_password_for_a_server_without_one(folder: Path) -> None:
    with redis_server(folder / "open") as port:
        sample = await looked(port)
        assert (sample.outcome, sample.reason) == ("fail", "auth.rejected")


async def test_a_database_that_is_not_there(port: int) -> None:
    sample = await look_once("redis", {"url": f"redis://:{PASSWORD}@127.0.0.1:{port}/99"})
    assert (sample.outcome, sample.reason) == ("fail", "db.rejected")


async def test_a_full_server_evicts_or_refuses_to_write(folder: Path) -> None:
    import redis

    full = ("--maxmemory", "3mb", "--requirepass", PASSWORD)
    for policy, evicts in (("allkeys-lru", True), ("noeviction", False)):
        with redis_server(folder / policy, *full, "--maxmemory-policy", policy) as port:
            client = redis.Redis(port=port, password=PASSWORD)
            try:
                for n in range(400):
                    client.set(f"key{n}", b"x" * 10_000)
            except redis.exceptions.OutOfMemoryError:
                assert not evicts
            client.close()
            sample = await looked(port, "evicted > 0", "memory.ratio > 0.5", canary=evicts)
            assert (sample.outcome == "ok") == evicts, sample.detail
            if not evicts:
                sample = await looked(port, canary=True)
                assert (sample.outcome, sample.reason) == ("fail", "db.read_only")


async def test_a_replica_of_a_live_master_and_of_a_dead_one(folder: Path) -> None:
    auth = ("--requirepass", PASSWORD, "--masterauth", PASSWORD, "--repl-diskless-sync-delay", "0")
    with redis_server(folder / "master", *auth) as master:
        to = ("--replicaof", f"127.0.0.1 {master}")
        with redis_server(folder / "replica", *auth, *to) as replica:

            async def is_linked() -> bool:
                return (await looked(replica, "link_up == true", role="replica")).outcome == "ok"

            await wait_until_async(is_linked)
            sample = await looked(replica)
            assert (sample.outcome, sample.reason) == ("fail", "db.read_only")
            sample = await looked(replica, role="replica", canary=True)
            assert (sample.outcome, sample.reason) == ("fail", "db.read_only")
            assert (await looked(master, "replicas == 1")).outcome == "ok"
            assert (await looked(master, role="replica")).reason == "assert.failed"
    orphan = ("--requirepass", PASSWORD, "--replicaof", f"127.0.0.1 {free_port()}")
    with redis_server(folder / "orphan", *orphan) as port:
        for role in ("replica", "any"):
            sample = await looked(port, role=role)
            assert (sample.outcome, sample.reason) == ("fail", "stale.no_sample")


async def test_what_it_keeps_and_how(folder: Path) -> None:
    auth = ("--requirepass", PASSWORD)
    with redis_server(folder / "aof", *auth, "--appendonly", "yes") as port:
        assert (await looked(port, "persistence == 'aof'")).outcome == "ok"
    with redis_server(folder / "rdb", *auth, "--save", "3600 1") as port:
        assert (await looked(port, "persistence == 'rdb'")).outcome == "ok"
    with redis_server(folder / "shy", *auth, "--rename-command", "CONFIG", "") as port:
        sample = await looked(port, "persistence == 'rdb'")
        assert (sample.outcome, sample.reason) == ("fail", "assert.missing_value")
        assert "keeps its settings to itself" in sample.detail


async def test_no_client_more_is_let_in(folder: Path) -> None:
    import redis

    with redis_server(folder / "narrow", "--maxclients", "1") as port:
        client = redis.Redis(port=port)
        client.ping()
        sample = await look_once("redis", {"url": f"redis://127.0.0.1:{port}"})
        assert (sample.outcome, sample.reason) == ("fail", "db.pool_exhausted")
        client.close()
