from hypothesis import given
from hypothesis import strategies as st

from golive_tui.rehearsal.stand_in.behaviour import Behaviour
from golive_tui.rehearsal.stand_in.decks import FRONTENDS
from golive_tui.rehearsal.stand_in.vitals import DATABASE_LIMIT, POOL_SIZE, vitals

WEEKS = 14 * 86400.0


@given(st.integers(), st.floats(min_value=0, max_value=WEEKS))
def test_a_healthy_server_is_within_the_limits_of_the_checklist(seed: int, elapsed: float) -> None:
    now = vitals(seed, elapsed, Behaviour())
    assert 0.2 < now.cpu_ratio < 0.7
    assert 0.5 < now.memory_ratio < 0.8
    assert 0.4 < now.disk_ratio < 0.8
    assert 0 < now.pool_used < POOL_SIZE
    assert 0 < now.database_bytes < DATABASE_LIMIT
    assert 0 < now.redis_seconds < now.query_seconds < 0.1
    assert set(now.active_users) == set(FRONTENDS)
    assert 0 < now.websockets < sum(now.active_users.values())
    assert now == vitals(seed, elapsed, Behaviour())


def test_memory_can_be_ordered() -> None:
    now = vitals(1, 0, Behaviour(memory_used_ratio=0.93))
    assert now.memory_ratio == 0.93
    assert now.resident_bytes > vitals(1, 0, Behaviour()).resident_bytes


def test_gauges_and_users_can_be_ordered() -> None:
    told = Behaviour(gauges={"cpu_ratio": 0.92, "pool_used": 39.0}, active_users={"velocity": 0.0})
    now = vitals(1, 0, told)
    assert (now.cpu_ratio, now.pool_used, now.active_users["velocity"]) == (0.92, 39, 0)
    assert now.disk_ratio == vitals(1, 0, Behaviour()).disk_ratio
