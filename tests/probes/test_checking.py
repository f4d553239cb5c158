"""A check over real connections on loopback: each verdict, and what it rests on."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from golive_tui.checklist.condition import parse
from golive_tui.checklist.model import Check
from golive_tui.launch.check_facts import Found, Verdict
from golive_tui.probes.checking import filled, run_check
from tests.probes.fault_server import answering, drip_body, reset, serving
from tests.support.lookups import Values

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECRET = "hunter2-sesame-opens"
GOOD = answering(b'{"status": "ok", "port": "80"}', headers={"Content-Type": "application/json"})
VALUES = Values({"where": "/good", "pattern": "(a+)+"}, environment={"TOKEN": SECRET})


def check(url: str, *expect: str, **settings: object) -> Check:
    return Check(
        kind="http",
        timeout=5.0,
        expect=tuple(parse(each) for each in expect),
        settings={"url": url, **settings},
    )


async def found(check: Check, *, armed: bool = False) -> Found:
    return await run_check(check, VALUES, "/", at=AT, armed=armed, rehearsal=False)


async def test_a_pass_has_all_that_it_rests_on() -> None:
    async with serving({"/good": GOOD}) as server:
        seen = await found(check(f"{server.url}${{where}}", "status == 200", "json.status == 'ok'"))
    assert (seen.kind, seen.verdict, seen.reason, seen.at) == ("http", "pass", None, AT)
    assert seen.asked["url"] == f"{server.url}/good"
    assert seen.expect == ("status == 200", "json.status == 'ok'")
    assert (seen.facts["status"], seen.facts["json.status"]) == ("200", "ok")
    assert seen.seconds > 0
    assert seen.phases


@pytest.mark.parametrize(
    ("expect", "verdict", "reason"),
    [
        ("status == 204", "fail", "assert.failed"),
        ("json.version == 7", "inconclusive", "assert.missing_value"),
        ("json.port == 80", "inconclusive", "assert.type"),
    ],
)
async def test_what_was_answered_may_be_wrong_or_may_not_tell(
    expect: str, verdict: Verdict, reason: str
) -> None:
    async with serving({"/good": GOOD}) as server:
        seen = await found(check(f"{server.url}/good", expect))
    assert (seen.verdict, seen.reason) == (verdict, reason)


async def test_who_does_not_answer_fails() -> None:
    async with serving(reset) as server:
        assert (await found(check(server.url))).verdict == "fail"
    async with serving(drip_body) as server:
        seen = await found(replace(check(server.url), timeout=0.2))
        assert (seen.verdict, seen.reason) == ("fail", "http.timeout_body")


async def test_an_unset_secret_is_our_error_and_nobody_is_asked() -> None:
    async with serving(GOOD) as server:
        seen = await found(check(server.url, headers={"X": "${env:NOT_SET}"}))
        assert server.connections == 0
    assert (seen.verdict, seen.reason) == ("error", "secret.unset")
    assert "env:NOT_SET" in seen.detail
    assert seen.facts == seen.asked == {}


async def test_a_condition_that_became_no_condition_is_our_error() -> None:
    async with serving(GOOD) as server:
        seen = await found(check(server.url, "body matches '${pattern}'"))
    assert (seen.verdict, seen.reason) == ("error", "config.invalid")


async def test_a_setting_that_is_wrong_is_our_error() -> None:
    seen = await found(check("no address"))
    assert (seen.verdict, seen.reason) == ("error", "config.invalid")


async def test_no_secret_is_in_the_evidence() -> None:
    echo = answering(f"you sent {SECRET}".encode(), headers={"X-Echo": SECRET})
    async with serving({f"/?token={SECRET}": echo}) as server:
        seen = await found(
            check(
                f"{server.url}/?token=${{env:TOKEN}}",
                "body contains 'never ${env:TOKEN}'",
                headers={"Authorization": "Bearer ${env:TOKEN}", "Cookie": "id=${env:TOKEN}"},
            )
        )
        assert SECRET.encode() in server.heads[0]
    assert seen.verdict == "fail"
    assert SECRET not in repr(seen)
    assert "***" in repr(seen.asked)
    assert seen.expect == ("body contains 'never ***'",)


async def test_each_check_opens_a_connection_of_its_own() -> None:
    async with serving({"/good": GOOD}) as server:
        for _ in range(2):
            assert (await found(check(f"{server.url}/good"))).verdict == "pass"
        assert server.connections == 2


def test_what_is_filled_in_names_its_secrets() -> None:
    settings, expect, secrets = filled(
        check("${where}", "body contains '${env:TOKEN}'", headers={"a": "${env:TOKEN}"}), VALUES
    )
    assert settings["url"] == "/good"
    assert (expect[0].value, expect[0].text) == (SECRET, f"body contains '{SECRET}'")
    assert secrets == (SECRET,)


async def test_in_a_rehearsal_a_check_runs_no_command_but_its_stand_in() -> None:
    command = Check(kind="command", timeout=5.0, expect=(), settings={"run": ["true"]})
    seen = await run_check(command, VALUES, "/", at=AT, armed=False, rehearsal=True)
    assert (seen.verdict, seen.reason) == ("error", "config.invalid")
    assert "has no `rehearse`" in seen.detail
