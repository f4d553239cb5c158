import json
from typing import Any

import pytest

from golive_tui.clock import real_now
from golive_tui.rehearsal.stand_in import health
from golive_tui.rehearsal.stand_in.behaviour import Behaviour
from golive_tui.rehearsal.stand_in.world import World
from golive_tui.units import instant


def told(**settings: object) -> tuple[int, dict[str, Any]]:
    world = World(seed=1)
    world.change(settings)
    reply = health.report(world)
    return reply.status, json.loads(reply.body)


def test_a_healthy_report_has_every_part_of_the_documented_one() -> None:
    status, report = told()
    assert status == 200
    assert report["status"] == "healthy"
    assert report["environment"] == "rehearsal"
    assert set(report["features"].values()) == {True}
    checks = report["checks"]
    assert checks["database"]["status"] == checks["redis"]["status"] == "healthy"
    assert checks["database"]["pool"]["used"] < checks["database"]["pool"]["size"]
    assert 0 < checks["memory"]["used_ratio"] < 0.8
    assert set(checks["external_apis"].values()) == {"healthy"}
    assert report["uptime"] >= 0
    assert instant(report["timestamp"]) <= real_now()


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"database": "unhealthy"}, "unhealthy"),
        ({"redis": "down"}, "unhealthy"),
        ({"external_apis": {"openai": "down"}}, "warning"),
        ({"memory_used_ratio": "92%"}, "warning"),
        ({"health": "degraded"}, "degraded"),
        ({"health": "healthy", "database": "unhealthy"}, "healthy"),
    ],
)
def test_the_word_follows_the_checks_unless_ordered_and_is_always_http_200(
    settings: dict[str, object], word: str
) -> None:
    status, report = told(**settings)
    assert (status, report["status"]) == (200, word)


def test_ready_needs_database_and_redis() -> None:
    assert health.ready(World(seed=1)).status == 200
    assert health.ready(World(seed=1, behaviour=Behaviour(database="down"))).status == 503
    assert health.ready(World(seed=1, behaviour=Behaviour(redis="down"))).status == 503


def test_live_needs_nothing() -> None:
    assert health.live(World(seed=1, behaviour=Behaviour(database="down"))).status == 200
