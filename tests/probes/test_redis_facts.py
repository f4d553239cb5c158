from redis.exceptions import AuthenticationError, ReadOnlyError, ResponseError

from golive_tui.launch.samples import REASONS
from golive_tui.probes.look import redis_facts
from golive_tui.probes.look.redis_facts import facts_of, persistence_of, read_info, refusal


def test_info_is_read_line_by_line() -> None:
    text = "# Server\r\nredis_version:7.2.4\r\n\r\nslave0:ip=1,port=2\r\nodd line\r\n"
    assert read_info(text) == {"redis_version": "7.2.4", "slave0": "ip=1,port=2"}


def test_a_limit_of_zero_is_none() -> None:
    assert facts_of({"used_memory": "10", "maxmemory": "0"}, 0)["memory"] == {"used": 10.0}
    full = facts_of({"used_memory": "10", "maxmemory": "40"}, 0)["memory"]
    assert full == {"used": 10.0, "max": 40.0, "ratio": 0.25}


def test_a_replica_and_its_link() -> None:
    info = {"role": "slave", "master_link_status": "down", "master_last_io_seconds_ago": "-1"}
    facts = facts_of(info, 0)
    assert (facts["role"], facts["link_up"]) == ("replica", False)
    assert "link_age_seconds" not in facts


def test_saves() -> None:
    info = {"rdb_last_save_time": "100", "rdb_last_bgsave_status": "ok"}
    facts = facts_of(info | {"aof_last_write_status": "err"}, 130.0)
    assert (facts["last_save_ok"], facts["last_save_age_seconds"]) == (False, 30.0)
    assert persistence_of({"aof_enabled": "1"}, None) == "aof"
    assert [persistence_of({}, save) for save in (None, "", "60 1")] == [None, "none", "rdb"]


def test_reads_that_found_nothing_have_a_ratio_and_no_reads_have_none() -> None:
    assert facts_of({"keyspace_hits": "0", "keyspace_misses": "4"}, 0)["hit_ratio"] == 0
    assert "hit_ratio" not in facts_of({"keyspace_hits": "0", "keyspace_misses": "0"}, 0)


def test_errors_are_told_apart_by_class_and_by_word() -> None:
    found = [refusal(error) for error in (ReadOnlyError("no"), AuthenticationError("no"))]
    assert [each.reason for each in found if each] == ["db.read_only", "auth.rejected"]
    found = [refusal(ResponseError("MISCONF cannot save")), refusal(ResponseError("ERR oh"))]
    assert [each.reason for each in found if each] == ["db.read_only", "db.rejected"]
    assert refusal(OSError("else")) is None


def test_every_reason_is_of_the_closed_list() -> None:
    tables = (redis_facts._BY_WORD, redis_facts._BY_CLASS)
    assert {reason for table in tables for _, reason in table.values()} <= REASONS
