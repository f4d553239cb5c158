"""A holder that was stopped: it accepts what is said to it, and answers nobody."""

import asyncio
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from golive_tui.engine import keyboard
from golive_tui.errors import Refused
from golive_tui.holder.ask import ask
from golive_tui.holder.place import Place
from golive_tui.holder.record import Record, record_of
from golive_tui.launch import commands as c
from golive_tui.store.directory import LaunchDirectory
from golive_tui.wire.messages import ReadOutput, Request, TypeIn, request_to_json
from tests.engine.living import Engine, Talker, talking
from tests.engine.stepping import ended, launch_of, newest, run, sh, step, transcript, wrote
from tests.holder.attempts import begun, clear, running
from tests.holder.attempts import sh as sh_request
from tests.holder.attempts import wrote as holds
from tests.support.waiting import wait_until

PROBE = """
[probes.door]
kind = "tcp"
host = "127.0.0.1"
port = {port}
every = "1s"
"""


def held(launch: LaunchDirectory, attempt: str) -> Record:
    record = record_of(Place(launch.steps / attempt))
    assert record is not None
    return record


@contextmanager
def stopped(record: Record) -> Iterator[None]:
    assert record.holder is not None
    os.kill(record.holder.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(record.holder.pid, signal.SIGCONT)


async def say(talker: Talker, number: int, request: Request) -> None:
    """Ask without waiting for the answer."""
    await talker._connection.send(request_to_json(number, request))


async def test_meanwhile_acts_samples_and_other_steps_go_on(own_home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        probe = PROBE.format(port=door.getsockname()[1])
        launch = launch_of(
            own_home, step("deaf", sh("read x; echo $x")), step("quick", sh("echo hi")) + probe
        )
        with Engine(launch):
            async with talking(launch) as (script, _):
                await run(script, "deaf")
                wait_until(lambda: newest(launch, "deaf").status == "running")
                with stopped(held(launch, "deaf-1")):
                    await say(script, 900, TypeIn(step="deaf", text="hello\n"))
                    cancelled = await script.ask(c.CancelStep(step="deaf"))
                    passed = await script.ask(c.PassItem(item="look"))
                    ran = await run(script, "quick")
                    quick = ended(launch, "quick")
                    await script.until("sample")
                    answered = [each for each in script.heard if each.get("id") == 900]
                    while not (refused := [m for m in script.heard if m.get("id") == 900]):
                        await script.next()
                    pid = held(launch, "deaf-1").holder.pid  # type: ignore[union-attr] # `stopped` saw it
                    output = ReadOutput(attempt="deaf-1")
                    while (await script.ask(output)).get("deaf") != pid:
                        await script.until("sample")
                    hears = "deaf" not in await script.ask(ReadOutput(attempt="quick-1"))
                deaf = ended(launch, "deaf")
    assert [each["ok"] for each in (cancelled, passed, ran)] == [True, True, True]
    assert quick.status == "succeeded"
    assert hears
    assert answered == []
    assert "does not answer: nothing was heard for 5 s" in refused[0]["error"]
    assert deaf.status == "cancelled"


async def test_what_is_typed_keeps_its_order(own_home: Path) -> None:
    line = "while read -r x; do echo got $x; test $x = end && exit; done"
    launch = launch_of(own_home, step("read", sh(line)))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "read")
            wait_until(lambda: newest(launch, "read").status == "running")
            for number in range(20):
                await say(script, 900 + number, TypeIn(step="read", text=f"{number}\n"))
            assert (await script.ask(TypeIn(step="read", text="end\n")))["ok"]
            ended(launch, "read")
    said = [line[4:] for line in transcript(launch, "read-1").splitlines() if line[:4] == "got "]
    assert said == [*map(str, range(20)), "end"]


async def test_what_a_stopped_holder_did_not_take_is_not_typed_when_it_goes_on(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyboard, "WITHIN", 0.4)
    monkeypatch.setattr(keyboard, "FRESH", 0.2)
    place = begun(own_home, sh_request("echo up; while read -r x; do echo got $x; done"))
    holds(place, b"up")
    typing, record = keyboard.Typing(), running(place)
    try:
        with stopped(record):
            said = await asyncio.gather(
                *(typing.type_in(place.path, text) for text in ("secret\n", "yes\n")),
                return_exceptions=True,
            )
        pid = record.holder.pid if record.holder else 0
        assert f"(pid {pid}) does not answer" in str(said[0])
        assert f"What was typed is dropped.\nIt may be stopped: kill -CONT {pid}" in str(said[0])
        assert "this was dropped too" in str(said[1])
        await typing.type_in(place.path, "third\n")
        holds(place, b"got third")
        assert place.transcript.read_bytes() == b"up\nthird\ngot third\n"
    finally:
        clear(own_home)


async def test_too_much_that_waits_is_refused_at_once(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyboard, "MOST_TYPED", 0)
    with pytest.raises(Refused, match="has not taken what was typed before"):
        await keyboard.Typing().type_in(own_home / "deploy-1", "x")


async def test_a_holder_that_is_late_gone_or_without_end_is_said_so(own_home: Path) -> None:
    launch = launch_of(own_home, step("deaf", sh("echo up; read x")))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "deaf")
            wrote(launch, "deaf-1", "up")
            record = held(launch, "deaf-1")
            with stopped(record), pytest.raises(Refused, match=r"nothing was heard for 0\.05 s"):
                await ask(record, {"do": "status"}, within=0.05)
            assert (await ask(record, {"do": "status"})).take("echo", bool)
            with pytest.raises(Refused, match="not understood"):
                await ask(record, {"do": "dance"})
            await script.ask(c.CancelStep(step="deaf"))
            ended(launch, "deaf")
    with pytest.raises(Refused, match="No such file"):
        await ask(replace(record, socket=str(own_home / "none")), {"do": "status"})
