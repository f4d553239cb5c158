import json

import pytest

from tests.probes.fault_server import answering, serving
from tests.probes.looking import look_once

PARTS = {"database": "json.checks.database", "redis": "json.checks.redis.status"}


async def look(
    page: object, *expect: str, status: str = "200 OK", **more: object
) -> tuple[str, str | None, str]:
    body = page if isinstance(page, bytes) else json.dumps(page).encode()
    script = answering(body, status=status, headers={"Content-Type": "application/json"})
    async with serving({"/health": script}) as server:
        settings = {"url": f"{server.url}/health", "components": PARTS, **more}
        sample = await look_once("health_deep", settings, *expect)
        return sample.outcome, sample.reason, sample.detail


def page(database: object, redis: object = "ok", status: str = "healthy") -> dict[str, object]:
    return {"status": status, "checks": {"database": database, "redis": {"status": redis}}}


@pytest.mark.parametrize(
    "database", ["healthy", "OK", True, {"status": "up", "ms": 3}, {"healthy": True}]
)
async def test_each_part_that_is_well_passes(database: object) -> None:
    found = await look(page(database), "overall == 'healthy'", "json.checks.redis exists")
    assert found[0] == "ok", found


async def test_http_200_with_an_unhealthy_body_fails_and_names_the_part() -> None:
    found = await look(page("healthy", "down", "unhealthy"))
    assert found == ("fail", "assert.failed", "redis is down; the whole is unhealthy")


@pytest.mark.parametrize("database", ["warning", "degraded", False, 0, None, {"ms": 3}, "okay?"])
async def test_what_is_not_said_to_be_well_is_not(database: object) -> None:
    outcome, reason, detail = await look(page(database))
    assert (outcome, reason) == ("fail", "assert.failed")
    assert detail.startswith("database is ")


async def test_a_part_of_which_nothing_is_said_is_no_part_that_is_well() -> None:
    found = await look({"status": "healthy", "checks": {"redis": {"status": "ok"}}})
    assert found == ("fail", "assert.missing_value", "nothing is said of database")


async def test_a_page_without_a_sum_is_judged_by_its_parts() -> None:
    assert (await look({"checks": page("ok")["checks"]}, "not overall exists"))[0] == "ok"


async def test_words_of_ones_own_may_be_good_ones() -> None:
    assert (await look(page("grün", "grün", "grün"), well=["Grün"]))[0] == "ok"


async def test_the_body_of_a_503_is_read_for_the_part_that_is_bad() -> None:
    outcome, reason, detail = await look(page("down"), status="503 Service Unavailable")
    assert (outcome, reason) == ("fail", "http.status")
    assert detail.endswith("; database is down")


async def test_a_page_that_is_no_json_fails() -> None:
    assert (await look(b"<html>"))[1] == "assert.missing_value"
    assert (await look(b"oh", status="502 Bad Gateway"))[1] == "http.status"
