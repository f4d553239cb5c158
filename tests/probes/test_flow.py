import pytest

from golive_tui.checklist.condition import SEARCHED, parse
from golive_tui.errors import InputError
from tests.probes import fault_server as faults
from tests.probes.fault_server import FaultServer, Peer, Script, answering, serving
from tests.probes.looking import look_once, opened, reach

TOKEN = "tok-5f2c9a1b77"
JSON = {"Content-Type": "application/json"}


async def login(peer: Peer) -> None:
    body = f'{{"access": {{"value": "{TOKEN}"}}, "id": 7}}'.encode()
    await answering(body, headers=JSON | {"Set-Cookie": "sid=c00kie-value; Path=/"})(peer)


async def me(peer: Peer) -> None:
    known = f"Bearer {TOKEN}".encode() in peer.head and b"sid=c00kie-value" in peer.head
    status = "200 OK" if known else "401 Unauthorized"
    await answering(b'{"name": "ada"}', status=status, headers=JSON)(peer)


def scripts(**more: Script) -> dict[str, Script]:
    return {"/login": login, "/me/7": me, "/out": answering(status="204 No Content"), **more}


def steps(server: FaultServer, *changes: dict[str, object]) -> list[dict[str, object]]:
    made: list[dict[str, object]] = [
        {
            "name": "login",
            "url": f"{server.url}/login",
            "method": "POST",
            "body": '{"user": "ada"}',
            "save": {"token": "json.access.value", "id": "json.id"},
        },
        {
            "name": "me",
            "url": f"{server.url}/me/${{captured:id}}",
            "headers": {"Authorization": "Bearer ${captured:token}"},
            "expect": (parse("status == 200"), parse("json.name == 'ada'")),
        },
        {
            "name": "out",
            "url": f"{server.url}/out?token=${{captured:token}}",
            "always": True,
        },
    ]
    for step, change in zip(made, changes, strict=False):
        step.update(change)
    return made


async def test_what_one_step_saves_the_next_one_sends() -> None:
    async with serving(scripts() | {f"/out?token={TOKEN}": answering()}) as server:
        sample = await look_once(
            "flow",
            {"steps": steps(server)},
            "not failed exists",
            "done contains 'out'",
            "statuses.me == 200",
            "seconds.login < 20s",
            "saved contains 'token'",
        )
        assert sample.outcome == "ok", sample.detail
        assert server.heads[0].startswith(b"POST /login")
        assert TOKEN not in sample.detail


async def test_the_first_step_that_fails_says_why_and_the_clean_up_is_made() -> None:
    async with serving(scripts()) as server:
        made = steps(server, {}, {"expect": (parse("json.name == 'eve'"),)})
        made.insert(2, {"name": "more", "url": f"{server.url}/login"})
        sample = await look_once("flow", {"steps": made})
        assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
        assert sample.detail.startswith("me: json.name == 'eve': json.name is 'ada'")
        assert [head.split(b"?")[0].split(b" ")[1] for head in server.heads] == [
            b"/login",
            b"/me/7",
            b"/out",
        ]


@pytest.mark.parametrize(
    ("change", "reason", "words"),
    [
        ({"save": {"token": "json.nothing"}}, "assert.missing_value", "json.nothing is missing"),
        ({"save": {"token": "json.access"}}, "assert.type", "is no text and no number"),
        ({"expect": (parse("status == 201"),)}, "assert.failed", "status == 201"),
        ({"expect": (parse("json.no == 1"),)}, "assert.missing_value", "json.no is missing"),
        ({"expect": (parse("json.id == '7'"),)}, "assert.type", "cannot compare"),
    ],
)
async def test_a_login_that_fails_ends_the_flow(
    change: dict[str, object], reason: str, words: str
) -> None:
    async with serving(scripts()) as server:
        sample = await look_once("flow", {"steps": steps(server, change)})
        assert (sample.outcome, sample.reason) == ("fail", reason)
        assert sample.detail.startswith("login: ")
        assert words in sample.detail


async def test_an_error_of_a_step_is_its_reason_without_what_was_saved() -> None:
    async with serving(scripts()) as server:
        told = answering(f"bad {TOKEN}".encode(), status="500 Oh", headers=JSON)
        server.scripts["/me/7"] = told
        sample = await look_once("flow", {"steps": steps(server, {}, {"expect": ()})})
        assert (sample.outcome, sample.reason) == ("fail", "http.status")
        assert sample.detail == "me: HTTP 500 Internal Server Error: bad ***"


async def test_a_step_whose_answer_is_too_long_to_search_proves_nothing() -> None:
    async with serving(scripts(**{"/me/7": answering(b"x" * SEARCHED + b"ERROR")})) as server:
        change: dict[str, object] = {"expect": (parse("not body matches 'ERROR'"),)}
        sample = await look_once("flow", {"steps": steps(server, {}, change)})
        assert (sample.outcome, sample.reason) == ("error", "inconclusive")
        assert sample.detail.startswith("me: not body matches 'ERROR': of body only the beginning")


async def test_neither_trouble_nor_a_deadline_tells_what_was_saved() -> None:
    async with serving(scripts()) as server:
        change: dict[str, object] = {"url": f"{server.url}/${{captured:token}}", "expect": ()}
        for script in (faults.reset, faults.silence):
            server.scripts[f"/{TOKEN}"] = script
            made = steps(server, {}, change)
            sample = await look_once("flow", {"steps": made}, within=reach(1.0))
            assert sample.outcome == "fail"
            assert f"{server.url}/***" in sample.detail
            assert TOKEN not in sample.detail


async def test_what_is_no_header_once_filled_in_fails_by_its_type() -> None:
    odd = answering(b'{"access": {"value": "a\\r\\nX: y"}, "id": 7}')
    async with serving(scripts(**{"/login": odd})) as server:
        sample = await look_once("flow", {"steps": steps(server)})
        assert (sample.outcome, sample.reason) == ("fail", "assert.type")
        assert sample.detail.startswith("me: with what was saved: ")


def test_two_steps_of_one_name_are_told() -> None:
    step: dict[str, object] = {"name": "a", "url": "http://127.0.0.1:1/"}
    with pytest.raises(InputError, match="two steps are called `a`"):
        opened("flow", {"steps": [step, step]})
    with pytest.raises(InputError, match="made of conditions"):
        opened("flow", {"steps": [{**step, "expect": ["status == 200"]}]})
