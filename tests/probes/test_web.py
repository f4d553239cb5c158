import asyncio

import pytest

from golive_tui.probes.kind import Objection
from golive_tui.probes.look.contexts import client_context
from golive_tui.probes.look.http_exchange import Answer
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.web import LONGEST_BODY, Trouble, Web
from tests.probes import fault_server as faults
from tests.probes.fault_server import FaultServer, answering, redirecting, serving
from tests.probes.looking import look_once, reach


def web() -> Web:
    return Web(client_context(), reach())


def plan(server: FaultServer, path: str = "/") -> Plan:
    return Plan.read(url=server.url + path, method="GET", headers={}, body="", server_name="")


async def test_each_request_has_a_connection_of_its_own() -> None:
    async with serving({"/": answering(b"hi")}) as server:
        one = web()
        for _ in range(3):
            assert (await one.ask(plan(server))).text == "hi"
        assert server.connections == 3
        assert {"connect", "send", "first_byte", "transfer"} == set(one.stages.seconds)


async def test_trouble_tells_where_it_was_met() -> None:
    async with serving({"/cut": faults.reset_in_body}) as server:
        one = web()
        with pytest.raises(Trouble) as caught:
            await one.ask(plan(server, "/cut"))
        seen = caught.value.observed(one.stages)
        assert (seen.outcome, seen.reason) == ("fail", "tcp.reset")
        assert seen.detail.startswith(f"GET {server.url}/cut: ")


async def test_bodies_and_heads_are_bounded() -> None:
    long = answering(b"x" * (LONGEST_BODY + 1))
    scripts = {"/body": long, "/head": answering(headers={"X-A": "z" * 70_000})}
    async with serving(scripts) as server:
        for path in scripts:
            with pytest.raises(Trouble) as caught:
                await web().ask(plan(server, path))
            assert caught.value.reading.reason == "http.too_large"
        assert (await web().ask(plan(server, "/body"), body=False)).status == 200


async def test_redirects_are_followed_so_far() -> None:
    async with serving({"/": redirecting("/b"), "/b": answering(b"end")}) as server:
        assert (await web().follow(plan(server), 1)).text == "end"
        with pytest.raises(Trouble, match="more than 0 redirects"):
            await web().follow(plan(server), 0)
        server.scripts["/b"] = redirecting("ftp://x/")
        with pytest.raises(Trouble, match="is not followed"):
            await web().follow(plan(server), 3)


async def test_many_are_asked_at_once_and_enough_is_enough() -> None:
    async with serving({"/": answering(), "/cut": faults.reset}) as server:
        plans = [plan(server), plan(server, "/cut"), plan(server)]
        found = await web().ask_all(plans, at_once=2)
        assert [isinstance(each, Answer) for each in found] == [True, False, True]
        few = await web().ask_all([plan(server)] * 50, at_once=2, enough=lambda _: True)
        assert len(few) <= 2


async def test_many_that_are_called_off_leave_nothing() -> None:
    async with serving(faults.silence) as server:
        before = asyncio.all_tasks()
        asking = asyncio.create_task(web().ask_all([plan(server)] * 9, at_once=3))
        await asyncio.wait({asking}, timeout=0.05)
        asking.cancel()
        await asyncio.wait({asking})
        assert asking.cancelled()
        left = asyncio.all_tasks() - before
        assert not [task for task in left if "worker" in repr(task)]


async def test_a_late_look_says_of_which_request() -> None:
    async with serving(faults.silence) as server:
        sample = await look_once("cdn", {"url": server.url}, within=reach(0.1))
        assert (sample.outcome, sample.reason) == ("fail", "http.timeout_first_byte")
        assert sample.detail.startswith(f"GET {server.url}: no answer began within 100 ms")


def test_an_objection_is_told_before_what_is_missing() -> None:
    against = Objection(facts=("status",), reason="http.status", detail="HTTP 503")
    seen = web().seen("no header", facts={}, objection=against)
    assert (seen.outcome, seen.reason) == ("fail", "http.status")
    assert seen.detail == "HTTP 503; no header"
    assert web().seen(facts={}, objection=against).objection is against
    assert web().unclear("no telling", facts={}).reason == "inconclusive"
