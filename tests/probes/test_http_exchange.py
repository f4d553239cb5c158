from golive_tui.probes.facts import Absent
from golive_tui.probes.look.contexts import client_context
from golive_tui.probes.look.http_exchange import (
    UNREAD,
    Answer,
    answer_facts,
    exchange,
    json_of,
    objection_of,
    status_words,
)
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.http_transport import Transport
from golive_tui.probes.look.stages import Stages
from tests.probes.fault_server import Script, answering, serving


async def asked(script: Script, max_body: int | None) -> Answer | None:
    async with serving({"/": script}) as server:
        plan = Plan.read(url=server.url, method="GET", headers={}, body="", server_name="")
        stages = Stages()
        transport = Transport(client_context(), fresh=True)
        transport.begin(stages)
        try:
            return await exchange(transport, plan, stages, max_body)
        finally:
            await transport.aclose()


async def test_a_body_is_read_within_its_limit_or_not_at_all() -> None:
    script = answering(b'{"a": 1}')
    answer = await asked(script, 100)
    assert answer is not None
    assert (answer.status, answer.text, answer.ip) == (200, '{"a": 1}', "127.0.0.1")
    assert await asked(script, 3) is None
    unread = await asked(script, None)
    assert unread is not None
    assert (unread.body, unread.text) == (UNREAD, "")


async def test_a_location_counts_only_where_the_status_redirects() -> None:
    headers = {"Location": "/b", "X-A": "1"}
    moved = await asked(answering(status="301 Moved", headers=headers), None)
    made = await asked(answering(status="201 Made", headers=headers), None)
    assert moved is not None
    assert made is not None
    assert (moved.location, made.location) == ("/b", "")
    assert (made.header("x-a"), made.headers("x-a"), made.header("x-b")) == ("1", ["1"], "")


async def test_the_facts_and_the_objection_of_an_answer() -> None:
    headers = {"Content-Type": "text/plain"}
    answer = await asked(answering(b"pool empty", status="503 Busy", headers=headers), 100)
    assert answer is not None
    facts = answer_facts(answer, seconds=0.5)
    assert (facts["status"], facts["time"], facts["body"]) == (503, 0.5, "pool empty")
    assert facts.why_missing("json.a") == ""
    objection = objection_of(answer)
    assert objection is not None
    assert objection.detail == "HTTP 503 Service Unavailable: pool empty"


def test_words() -> None:
    assert status_words(404) == "HTTP 404 Not Found"
    assert status_words(799) == "HTTP 799"
    assert json_of('{"a": 1}') == {"a": 1}
    assert json_of("x") == Absent("the body: it is no JSON")
    assert json_of(Absent("packed")) == Absent("packed")
