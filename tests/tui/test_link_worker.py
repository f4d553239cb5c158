"""What comes over the link goes to the desk; a lost engine is told, and the one that comes back."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from websockets.asyncio.server import ServerConnection, unix_serve

from golive_tui.errors import EngineUnreachable
from golive_tui.launch.codec import event_to_plain, to_plain
from golive_tui.launch.commands import PassItem
from golive_tui.launch.events import By, EngineResumed, Event, HelmTaken, RoundDue
from golive_tui.store.directory import LaunchDirectory
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.link_worker import LinkWorker
from golive_tui.wire.messages import dumps
from tests.screens.scene import scene
from tests.support.waiting import wait_until_async
from tests.tui.fakes import FakeHost
from tests.tui.stage import terminal

ENGINE = By(user="engine", uid=0, host="jump1", how="engine")


@dataclass
class Engine:
    """Says hello, answers every question, and can be taken away."""

    directory: Path
    said: list[dict[str, object]] = field(default_factory=list)
    connections: list[ServerConnection] = field(default_factory=list)
    hello: str = ""
    closing: list[asyncio.Task[None]] = field(default_factory=list)

    async def serve(self, connection: ServerConnection) -> None:
        self.said.append(json.loads(await connection.recv()))
        self.connections.append(connection)
        await connection.send(self.hello or dumps({"hello": scene("live").hello}))
        async for text in connection:
            self.said.append(json.loads(text))
            await connection.send(dumps({"id": self.said[-1]["id"], "ok": True, "seq": 1}))

    async def run(self, up: asyncio.Event) -> None:
        path = LaunchDirectory(self.directory).socket_address()
        path.parent.mkdir(parents=True, exist_ok=True)
        async with unix_serve(self.serve, str(path)):
            up.set()
            await asyncio.get_running_loop().create_future()


@dataclass
class Stage:
    """A desk, its worker, and an engine that runs when it is told to."""

    desk: Desk
    host: FakeHost
    worker: LinkWorker
    engine: Engine
    rung: list[int]
    revived: list[Path]
    running: list[asyncio.Task[None]] = field(default_factory=list)

    async def start_engine(self) -> None:
        up = asyncio.Event()
        self.running.append(asyncio.create_task(self.engine.run(up)))
        await up.wait()

    async def stop_engine(self) -> None:
        task = self.running.pop()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def stage(own_home: Path) -> AsyncIterator[Stage]:
    directory = own_home / "launch"
    directory.mkdir()
    host, rung, revived = FakeHost(), [], []
    desk = Desk(terminal=terminal(), host=host)

    async def revive(which: Path) -> None:
        revived.append(which)

    worker = LinkWorker(
        directory, desk, ring=lambda: rung.append(1), arrived=lambda: None, revive=revive
    )
    made = Stage(desk, host, worker, Engine(directory), rung, revived)
    task = asyncio.create_task(worker.run())
    yield made
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    while made.running:
        await made.stop_engine()


async def test_it_attaches_as_a_dashboard_and_brings_a_mirror(stage: Stage) -> None:
    await stage.start_engine()
    await wait_until_async(lambda: stage.desk.mirror is not None)
    assert stage.desk.linked.up
    assert stage.engine.said[0]["do"] == "attach"
    assert stage.engine.said[0]["role"] == "dashboard"
    assert stage.host.redraws > 0


async def test_without_an_engine_one_is_revived_and_the_desk_says_so(stage: Stage) -> None:
    await wait_until_async(lambda: stage.revived)
    assert not stage.desk.linked.up
    assert stage.desk.linked.reason == "no engine answers"
    await stage.start_engine()
    await wait_until_async(lambda: stage.desk.linked.up)


async def test_an_engine_that_cannot_be_revived_says_why(stage: Stage) -> None:
    async def refuse(which: Path) -> None:
        raise EngineUnreachable("the engine ended with 4", hint="disk full")

    stage.worker.revive = refuse
    await wait_until_async(
        lambda: ("the engine ended with 4; disk full", "bad") in stage.host.notices
    )


async def test_what_is_wrong_with_a_file_is_not_behind_the_path_of_the_launch(stage: Stage) -> None:
    """A notice has one line."""

    async def refuse(which: Path) -> None:
        raise EngineUnreachable(f"{which}/journal.jsonl is a link.", hint="Remove it.")

    stage.worker.revive = refuse
    wanted = ("journal.jsonl is a link. Remove it.", "bad")
    await wait_until_async(lambda: wanted in stage.host.notices)


async def test_a_lost_engine_leaves_the_launch_on_the_screen_and_comes_back(
    stage: Stage,
) -> None:
    await stage.start_engine()
    await wait_until_async(lambda: stage.desk.linked.up)
    mirror = stage.desk.mirror
    await stage.stop_engine()
    await wait_until_async(lambda: not stage.desk.linked.up)
    assert stage.desk.mirror is mirror
    assert stage.desk.refusal(PassItem) != ""
    await stage.start_engine()
    await wait_until_async(lambda: stage.desk.linked.up)
    assert stage.desk.mirror is mirror
    assert any(text.startswith("the engine is back after ") for text, _ in stage.host.notices)


async def test_an_act_goes_to_the_engine_and_its_answer_comes_back(stage: Stage) -> None:
    await stage.start_engine()
    await wait_until_async(lambda: stage.desk.linked.up)
    assert await stage.desk.act(PassItem(item="zero-data-loss-guarantee", note="checked"))
    sent = stage.engine.said[-1]
    assert (sent["do"], sent["note"]) == ("item.pass", "checked")


@pytest.mark.parametrize("said", ["nonsense", "no checklist", "depth"])
async def test_what_cannot_be_read_ends_the_connection_and_not_the_dashboard(
    stage: Stage, said: str
) -> None:
    stage.engine.hello = {
        "nonsense": dumps({"hello": {"nonsense": 1}}),
        "no checklist": dumps({"hello": {**scene("live").hello, "checklist": ""}}),
        "depth": "[" * 200_000,
    }[said]
    await stage.start_engine()
    await wait_until_async(lambda: "cannot be read" in stage.desk.linked.reason)
    stage.engine.hello = ""
    await wait_until_async(lambda: stage.desk.linked.up)


def with_mirror() -> tuple[LinkWorker, FakeHost, list[int]]:
    host, rung = FakeHost(), []
    desk = Desk(terminal=terminal(), host=host)
    worker = LinkWorker(Path("/nowhere"), desk, ring=lambda: rung.append(1), arrived=lambda: None)
    worker.hear({"hello": scene("live").hello})
    return worker, host, rung


def message(worker: LinkWorker, fact: RoundDue | EngineResumed | HelmTaken) -> dict[str, object]:
    mirror = worker.desk.mirror
    assert mirror is not None
    event = Event(seq=mirror.state.seq + 1, at=mirror.now, epoch=2, by=ENGINE, fact=fact)
    return {"event": event_to_plain(event)}


def test_a_round_that_falls_due_is_rung_for_once() -> None:
    worker, _, rung = with_mirror()
    assert rung == []
    assert worker.desk.mirror is not None
    due = RoundDue(round="hour-1-6/4", phase="hour-1-6", number=4, due_at=worker.desk.mirror.now)
    told = message(worker, due)
    worker.hear(told)
    worker.hear(told)
    assert rung == [1]


def test_a_resumed_engine_s_notices_are_said_when_it_is_back() -> None:
    worker, host, _ = with_mirror()
    assert worker.desk.mirror is not None
    resumed = EngineResumed(since=worker.desk.mirror.now, notices=("a torn line was cut",))
    told = message(worker, resumed)
    worker.lost("the engine went away")
    hello = {**scene("live").hello, "events": [told["event"]]}
    worker.hear({"hello": hello})
    assert host.notices[-1][0].endswith("; a torn line was cut")


def test_a_goodbye_is_said_and_other_words_change_nothing() -> None:
    worker, host, _ = with_mirror()
    worker.hear({"bye": "stopped by ana"})
    assert host.notices == [("the engine says goodbye: stopped by ana", "warn")]
    assert worker.desk.mirror is not None
    before = worker.desk.mirror.state
    worker.hear({"output": "later"})
    assert worker.desk.mirror.state is before


def test_facts_of_the_engine_are_heard() -> None:
    worker, _, _ = with_mirror()
    assert worker.desk.mirror is not None
    facts = replace(worker.desk.mirror.engine, helm=2)
    worker.hear({"engine": to_plain(facts)})
    assert worker.desk.helm_user == "lee"


def test_a_helm_that_is_taken_is_told_with_its_reason_and_a_free_one_is_not() -> None:
    worker, host, _ = with_mirror()
    worker.hear(message(worker, HelmTaken(user="lee", uid=1002)))
    assert host.notices == []
    taken = HelmTaken(user="lee", uid=1002, before="ana", reason="ana lost her link")
    worker.hear(message(worker, taken))
    assert host.notices == [("lee took the helm from ana: ana lost her link", "warn")]


def test_another_hello_is_seen_by_the_panels_at_once() -> None:
    """A checklist that was taken in comes with it: no key may meet rows of the old one."""
    worker, _, _ = with_mirror()
    worker.desk.flush()
    told: list[Changes] = []

    class Panel:
        def changed(self, changes: Changes) -> None:
            told.append(changes)

        def tick(self, now: datetime) -> None: ...

    worker.desk.subscribe(Panel())
    worker.hear({"hello": scene("live").hello})
    assert [each.everything for each in told] == [True]
