import json
from dataclasses import replace
from typing import Any

import pytest

from golive_tui import clock
from golive_tui.rehearsal.stand_in.api import ACCOUNTS, LOGIN_WINDOW, LOGINS, Api
from golive_tui.rehearsal.stand_in.http_server import Reply, Request
from golive_tui.rehearsal.stand_in.world import World


def asked(path: str, method: str = "GET", **headers: str) -> Request:
    return Request(method=method, target=path, path=path, query={}, headers=headers)


def body(reply: Reply) -> Any:
    return json.loads(reply.body)


def test_info_names_the_product_and_its_four_frontends() -> None:
    info = body(Api(World(seed=1)).answer(asked("/api/v1/info")))
    assert info["name"] == "FlowMind Universal Backend"
    assert [each["name"] for each in info["frontends"]] == [
        "flowmind",
        "citypulse",
        "quantum",
        "velocity",
    ]
    assert all(each["enabled"] and each["endpoints"] for each in info["frontends"])
    assert info["websocket"] == "/ws"


def test_a_route_needs_a_token() -> None:
    api = Api(World(seed=1))
    refused = api.answer(asked("/api/v1/citypulse/buildings"))
    assert refused.status == 401
    assert ("www-authenticate", "Bearer") in refused.headers
    token = body(api.answer(asked("/api/v1/auth/login", "POST")))["token"]
    reply = api.answer(asked("/api/v1/citypulse/buildings", authorization=f"Bearer {token}"))
    assert (reply.status, body(reply)["count"]) == (200, 7)


def test_what_is_not_there_is_a_json_404() -> None:
    reply = Api(World(seed=1)).answer(asked("/api/v1/swarm/orchestrate"))
    assert (reply.status, body(reply)["error"]) == (404, "Not Found")


def test_every_answer_tells_the_limit() -> None:
    for path in ("/api/v1/info", "/nowhere"):
        assert ("ratelimit-limit", "1000") in Api(World(seed=1)).answer(asked(path)).headers


def test_logins_are_limited_until_the_window_has_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(clock, "stopwatch", lambda: now)
    api, login = Api(World(seed=1)), asked("/api/v1/auth/login", "POST")
    assert [api.answer(login).status for _ in range(LOGINS)] == [200] * LOGINS
    refused = api.answer(login)
    assert refused.status == 429
    assert dict(refused.headers)["retry-after"] == "61"
    now += LOGIN_WINDOW
    assert api.answer(login).status == 200


def test_each_account_has_its_own_logins() -> None:
    api, login = Api(World(seed=1)), asked("/api/v1/auth/login", "POST")
    for _ in range(LOGINS + 1):
        api.answer(login)
    ana = replace(login, body=b'{"email": "ana@flowmind.app"}')
    assert [api.answer(each).status for each in (login, ana)] == [429, 200]
    for number in range(ACCOUNTS):
        api.answer(replace(login, body=b'{"email": "%d"}' % number))
    assert api.answer(login).status == 200  # forgotten: no more than so many are remembered
    assert api.answer(replace(login, body=b"[")).status == 200


def test_the_limiter_the_cookie_and_the_doors_can_be_told_to_be_bad() -> None:
    world = World(seed=1)
    api, login = Api(world), asked("/api/v1/auth/login", "POST")
    good = dict(api.answer(login).headers)["set-cookie"]
    assert good.endswith("; HttpOnly; Secure; SameSite=Strict")
    world.change({"limiter": "off", "cookies": "insecure", "auth": "open"})
    assert {api.answer(login).status for _ in range(LOGINS * 2)} == {200}
    assert "Secure" not in dict(api.answer(login).headers)["set-cookie"]
    assert api.answer(asked("/api/v1/auth/me")).status == 200
